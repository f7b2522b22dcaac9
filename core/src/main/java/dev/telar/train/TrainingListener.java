package dev.telar.train;

import dev.telar.model.Autoencoder;
import java.util.List;

/// Told how training goes, on the thread that trains: implement it to watch, or to end training. It
/// cannot change what a step computes. What it throws ends training, with a checkpoint at an
/// epoch's end.
///
/// An epoch is told before its checkpoint is kept. So however often training is stopped and
/// resumed, each is told at least once, and again where its checkpoint did not reach the disk.
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

  /// The model at the end of an epoch, told after the epoch.
  ///
  /// @param epoch from 1
  default void onModel(int epoch, Autoencoder model) {}

  /// Whether training is to stop and to give the model that it has, asked before every step. A
  /// listener that another thread tells to stop answers with what is safe to read from two threads,
  /// such as a volatile field.
  default boolean isStopRequested() {
    return false;
  }

  /// One listener for many, told in their order; training stops where one asks for it.
  static TrainingListener all(List<TrainingListener> listeners) {
    List<TrainingListener> each = List.copyOf(listeners);
    return new TrainingListener() {
      @Override
      public void onStep(int epoch, int step, int steps, double runningError) {
        each.forEach(listener -> listener.onStep(epoch, step, steps, runningError));
      }

      @Override
      public void onEpoch(EpochErrors errors) {
        each.forEach(listener -> listener.onEpoch(errors));
      }

      @Override
      public void onModel(int epoch, Autoencoder model) {
        each.forEach(listener -> listener.onModel(epoch, model));
      }

      @Override
      public boolean isStopRequested() {
        return each.stream().anyMatch(TrainingListener::isStopRequested);
      }
    };
  }
}
