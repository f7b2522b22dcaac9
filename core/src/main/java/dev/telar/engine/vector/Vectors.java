package dev.telar.engine.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The vectors that this machine computes with. Nothing depends on their width but the speed.
///
/// Vectors are loaded and broadcast by the Vector API itself and not by methods of ours: C2 inlines
/// its methods always, and ours only where it has seen them called often. A call that it leaves out
/// puts every vector on the heap.
public final class Vectors {
  /// How wide a vector is.
  public static final VectorSpecies<Float> SPECIES = species();

  /// Floats in a vector.
  static final int LANES = SPECIES.length();

  /// Vectors in a row of the widest register tile. A tile of 6 × 4 vectors needs 29 registers, one
  /// of 6 × 2 needs 15: AVX-512 and Arm have 32, AVX2 has 16.
  static final int TILE_VECTORS = hasThirtyTwoRegisters() ? 4 : 2;

  private Vectors() {}

  private static VectorSpecies<Float> species() {
    return switch (VectorWidth.bits()) {
      case 128 -> FloatVector.SPECIES_128;
      case 256 -> FloatVector.SPECIES_256;
      default -> FloatVector.SPECIES_512;
    };
  }

  private static boolean hasThirtyTwoRegisters() {
    return FloatVector.SPECIES_PREFERRED.vectorBitSize() >= 512
        || !isX86(System.getProperty("os.arch"));
  }

  /// Linux and Windows call it amd64, macOS x86_64.
  public static boolean isX86(String architecture) {
    return architecture.equals("amd64") || architecture.equals("x86_64");
  }

  /// The smallest multiple of the vector's length that reaches `columns`.
  static int roundUp(int columns) {
    return Math.ceilDiv(columns, LANES) * LANES;
  }
}
