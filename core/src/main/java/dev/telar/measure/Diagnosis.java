package dev.telar.measure;

import dev.telar.data.Batch;
import dev.telar.data.Batches;
import dev.telar.data.Samples;
import dev.telar.engine.Engine;
import dev.telar.measure.UnitActivity.State;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// Why a model is as good or bad as it is: what its units do, and where its error lies, dropout
/// off. Immutable.
public final class Diagnosis {
  /// How many samples the gradient is computed over, or as many as there are.
  public static final int GRADIENT_ROWS = 1000;

  private final double error;
  private final int encoderLayers;
  private final SampleErrors samples;
  private final List<List<UnitActivity>> hidden;
  private final List<OutputUnit> outputs;
  private final List<LayerNorms> layers;

  private Diagnosis(
      double error,
      int encoderLayers,
      SampleErrors samples,
      List<List<UnitActivity>> hidden,
      List<OutputUnit> outputs,
      List<LayerNorms> layers) {
    this.error = error;
    this.encoderLayers = encoderLayers;
    this.samples = samples;
    this.hidden = hidden;
    this.outputs = outputs;
    this.layers = layers;
  }

  /// Measures a model, in one pass over the test samples.
  ///
  /// @param test the samples to measure it on
  /// @param train the samples that it was trained on; of them only the first [#GRADIENT_ROWS], for
  ///   the gradient
  /// @param threads how many compute; no number depends on it
  /// @throws IllegalArgumentException if the samples are not as wide as the model, no test sample
  ///   counts, or the error is not finite
  /// @throws InterruptedException if the thread is interrupted
  public static Diagnosis of(
      Autoencoder model, Samples test, Samples train, Engine.Kind kind, int threads)
      throws InterruptedException {
    Architecture shape = model.architecture();
    int batchRows = ReconstructionError.batchRows(shape, test.rows());
    double[] errors = new double[test.rows()];
    List<ActivityCounter> layers = ActivityCounter.ofLayers(shape);
    try (Engine engine = Engine.open(kind, model, batchRows, threads);
        var sums = new OutputSums(kind, model, batchRows, threads)) {
      double[] batchErrors = new double[batchRows];
      float[] activations = new float[batchRows * shape.widest()];
      int done = 0;
      for (Batch batch : new Batches(test, allRows(test), batchRows)) {
        checkInterrupt();
        engine.squaredErrors(batch, batchErrors);
        for (int layer = 0; layer < shape.hiddenLayers(); layer++) {
          engine.activations(layer, batch, activations);
          layers.get(layer).add(activations, batch.size());
        }
        layers.getLast().add(sums.add(batch), batch.size());
        System.arraycopy(batchErrors, 0, errors, done, batch.size());
        done += batch.size();
      }
      double error = ReconstructionError.mean(errors, test, allRows(test));
      if (!Double.isFinite(error)) {
        throw new IllegalArgumentException(
            "the model's error is " + error + ": there is nothing to learn from it");
      }
      var samples =
          SampleErrors.of(DoubleStream.of(errors).map(e -> e / test.width()).toArray(), test);
      return new Diagnosis(
          error,
          shape.encoder().size(),
          samples,
          layers.subList(0, shape.hiddenLayers()).stream().map(ActivityCounter::units).toList(),
          outputs(layers.getLast().units(), sums),
          gradient(model, train, kind, threads));
    }
  }

  static int[] allRows(Samples samples) {
    return IntStream.range(0, samples.rows()).toArray();
  }

  static void checkInterrupt() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted during a measurement");
    }
  }

  private static List<OutputUnit> outputs(List<UnitActivity> units, OutputSums sums) {
    double total = IntStream.range(0, units.size()).mapToDouble(sums::error).sum();
    var outputs = new ArrayList<OutputUnit>();
    for (int i = 0; i < units.size(); i++) {
      double error = sums.error(i);
      outputs.add(
          new OutputUnit(
              units.get(i),
              sums.greatest(i),
              sums.dataMean(i),
              error,
              total == 0 ? 0 : error / total));
    }
    return List.copyOf(outputs);
  }

  private static List<LayerNorms> gradient(
      Autoencoder model, Samples train, Engine.Kind kind, int threads) {
    int rows = Math.min(train.rows(), GRADIENT_ROWS);
    return LossGradient.norms(model, new Batch(train, allRows(train), 0, rows), kind, threads);
  }

  /// The mean square error: the number that [ReconstructionError] gives.
  public double error() {
    return error;
  }

  /// The error of each sample.
  public SampleErrors samples() {
    return samples;
  }

  /// What each unit of each hidden layer does, through the encoder and on through the decoder.
  public List<List<UnitActivity>> hidden() {
    return hidden;
  }

  /// What each unit of the code does.
  public List<UnitActivity> code() {
    return hidden.get(encoderLayers - 1);
  }

  /// What each output does.
  public List<OutputUnit> outputs() {
    return outputs;
  }

  /// The outputs in a state, by their index.
  public List<Integer> outputs(State state) {
    return IntStream.range(0, outputs.size())
        .filter(i -> outputs.get(i).activity().state() == state)
        .boxed()
        .toList();
  }

  /// How many units of the code are active for a sample, on average.
  public double activeUnits() {
    return code().stream().mapToDouble(UnitActivity::activeShare).sum();
  }

  /// The norms of each layer and its gradient, through the encoder and on through the decoder.
  public List<LayerNorms> layers() {
    return layers;
  }
}
