package dev.telar.train;

import java.util.Comparator;
import java.util.List;

/// When training is done, and which epoch's model is its result.
///
/// @param epochs after which it is done at the latest, at least 1
/// @param patience epochs without a better validation error after which it is done, and the best
///   epoch's model is the result; 0 for the last epoch's
public record StoppingRule(int epochs, int patience) {
  /// @throws IllegalArgumentException if a number is out of its range
  public StoppingRule {
    if (epochs < 1) {
      throw new IllegalArgumentException("epochs must be at least 1, got " + epochs);
    }
    if (patience < 0) {
      throw new IllegalArgumentException("patience must be at least 0, got " + patience);
    }
  }

  /// Whether training may stop before its last epoch.
  public boolean isEarly() {
    return patience > 0;
  }

  /// Whether training is done after these epochs.
  public boolean isDone(List<EpochErrors> done) {
    return done.size() >= epochs || hasStopped(done);
  }

  /// Whether early stopping has ended training after these epochs, be there more of them or not.
  boolean hasStopped(List<EpochErrors> done) {
    return isEarly() && !done.isEmpty() && done.size() - best(done).epoch() >= patience;
  }

  /// The epoch whose model is the result: the last one, or with early stopping the best one.
  ///
  /// @param done all that were measured, at least one
  public EpochErrors modelEpoch(List<EpochErrors> done) {
    return isEarly() ? best(done) : done.getLast();
  }

  /// The epoch with the least validation error, the first of equal ones.
  ///
  /// @param done at least one
  static EpochErrors best(List<EpochErrors> done) {
    return done.stream()
        .min(Comparator.comparingDouble(e -> e.validation().orElse(Double.MAX_VALUE)))
        .orElseThrow();
  }
}
