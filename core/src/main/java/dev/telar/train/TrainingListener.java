package dev.telar.train;

/// Told how training goes, on the thread that trains: implement it to watch. It cannot change a
/// result.
public interface TrainingListener {
  /// A step is done.
  ///
  /// @param epoch from 1
  /// @param step of the epoch, from 1
  /// @param steps in an epoch
  /// @param runningError the mean error of the epoch's batches so far, dropout on
  default void onStep(int epoch, int step, int steps, double runningError) {}

  /// An epoch and its evaluations are done.
  default void onEpoch(EpochErrors errors) {}
}
