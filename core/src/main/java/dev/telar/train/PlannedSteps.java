package dev.telar.train;

import dev.telar.data.Split;

/// The steps of a plan on samples of so many rows.
///
/// @param plan that is followed
/// @param rows of the samples, those that validate among them
public record PlannedSteps(TrainingPlan plan, int rows) {
  /// How many rows validate.
  public int validationRows() {
    return plan.split().validation().of(rows);
  }

  /// How many rows train.
  public int trainRows() {
    return rows - validationRows();
  }

  /// Which rows train and which ones validate.
  ///
  /// @throws IllegalArgumentException if they are too few
  public Split split() {
    return Split.of(plan.split().kind(), rows, validationRows(), plan.seed());
  }

  /// The steps of an epoch.
  public int perEpoch() {
    return Math.ceilDiv(trainRows(), plan.batchSize());
  }

  /// The steps before an epoch's step.
  ///
  /// @param epochs that are done
  /// @param steps of the next epoch that are done
  public long before(int epochs, int steps) {
    return (long) epochs * perEpoch() + steps;
  }

  /// The learning rate of a step.
  ///
  /// @param step from 0
  public double learningRate(long step) {
    return plan.learningRate().at(step, perEpoch(), plan.epochs());
  }

  /// Checks that the rows are enough for what the plan says of them.
  ///
  /// @throws IllegalArgumentException if no rows are left to train on, none validate with early
  ///   stopping, or the warm-up is less than half a step and so none
  public void check() {
    Split.checkSizes(rows, validationRows());
    if (plan.patience() > 0 && validationRows() == 0) {
      throw new IllegalArgumentException(
          "early stopping needs validation rows, %s of %d rows leaves none"
              .formatted(plan.split().validation(), rows));
    }
    double warmup = plan.learningRate().warmupEpochs();
    boolean rises = plan.learningRate().schedule() instanceof Schedule.OneCycle;
    if (warmup > 0 && !rises && Math.rint(warmup * perEpoch()) == 0) {
      throw new IllegalArgumentException(
          "warmup epochs must be at least half a step, %s of an epoch, got %s"
              .formatted(0.5 / perEpoch(), warmup));
    }
  }
}
