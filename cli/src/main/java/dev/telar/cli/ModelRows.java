package dev.telar.cli;

import dev.telar.codes.RowNames;
import dev.telar.codes.RowWriter;
import dev.telar.data.Batch;
import dev.telar.data.Batches;
import dev.telar.data.Samples;
import java.io.IOException;
import java.util.stream.IntStream;

/// What commands share that write a row for each row.
final class ModelRows {
  private ModelRows() {}

  /// All rows, in their order.
  static Batches all(Samples samples, int batchSize) {
    return new Batches(samples, IntStream.range(0, samples.rows()).toArray(), batchSize);
  }

  /// Writes what came of a batch.
  ///
  /// @param values (rows, width)
  static void write(Batch batch, RowNames names, float[] values, int width, RowWriter writer)
      throws IOException {
    for (int r = 0; r < batch.size(); r++) {
      writer.write(names.of(batch.row(r)), values, r * width);
    }
  }

  static void checkInterrupt() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted while rows were written");
    }
  }
}
