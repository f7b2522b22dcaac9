package dev.telar.explore;

import dev.telar.data.Batch;
import dev.telar.data.Batches;
import dev.telar.data.FloatSamples;
import dev.telar.data.Samples;
import dev.telar.engine.Engine;
import dev.telar.measure.ReconstructionError;
import dev.telar.measure.SampleErrors;
import dev.telar.model.Autoencoder;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/// What a model makes of all test images: how far each hidden unit reaches, and the error of each
/// image. Immutable.
///
/// @param units one for each hidden unit
/// @param errors of each image
record Survey(List<UnitRange> units, SampleErrors errors) {

  /// What a hidden unit gives over all test images, dropout off.
  ///
  /// @param lowest of its activations
  /// @param greatest of its activations
  /// @param mean of its activations
  /// @param active for how many images it is not 0
  record UnitRange(float lowest, float greatest, double mean, int active) {}

  Survey {
    units = List.copyOf(units);
  }

  /// Measures a model on samples.
  ///
  /// @param codes (rows, N); overwritten with the hidden activations
  /// @param progress is told how many samples are done
  /// @throws InterruptedException if the thread is interrupted
  static Survey of(
      Autoencoder model, Samples test, Engine.Kind kind, float[] codes, IntConsumer progress)
      throws InterruptedException {
    int hidden = model.architecture().codeWidth();
    int batchRows = ReconstructionError.batchRows(model.architecture(), test.rows());
    double[] errors = new double[test.rows()];
    float[] batchCodes = new float[batchRows * hidden];
    float[] decoded = new float[batchRows * test.width()];
    int[] order = IntStream.range(0, test.rows()).toArray();
    try (Engine engine = Engine.open(kind, model, batchRows, 1)) {
      int done = 0;
      for (Batch batch : new Batches(test, order, batchRows)) {
        if (Thread.interrupted()) {
          throw new InterruptedException("interrupted during a survey");
        }
        engine.encode(batch, batchCodes);
        var own = new FloatSamples(batchCodes, batchRows, hidden);
        engine.decode(new Batch(own, order, 0, batch.size()), decoded);
        addErrors(batch, decoded, errors, done);
        System.arraycopy(batchCodes, 0, codes, done * hidden, batch.size() * hidden);
        done += batch.size();
        progress.accept(done);
      }
    }
    return new Survey(units(codes, hidden), SampleErrors.of(errors, test));
  }

  private static void addErrors(Batch batch, float[] decoded, double[] errors, int done) {
    int width = batch.samples().width();
    float[] sample = new float[width];
    float[] weights = new float[width];
    for (int i = 0; i < batch.size(); i++) {
      batch.read(i, sample);
      float[] output = Arrays.copyOfRange(decoded, i * width, (i + 1) * width);
      batch.readLossWeights(i, weights);
      errors[done + i] = Engine.squaredError(output, sample, weights) / width;
    }
  }

  private static List<UnitRange> units(float[] codes, int hidden) {
    int rows = codes.length / hidden;
    return IntStream.range(0, hidden)
        .mapToObj(unit -> {
          float lowest = Float.POSITIVE_INFINITY;
          float greatest = Float.NEGATIVE_INFINITY;
          double sum = 0;
          int active = 0;
          for (int row = 0; row < rows; row++) {
            float value = codes[row * hidden + unit];
            lowest = Math.min(lowest, value);
            greatest = Math.max(greatest, value);
            sum += value;
            active += value != 0 ? 1 : 0;
          }
          return new UnitRange(lowest, greatest, sum / rows, active);
        })
        .toList();
  }
}
