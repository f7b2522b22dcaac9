package dev.telar.speed;

import java.util.Locale;

/// What is measured.
public enum Work {
  /// Training steps: five products of matrices.
  TRAIN(10),
  /// Reconstructions: two products.
  RECONSTRUCT(4);

  private final int flopPerWeight;

  Work(int flopPerWeight) {
    this.flopPerWeight = flopPerWeight;
  }

  /// Floating-point operations for one sample: 10·D·N for a training step, 4·D·N for a
  /// reconstruction.
  ///
  /// @param inputs D
  /// @param hidden N
  double flop(int inputs, int hidden) {
    return (double) flopPerWeight * inputs * hidden;
  }

  /// The name in results.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
