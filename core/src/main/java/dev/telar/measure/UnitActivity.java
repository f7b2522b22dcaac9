package dev.telar.measure;

/// What a unit gives over many samples, dropout off.
///
/// @param state what that says about it
/// @param rows of how many samples
/// @param active for how many of them it was above 0
/// @param mean of its outputs
/// @param greatest of its outputs
public record UnitActivity(State state, int rows, int active, double mean, float greatest) {
  /// A unit that is active for a smaller part of the samples is nearly dead.
  public static final double NEARLY_DEAD = 0.01;

  /// A bounded unit that is at a bound, within 1 % of the range, for a larger part of the samples
  /// is saturated.
  public static final double SATURATED = 0.99;

  /// How a unit behaves. Which states there are depends on the activation: a ReLU can die, a
  /// bounded activation can be saturated, the identity neither.
  public enum State {
    /// Never above 0: its gradient is 0 for every sample.
    DEAD,
    /// Above 0 for less than [#NEARLY_DEAD] of the samples.
    NEARLY_DEAD,
    /// Above 0 for every sample: as good as linear.
    ALWAYS_ACTIVE,
    /// At a bound for more than [#SATURATED] of the samples: its gradient is nearly 0.
    SATURATED,
    /// None of these.
    NORMAL
  }

  /// The part of the samples for which it was above 0.
  public double activeShare() {
    return (double) active / rows;
  }
}
