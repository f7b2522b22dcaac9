package dev.telar.train;

import dev.telar.data.Samples;
import dev.telar.internal.Sha256;
import java.nio.ByteBuffer;
import java.util.Optional;

/// Which samples a training is of.
///
/// The digest tells other data of the same size, so that training is not resumed on them by
/// mistake; it does not see every changed row. It is of a part of the rows, so that beginning and
/// resuming cost a few milliseconds however large the data are.
///
/// @param rows of the samples, those that validate among them
/// @param digest SHA-256, in hexadecimal, of the samples' size and of the float32 bits of rows at
///   equal distances, the first and the last among them, of about a million values; where samples
///   are weighted, each row is followed by its loss weights and its weight; empty for a checkpoint
///   of an earlier version
public record DataIdentity(int rows, Optional<String> digest) {
  private static final int MOST_VALUES = 1 << 20;
  private static final int SHOWN = 12;

  /// That of some samples.
  public static DataIdentity of(Samples samples) {
    return new DataIdentity(samples.rows(), Optional.of(digest(samples)));
  }

  private static String digest(Samples samples) {
    var sha256 = new Sha256();
    int rows = samples.rows();
    float[] values = new float[samples.width()];
    byte[] size = ByteBuffer.allocate(2 * Integer.BYTES).putInt(rows).putInt(values.length).array();
    sha256.add(size);
    int read = Math.clamp(MOST_VALUES / Math.max(1, values.length), Math.min(2, rows), rows);
    for (int i = 0; i < read; i++) {
      int row = (int) ((long) i * (rows - 1) / Math.max(1, read - 1));
      samples.read(row, values);
      add(values, sha256);
      if (samples.isWeighted()) {
        samples.readLossWeights(row, values);
        add(values, sha256);
        add(new float[] {samples.rowWeight(row)}, sha256);
      }
    }
    return sha256.hex();
  }

  private static void add(float[] values, Sha256 sha256) {
    byte[] bytes = new byte[values.length * Float.BYTES];
    ByteBuffer.wrap(bytes).asFloatBuffer().put(values);
    sha256.add(bytes);
  }

  /// Checks that samples are these, and says which they are also where that was not known.
  ///
  /// @throws IllegalArgumentException if there are more or fewer rows, or the digest is another
  DataIdentity checked(Samples samples) {
    if (samples.rows() != rows) {
      throw new IllegalArgumentException(
          "there are %d rows, the checkpoint is of training on %d".formatted(samples.rows(), rows));
    }
    DataIdentity found = of(samples);
    if (digest.isPresent() && !digest.equals(found.digest)) {
      throw new IllegalArgumentException(
          "the samples are others than the checkpoint's: their digest is %s, its is %s"
              .formatted(shown(found), shown(this)));
    }
    return found;
  }

  private static String shown(DataIdentity data) {
    String digest = data.digest.orElse("");
    return digest.length() > SHOWN ? digest.substring(0, SHOWN) + "…" : digest;
  }
}
