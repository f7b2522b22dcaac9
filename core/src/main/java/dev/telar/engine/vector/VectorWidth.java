package dev.telar.engine.vector;

import java.util.List;
import java.util.Optional;
import jdk.incubator.vector.FloatVector;

/// How wide the vectors are: as wide as the machine's, or what `-Dtelar.vectorBits` forces.
final class VectorWidth {
  private static final String PROPERTY = "telar.vectorBits";
  private static final int NARROWEST = 128;
  private static final List<String> WIDTHS = List.of("128", "256", "512");

  private VectorWidth() {}

  /// Why the machine's vectors are of no use, in a sentence; empty if they are.
  static Optional<String> obstacle() {
    int machine = machineBits();
    return machine < NARROWEST
        ? Optional.of(
            "the vector engine needs vectors of %d bits or more, those of this JVM have %d"
                .formatted(NARROWEST, machine))
        : Optional.empty();
  }

  private static int machineBits() {
    return Math.min(512, FloatVector.SPECIES_PREFERRED.vectorBitSize());
  }

  /// The width in bits: 128, 256 or 512, unless there is an obstacle.
  ///
  /// @throws IllegalArgumentException if a width is forced that does not exist, or not here
  static int bits() {
    int machine = machineBits();
    String forced = System.getProperty(PROPERTY);
    if (forced == null) {
      return machine;
    }
    if (!WIDTHS.contains(forced)) {
      throw new IllegalArgumentException(
          "-D%s must be 128, 256 or 512, got %s".formatted(PROPERTY, forced));
    }
    int bits = Integer.parseInt(forced);
    if (bits > machine) {
      throw new IllegalArgumentException(
          "-D%s=%d is more than the %d bits of this machine's vectors"
              .formatted(PROPERTY, bits, machine));
    }
    return bits;
  }
}
