package dev.telar.engine.vector;

import static jdk.incubator.vector.VectorOperators.L2I;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.XOR;

import dev.telar.random.Philox;
import dev.telar.random.RandomSource;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/// The random bits of [RandomSource], a vector of Philox blocks at a time.
///
/// A lane of 64 bits holds one 32-bit word of a block, so that a product is one multiplication;
/// what the high halves hold besides is cut off before each use.
final class VectorPhilox {
  private static final VectorSpecies<Long> LONGS = Vectors.SPECIES.withLanes(long.class);
  private static final VectorSpecies<Integer> INTS = ints();
  private static final LongVector LANE_NUMBERS = LongVector.zero(LONGS).addIndex(1);

  /// On vectors of two longs multiplication is not an instruction everywhere, and no gain anywhere.
  private static final boolean WORTHWHILE = LONGS.length() > 2;

  private static final int GROUP = RandomSource.GROUP_UNITS;
  private static final int GROUP_BLOCKS = RandomSource.GROUP_BLOCKS;
  private static final long WORD = 0xFFFFFFFFL;

  private VectorPhilox() {}

  /// Half the size of [#LONGS], with as many lanes.
  private static VectorSpecies<Integer> ints() {
    return switch (LONGS.length()) {
      case 2 -> IntVector.SPECIES_64;
      case 4 -> IntVector.SPECIES_128;
      default -> IntVector.SPECIES_256;
    };
  }

  /// Writes what [RandomSource#fillBits(long, int, int[], int)] writes, up to the end of the last
  /// group.
  ///
  /// @param out `count` rounded up to a multiple of 64, or longer
  static void fillBits(RandomSource source, long step, int row, int[] out, int count) {
    if (!WORTHWHILE) {
      source.fillBits(step, row, out, count);
      return;
    }
    long c3 = source.lastCounterWord(step) & WORD;
    for (int group = 0; group * GROUP < count; group++) {
      for (int lane = 0; lane < GROUP_BLOCKS; lane += LONGS.length()) {
        long c0 = (long) group * GROUP_BLOCKS + lane;
        fillBlocks(source.seed(), c0, row, step & WORD, c3, out, group * GROUP + lane);
      }
    }
  }

  private static void fillBlocks(
      long key, long c0, long c1, long c2, long c3, int[] out, int start) {
    // No vector is handed in: this may be called and not inlined.
    LongVector x0 = LANE_NUMBERS.add(c0);
    // Both factors are cut to 32 bits as vectors, by which C2 sees that `vpmuludq` will do.
    LongVector m0 = LongVector.broadcast(LONGS, Philox.MULTIPLIER_0 & WORD).and(WORD);
    LongVector m1 = LongVector.broadcast(LONGS, Philox.MULTIPLIER_1 & WORD).and(WORD);
    LongVector x1 = LongVector.broadcast(LONGS, c1);
    LongVector x2 = LongVector.broadcast(LONGS, c2);
    LongVector x3 = LongVector.broadcast(LONGS, c3);
    int k0 = (int) key;
    int k1 = (int) (key >>> 32);
    for (int round = 0; round < Philox.ROUNDS; round++) {
      LongVector product0 = x0.and(WORD).mul(m0);
      LongVector product1 = x2.and(WORD).mul(m1);
      x0 = product1.lanewise(LSHR, 32).lanewise(XOR, x1).lanewise(XOR, (long) k0);
      x1 = product1;
      x2 = product0.lanewise(LSHR, 32).lanewise(XOR, x3).lanewise(XOR, (long) k1);
      x3 = product0;
      k0 += Philox.WEYL_0;
      k1 += Philox.WEYL_1;
    }
    store(x0, out, start);
    store(x1, out, start + GROUP_BLOCKS);
    store(x2, out, start + 2 * GROUP_BLOCKS);
    store(x3, out, start + 3 * GROUP_BLOCKS);
  }

  private static void store(LongVector words, int[] out, int start) {
    ((IntVector) words.convertShape(L2I, INTS, 0)).intoArray(out, start);
  }
}
