package dev.telar.measure;

/// What a unit gives over many samples, dropout off.
///
/// @param state what that says about it
/// @param rows of how many samples
/// @param active for how many of them it was above 0, or kept by top-k
/// @param mean of its outputs
/// @param greatest of its outputs
public record UnitActivity(State state, int rows, int active, double mean, float greatest) {
  /// A unit that is active for a smaller part of the samples is nearly dead.
  public static final double NEARLY_DEAD = 0.01;

  /// A bounded unit that is at a bound, within 1 % of the range, for a larger part of the samples
  /// is saturated.
  public static final double SATURATED = 0.99;

  /// How a unit behaves. Which states there are depends on the activation: a ReLU or top-k unit can
  /// die, a bounded activation can be saturated, the others neither.
  public enum State {
    /// Never active: its gradient is 0 for every sample.
    DEAD,
    /// Active for less than [#NEARLY_DEAD] of the samples.
    NEARLY_DEAD,
    /// Active for every sample: as good as linear.
    ALWAYS_ACTIVE,
    /// At a bound for more than [#SATURATED] of the samples: its gradient is nearly 0.
    SATURATED,
    /// None of these.
    NORMAL
  }

  /// The part of the samples for which it was active.
  public double activeShare() {
    return (double) active / rows;
  }
}
