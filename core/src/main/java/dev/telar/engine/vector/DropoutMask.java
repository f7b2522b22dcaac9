package dev.telar.engine.vector;

import static dev.telar.engine.vector.Panels.WIDTH;
import static dev.telar.engine.vector.Vectors.LANES;
import static dev.telar.engine.vector.Vectors.SPECIES;
import static jdk.incubator.vector.FloatVector.broadcast;

import dev.telar.random.RandomSource;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Draws dropout masks on vectors, as the reference engine defines them.
final class DropoutMask {
  private static final VectorSpecies<Integer> INTS = SPECIES.withLanes(int.class);

  private final RandomSource bits;
  private final int threshold;
  private final float kept;

  /// @param layer the number of the hidden layer, through the encoder and on through the decoder
  DropoutMask(double dropout, long seed, int layer) {
    double probability = (float) dropout;
    this.bits = RandomSource.dropout(seed, layer);
    this.threshold = (int) Math.round(probability * 0x1p32);
    this.kept = (float) (1 / (1 - probability));
  }

  /// Draws the masks of the rows `from … to − 1` of the batch.
  ///
  /// @param scratch (N rounded up to whole panels); overwritten
  /// @param mask (B, N); the rows are overwritten with 0 or 1 / (1 − dropout)
  void draw(long step, int from, int to, int[] scratch, Panels mask) {
    for (int i = from; i < to; i++) {
      VectorPhilox.fillBits(bits, step, i, scratch, mask.columns);
      for (int panel = 0; panel < mask.count(); panel++) {
        fill(scratch, panel * WIDTH, threshold, kept, mask.values, mask.start(panel, i));
      }
    }
  }

  /// A loop of its own on arrays: what C2 might not inline would put vectors on the heap.
  private static void fill(
      int[] bits, int from, int threshold, float kept, float[] out, int start) {
    FloatVector zero = broadcast(SPECIES, 0);
    FloatVector keptValue = broadcast(SPECIES, kept);
    for (int j = 0; j < WIDTH; j += LANES) {
      IntVector drawn = IntVector.fromArray(INTS, bits, from + j);
      zero.blend(keptValue, drawn.compare(VectorOperators.UGE, threshold).cast(SPECIES))
          .intoArray(out, start + j);
    }
  }
}
