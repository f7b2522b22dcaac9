package dev.telar.measure;

import dev.telar.model.Activation;

/// Between which values an activation's outputs lie.
///
/// @param least the infimum, −∞ if there is none
/// @param greatest the supremum, ∞ if there is none
record ValueBounds(double least, double greatest) {
  /// How near to a bound, as a part of the range, a value is taken to have reached it.
  private static final double MARGIN = 0.01;

  static ValueBounds of(Activation activation) {
    return switch (activation) {
      case Activation.Relu() -> new ValueBounds(0, Double.POSITIVE_INFINITY);
      case Activation.Identity() ->
          new ValueBounds(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    };
  }

  /// Whether there is a value on one side only at which the derivative is 0: a unit can die there.
  boolean cutOff() {
    return Double.isFinite(least) && !Double.isFinite(greatest);
  }

  /// Whether there is a bound on both sides: a unit can be stuck at them.
  boolean bounded() {
    return Double.isFinite(least) && Double.isFinite(greatest);
  }

  /// Whether a value of a bounded activation is as good as one of the bounds.
  boolean reached(float value) {
    double margin = MARGIN * (greatest - least);
    return value <= least + margin || value >= greatest - margin;
  }
}
