package dev.telar.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The vectors that this machine computes with. Nothing depends on their width but the speed.
///
/// `-Dtelar.vectorBits=128|256|512` forces a width.
final class Vectors {
  static final String WIDTH_PROPERTY = "telar.vectorBits";

  static final VectorSpecies<Float> SPECIES = species();

  /// Floats in a vector.
  static final int LANES = SPECIES.length();

  /// Vectors in a row of the widest register tile. A tile of 6 × 4 vectors needs 29 registers, one
  /// of 6 × 2 needs 15: AVX-512 and Arm have 32, AVX2 has 16.
  static final int TILE_VECTORS = hasThirtyTwoRegisters() ? 4 : 2;

  private Vectors() {}

  private static VectorSpecies<Float> species() {
    int machine = Math.min(512, FloatVector.SPECIES_PREFERRED.vectorBitSize());
    int bits = Integer.getInteger(WIDTH_PROPERTY, machine);
    if (bits > machine) {
      throw new IllegalArgumentException(
          "-D%s=%d is more than the %d bits of this machine's vectors"
              .formatted(WIDTH_PROPERTY, bits, machine));
    }
    return switch (bits) {
      case 128 -> FloatVector.SPECIES_128;
      case 256 -> FloatVector.SPECIES_256;
      case 512 -> FloatVector.SPECIES_512;
      default ->
          throw new IllegalArgumentException(
              "-D" + WIDTH_PROPERTY + " must be 128, 256 or 512, got " + bits);
    };
  }

  private static boolean hasThirtyTwoRegisters() {
    return FloatVector.SPECIES_PREFERRED.vectorBitSize() >= 512
        || !System.getProperty("os.arch").equals("amd64");
  }

  /// The smallest multiple of the vector's length that reaches `columns`.
  static int roundUp(int columns) {
    return Math.ceilDiv(columns, LANES) * LANES;
  }

  static FloatVector load(float[] values, int index) {
    return FloatVector.fromArray(SPECIES, values, index);
  }

  static FloatVector broadcast(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }
}
