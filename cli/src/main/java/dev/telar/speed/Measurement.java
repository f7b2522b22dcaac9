package dev.telar.speed;

import dev.telar.model.HiddenWidths;

/// What one JVM measured at one width.
///
/// @param hidden N
/// @param engine the kind that computed
/// @param tiles how the vector engine cut products, and whether its arrays began on cache lines;
///   empty if another one computed
/// @param trained samples a second in training steps; the median of the batches
/// @param reconstructed the same in reconstructions
/// @param weightsSha256 of a few training steps' weights, which equal the reference engine's
/// @param machine the limits in the same JVM
public record Measurement(
    HiddenWidths hidden,
    String engine,
    String tiles,
    double trained,
    double reconstructed,
    String weightsSha256,
    Machine machine) {

  /// The samples a second of a kind of work.
  double samplesPerSecond(Work work) {
    return switch (work) {
      case TRAIN -> trained;
      case RECONSTRUCT -> reconstructed;
    };
  }
}
