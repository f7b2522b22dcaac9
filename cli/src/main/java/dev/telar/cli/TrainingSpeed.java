package dev.telar.cli;

import dev.telar.train.EpochErrors;
import java.util.ArrayDeque;
import java.util.Deque;

/// How fast a training goes: over its last epochs, as many as half a second holds.
final class TrainingSpeed {
  private static final double LEAST_SECONDS = 0.5;

  private final int rows;
  private final Deque<Double> epochs = new ArrayDeque<>();
  private double seconds;

  /// @param rows that an epoch trains on
  TrainingSpeed(int rows) {
    this.rows = rows;
  }

  /// Takes the time of an epoch's steps.
  void add(EpochErrors measured) {
    epochs.addLast(measured.trainSeconds());
    seconds += measured.trainSeconds();
    while (seconds - epochs.getFirst() >= LEAST_SECONDS) {
      seconds -= epochs.removeFirst();
    }
  }

  /// Rows a second; at least one epoch was taken.
  long perSecond() {
    return Math.round((double) rows * epochs.size() / seconds);
  }
}
