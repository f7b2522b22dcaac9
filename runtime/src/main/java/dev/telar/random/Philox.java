package dev.telar.random;

/// The counter-based generator Philox 4×32-10.
///
/// A block is four 32-bit words computed from a 128-bit counter and a 64-bit key by ten rounds of
/// multiplication and exclusive or; there is no state.
///
/// @see <a href="https://doi.org/10.1145/2063384.2063405">Salmon et al., Parallel random numbers:
///   as easy as 1, 2, 3 (2011)</a>
public final class Philox {
  public static final int MULTIPLIER_0 = 0xD2511F53;
  public static final int MULTIPLIER_1 = 0xCD9E8D57;
  public static final int WEYL_0 = 0x9E3779B9;
  public static final int WEYL_1 = 0xBB67AE85;
  public static final int ROUNDS = 10;

  private Philox() {}

  /// Writes the block at a counter to `out[0..3]`.
  ///
  /// @param key the low word in bits 0–31, the high word in bits 32–63
  static void block(long key, int c0, int c1, int c2, int c3, int[] out) {
    int k0 = (int) key;
    int k1 = (int) (key >>> 32);
    int x0 = c0;
    int x1 = c1;
    int x2 = c2;
    int x3 = c3;
    for (int round = 0; round < ROUNDS; round++) {
      long product0 = Integer.toUnsignedLong(MULTIPLIER_0) * Integer.toUnsignedLong(x0);
      long product1 = Integer.toUnsignedLong(MULTIPLIER_1) * Integer.toUnsignedLong(x2);
      x0 = (int) (product1 >>> 32) ^ x1 ^ k0;
      x1 = (int) product1;
      x2 = (int) (product0 >>> 32) ^ x3 ^ k1;
      x3 = (int) product0;
      k0 += WEYL_0;
      k1 += WEYL_1;
    }
    out[0] = x0;
    out[1] = x1;
    out[2] = x2;
    out[3] = x3;
  }
}
