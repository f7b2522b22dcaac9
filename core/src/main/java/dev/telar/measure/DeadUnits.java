package dev.telar.measure;

import dev.telar.data.Batch;
import dev.telar.data.Batches;
import dev.telar.data.Samples;
import dev.telar.engine.Engine;
import dev.telar.model.Architecture;
import java.util.stream.IntStream;

/// How many units are never active, that is above 0, for any of the samples. [Diagnosis] says which
/// they are, and what else there is to know of them.
///
/// @param hidden of the hidden layer
/// @param output of the output: pixels that stay dark
public record DeadUnits(int hidden, int output) {

  /// Counts over all rows, dropout off.
  ///
  /// @throws InterruptedException if the thread is interrupted; looked at after every batch
  public static DeadUnits count(Engine engine, Samples samples) throws InterruptedException {
    Architecture shape = engine.architecture();
    var hidden = new ActivityCounter(shape.hiddenActivation(), shape.hidden());
    var output = new ActivityCounter(shape.outputActivation(), shape.inputs());
    float[] code = new float[engine.maxBatch() * shape.hidden()];
    float[] reconstruction = new float[engine.maxBatch() * shape.inputs()];
    int[] rows = IntStream.range(0, samples.rows()).toArray();
    for (Batch batch : new Batches(samples, rows, engine.maxBatch())) {
      engine.encode(batch, code);
      engine.reconstruct(batch, reconstruction);
      hidden.add(code, batch.size());
      output.add(reconstruction, batch.size());
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted during a measurement");
      }
    }
    return new DeadUnits(hidden.neverActive(), output.neverActive());
  }
}
