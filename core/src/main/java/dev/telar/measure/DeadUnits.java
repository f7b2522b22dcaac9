package dev.telar.measure;

import dev.telar.data.Batch;
import dev.telar.data.Batches;
import dev.telar.data.Samples;
import dev.telar.engine.Engine;
import dev.telar.model.Architecture;
import java.util.List;
import java.util.stream.IntStream;

/// How many units are never active, that is above 0, for any of the samples. [Diagnosis] says which
/// they are, and what else there is to know of them.
///
/// @param layers of each hidden layer, through the encoder and on through the decoder; the code's
///   is the last one of the encoder
/// @param output of the output: pixels that stay dark
public record DeadUnits(List<Integer> layers, int output) {
  public DeadUnits {
    layers = List.copyOf(layers);
  }

  /// Of a network with one hidden layer.
  public DeadUnits(int hidden, int output) {
    this(List.of(hidden), output);
  }

  /// Of all hidden layers.
  public int hidden() {
    return layers.stream().mapToInt(Integer::intValue).sum();
  }

  /// Counts over all rows, dropout off.
  ///
  /// @param engine of the model; in batches of its [Engine#maxBatch()] rows
  /// @param samples (rows, D)
  /// @throws IllegalArgumentException if the samples are not as wide as the model
  /// @throws InterruptedException if the thread is interrupted; looked at after every batch
  public static DeadUnits count(Engine engine, Samples samples) throws InterruptedException {
    Architecture shape = engine.architecture();
    List<ActivityCounter> layers = ActivityCounter.ofLayers(shape);
    float[] outputs = new float[engine.maxBatch() * shape.widest()];
    int[] rows = IntStream.range(0, samples.rows()).toArray();
    for (Batch batch : new Batches(samples, rows, engine.maxBatch())) {
      for (int layer = 0; layer < shape.hiddenLayers(); layer++) {
        engine.activations(layer, batch, outputs);
        layers.get(layer).add(outputs, batch.size());
      }
      engine.reconstruct(batch, outputs);
      layers.getLast().add(outputs, batch.size());
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted during a measurement");
      }
    }
    List<Integer> dead = layers.stream().map(ActivityCounter::neverActive).toList();
    return new DeadUnits(dead.subList(0, shape.hiddenLayers()), dead.getLast());
  }
}
