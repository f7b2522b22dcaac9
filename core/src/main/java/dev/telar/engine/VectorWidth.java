package dev.telar.engine;

import java.util.List;
import jdk.incubator.vector.FloatVector;

/// How wide the vectors are: as wide as the machine's, or what `-Dtelar.vectorBits` forces.
final class VectorWidth {
  private static final String PROPERTY = "telar.vectorBits";
  private static final List<String> WIDTHS = List.of("128", "256", "512");

  private VectorWidth() {}

  /// The width in bits: 128, 256 or 512.
  ///
  /// @throws IllegalArgumentException if a width is forced that does not exist, or not here
  static int bits() {
    int machine = Math.min(512, FloatVector.SPECIES_PREFERRED.vectorBitSize());
    String forced = System.getProperty(PROPERTY, Integer.toString(machine));
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
