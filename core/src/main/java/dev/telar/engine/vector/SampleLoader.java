package dev.telar.engine.vector;

import static dev.telar.engine.vector.Panels.WIDTH;
import static dev.telar.engine.vector.Vectors.LANES;
import static dev.telar.engine.vector.Vectors.SPECIES;
import static jdk.incubator.vector.FloatVector.broadcast;

import dev.telar.data.Batch;
import dev.telar.data.ByteSamples;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Loads a batch's rows into panels; bytes become floats on the way.
final class SampleLoader {
  private static final VectorSpecies<Integer> INTS = SPECIES.withLanes(int.class);

  /// As many bytes as there are floats in a vector, where vectors of so few bytes exist.
  private static final VectorSpecies<Byte> BYTES =
      LANES == 16 ? ByteVector.SPECIES_128 : ByteVector.SPECIES_64;

  private static final boolean BYTES_FIT = BYTES.length() == LANES;

  private static final int CACHE_LINE_BYTES = 64;

  private SampleLoader() {}

  /// Loads the rows `from … to − 1` of the batch.
  ///
  /// @param scratch (D); overwritten
  /// @param x (B, D); the rows are overwritten
  static void load(Batch batch, int from, int to, float[] scratch, Panels x) {
    if (BYTES_FIT && batch.samples() instanceof ByteSamples samples) {
      scratch[0] = touch(batch, samples, from, to);
      for (int i = from; i < to; i++) {
        loadBytes(samples.bytes(), batch.row(i) * samples.width(), i, x);
      }
    } else {
      for (int i = from; i < to; i++) {
        batch.read(i, scratch);
        x.setRow(i, scratch, 0);
      }
    }
  }

  /// Loads what each value of the rows `from … to − 1` counts for: ω.
  ///
  /// @param scratch (D); overwritten
  /// @param weights (B, D); the rows are overwritten
  static void loadLossWeights(Batch batch, int from, int to, float[] scratch, Panels weights) {
    for (int i = from; i < to; i++) {
      batch.readLossWeights(i, scratch);
      weights.setRow(i, scratch, 0);
    }
  }

  /// The same times the rows' weights, v = w·ω.
  static void loadTrainingWeights(Batch batch, int from, int to, float[] scratch, Panels weights) {
    for (int i = from; i < to; i++) {
      batch.readLossWeights(i, scratch);
      float weight = batch.rowWeight(i);
      for (int j = 0; j < weights.columns; j++) {
        scratch[j] *= weight;
      }
      weights.setRow(i, scratch, 0);
    }
  }

  /// Reads a byte of each cache line. Rows of a shuffled batch lie far from each other, and so many
  /// independent reads wait for memory together, where converting a row waits for each.
  ///
  /// @return a number that depends on all of them, so that the compiler reads them
  private static float touch(Batch batch, ByteSamples samples, int from, int to) {
    byte[] bytes = samples.bytes();
    int width = samples.width();
    int sum = 0;
    for (int i = from; i < to; i++) {
      int start = batch.row(i) * width;
      for (int j = 0; j < width; j += CACHE_LINE_BYTES) {
        sum += bytes[start + j];
      }
    }
    return sum;
  }

  private static void loadBytes(byte[] bytes, int start, int row, Panels x) {
    for (int panel = 0; panel < x.count(); panel++) {
      int from = start + panel * WIDTH;
      int to = x.start(panel, row);
      int width = x.width(panel);
      int j = 0;
      for (; j <= width - LANES; j += LANES) {
        scaled(ByteVector.fromArray(BYTES, bytes, from + j)).intoArray(x.values, to + j);
      }
      for (; j < width; j++) {
        x.values[to + j] = (bytes[from + j] & 0xff) / 255f;
      }
    }
  }

  /// b / 255, correctly rounded, without a division: a product with the reciprocal and one
  /// correction (Markstein 1990).
  private static FloatVector scaled(ByteVector bytes) {
    var ints = (IntVector) bytes.convertShape(VectorOperators.ZERO_EXTEND_B2I, INTS, 0);
    var b = (FloatVector) ints.convertShape(VectorOperators.I2F, SPECIES, 0);
    FloatVector reciprocal = broadcast(SPECIES, 1 / 255f);
    FloatVector quotient = b.mul(reciprocal);
    FloatVector remainder = quotient.fma(broadcast(SPECIES, -255), b);
    return remainder.fma(reciprocal, quotient);
  }
}
