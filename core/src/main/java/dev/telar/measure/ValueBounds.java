package dev.telar.measure;

import dev.telar.model.Activation;

/// The outputs of an activation at which it is flat: its derivative is 0 there, or nearly.
///
/// @param least the lower one, −∞ if there is none
/// @param greatest the upper one, ∞ if there is none
record ValueBounds(double least, double greatest) {
  /// How near to a bound, as a part of the range, a value is taken to have reached it.
  private static final double MARGIN = 0.01;

  private static final ValueBounds CUT_OFF = new ValueBounds(0, Double.POSITIVE_INFINITY);
  private static final ValueBounds NONE =
      new ValueBounds(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

  static ValueBounds of(Activation activation) {
    return switch (activation) {
      case Activation.Relu() -> CUT_OFF;
      case Activation.TopK(int _) -> CUT_OFF;
      case Activation.LeakyRelu(float slope) -> slope == 0 ? CUT_OFF : NONE;
      // A GELU flattens towards 0 from below, but it passes the same values where it is steep.
      case Activation.Gelu() -> NONE;
      case Activation.Identity() -> NONE;
      case Activation.Tanh() -> new ValueBounds(-1, 1);
      case Activation.Sigmoid() -> new ValueBounds(0, 1);
    };
  }

  /// Whether the derivative is 0 at an output of 0 and nowhere else: a unit can die there.
  boolean cutOff() {
    return Double.isFinite(least) && !Double.isFinite(greatest);
  }

  /// Whether there is a bound on both sides: a unit can be stuck at them.
  boolean bounded() {
    return Double.isFinite(least) && Double.isFinite(greatest);
  }

  /// Whether a unit with this output is active: above 0, or kept by top-k, also below 0.
  boolean active(float value) {
    return cutOff() ? value != 0 : value > 0;
  }

  /// Whether a value of a bounded activation is as good as one of the bounds.
  boolean reached(float value) {
    double margin = MARGIN * (greatest - least);
    return value <= least + margin || value >= greatest - margin;
  }
}
