package dev.telar.train;

import java.util.Objects;

/// The learning rate of every step.
///
/// @param rate η, above 0; its greatest value where a schedule changes it
/// @param schedule how it changes
/// @param warmupEpochs epochs in which it grows, at least 0
public record LearningRate(double rate, Schedule schedule, double warmupEpochs) {
  /// @throws IllegalArgumentException if a number is out of its range, or the rate is 0 in float32,
  ///   in which engines compute
  public LearningRate {
    Objects.requireNonNull(schedule);
    if (!(rate > 0 && Double.isFinite((float) rate))) {
      throw new IllegalArgumentException("learning rate must be above 0 and finite, got " + rate);
    }
    if ((float) rate == 0) {
      throw new IllegalArgumentException("learning rate is 0 in float32, got " + rate);
    }
    if (!(warmupEpochs >= 0)) {
      throw new IllegalArgumentException("warmup epochs must be at least 0, got " + warmupEpochs);
    }
  }

  /// The same rate in every step.
  public static LearningRate constant(double rate) {
    return new LearningRate(rate, new Schedule.Constant(), 0);
  }

  /// The rate of a step.
  ///
  /// @param step from 0
  /// @param stepsPerEpoch steps in an epoch
  /// @param epochs of the whole training
  double at(long step, int stepsPerEpoch, int epochs) {
    return rate * schedule.factor(step, stepsPerEpoch, epochs, warmupEpochs);
  }

  /// These with another rate.
  public LearningRate withRate(double value) {
    return new LearningRate(value, schedule, warmupEpochs);
  }

  /// These with another schedule.
  public LearningRate withSchedule(Schedule value) {
    return new LearningRate(rate, value, warmupEpochs);
  }

  /// These with another warm-up.
  public LearningRate withWarmupEpochs(double value) {
    return new LearningRate(rate, schedule, value);
  }
}
