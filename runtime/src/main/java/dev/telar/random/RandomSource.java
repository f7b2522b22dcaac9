package dev.telar.random;

/// Random numbers for one seed and one purpose, addressed by position.
///
/// The number at (step, row, unit) is a pure function of seed, purpose and that position. Units are
/// taken in groups of 64 that share sixteen Philox blocks: unit `u` is word `(u / 16) % 4` of the
/// block with the index `16·(u / 64) + u % 16`, so sixteen blocks computed side by side fill 64
/// neighbouring units without a shuffle.
///
/// Counter: (block index, row, step's low word, step's high 24 bits · 256 + purpose); key: the
/// seed.
///
/// Immutable and safe for use by many threads.
public final class RandomSource {
  /// What the numbers are for.
  public enum Purpose {
    ENCODER_WEIGHT(0),
    ENCODER_BIAS(1),
    DECODER_WEIGHT(2),
    DECODER_BIAS(3),
    SPLIT(4),
    SHUFFLE(5),
    DROPOUT(6),
    NOISE(7),
    TEST_SPLIT(8),
    OTHER_LEVEL(9),
    BOOTSTRAP(10);

    /// The low byte of the counter's last word: part of the bit contract.
    private final int code;

    Purpose(int code) {
      this.code = code;
    }
  }

  /// Neighbouring units whose bits come from the same blocks.
  public static final int GROUP_UNITS = 64;

  /// Blocks that a group of units shares.
  public static final int GROUP_BLOCKS = 16;

  private static final int WORDS = 4;

  /// The code of the second hidden layer's dropout is one more than this.
  private static final int DROPOUT_OF_LAYERS = 16;

  private final long seed;
  private final int purpose;

  public RandomSource(long seed, Purpose purpose) {
    this(seed, purpose.code);
  }

  private RandomSource(long seed, int purpose) {
    this.seed = seed;
    this.purpose = purpose;
  }

  /// The dropout masks of a hidden layer: the first one's have [Purpose#DROPOUT], those of the
  /// others codes of their own.
  ///
  /// @param layer from 0, through the encoder and on through the decoder; below 240
  public static RandomSource dropout(long seed, int layer) {
    return layer == 0
        ? new RandomSource(seed, Purpose.DROPOUT)
        : new RandomSource(seed, DROPOUT_OF_LAYERS + layer);
  }

  /// Writes the 32-bit numbers of the units `0 … count − 1` at (step, row) to `out[0 … count − 1]`.
  public void fillBits(long step, int row, int[] out, int count) {
    int[] block = new int[WORDS];
    for (int group = 0; group * GROUP_UNITS < count; group++) {
      for (int lane = 0; lane < GROUP_BLOCKS; lane++) {
        blockAt(step, row, group * GROUP_BLOCKS + lane, block);
        for (int word = 0; word < WORDS; word++) {
          int unit = group * GROUP_UNITS + word * GROUP_BLOCKS + lane;
          if (unit < count) {
            out[unit] = block[word];
          }
        }
      }
    }
  }

  /// The 32-bit number of the unit 0 at (step, row).
  public int firstBits(long step, int row) {
    int[] block = new int[WORDS];
    blockAt(step, row, 0, block);
    return block[0];
  }

  /// Writes uniform numbers in [−bound, bound) for the units `0 … count − 1` at (step, row) to
  /// `out[0 … count − 1]`; 24 random bits each.
  public void fillUniform(long step, int row, float bound, float[] out, int count) {
    int[] bits = new int[count];
    fillBits(step, row, bits, count);
    for (int unit = 0; unit < count; unit++) {
      float unitInterval = (bits[unit] >>> 8) * 0x1p-24f;
      out[unit] = Math.fma(2 * bound, unitInterval, -bound);
    }
  }

  /// A uniformly random permutation of `0 … size − 1`, one for every step (Durstenfeld 1964). An
  /// index is the high word of a 64-bit random number times the range, whose bias is below 2⁻³².
  public int[] permutation(long step, int size) {
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      order[i] = i;
    }
    int[] block = new int[WORDS];
    for (int i = size - 1; i > 0; i--) {
      blockAt(step, i, 0, block);
      long bits = Integer.toUnsignedLong(block[1]) << 32 | Integer.toUnsignedLong(block[0]);
      // The high half of the unsigned product.
      int j = (int) (Math.multiplyHigh(bits, i + 1L) + ((bits >> 63) & (i + 1L)));
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
  }

  /// The key of every block.
  public long seed() {
    return seed;
  }

  /// The fourth word of every block's counter at a step, for who computes many blocks side by side.
  public int lastCounterWord(long step) {
    return (int) (step >>> 32) << 8 | purpose;
  }

  private void blockAt(long step, int row, int blockIndex, int[] out) {
    Philox.block(seed, blockIndex, row, (int) step, lastCounterWord(step), out);
  }
}
