package dev.telar.measure;

import dev.telar.data.Batch;
import dev.telar.data.Batches;
import dev.telar.data.Samples;
import dev.telar.engine.Engine;
import java.util.BitSet;
import java.util.stream.IntStream;

/// How many units are never active, that is above 0, for any of the samples.
///
/// @param hidden of the hidden layer
/// @param output of the output: pixels that stay dark
public record DeadUnits(int hidden, int output) {

  /// Counts over all rows, dropout off.
  public static DeadUnits count(Engine engine, Samples samples) {
    int inputs = engine.architecture().inputs();
    int hidden = engine.architecture().hidden();
    var activeHidden = new BitSet(hidden);
    var activeOutput = new BitSet(inputs);
    float[] code = new float[engine.maxBatch() * hidden];
    float[] reconstruction = new float[engine.maxBatch() * inputs];
    int[] rows = IntStream.range(0, samples.rows()).toArray();
    for (Batch batch : new Batches(samples, rows, engine.maxBatch())) {
      engine.encode(batch, code);
      engine.reconstruct(batch, reconstruction);
      markActive(code, batch.size(), hidden, activeHidden);
      markActive(reconstruction, batch.size(), inputs, activeOutput);
    }
    return new DeadUnits(hidden - activeHidden.cardinality(), inputs - activeOutput.cardinality());
  }

  private static void markActive(float[] values, int rows, int columns, BitSet active) {
    for (int i = 0; i < rows * columns; i++) {
      if (values[i] > 0) {
        active.set(i % columns);
      }
    }
  }
}
