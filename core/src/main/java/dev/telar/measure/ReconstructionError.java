package dev.telar.measure;

import dev.telar.data.Batch;
import dev.telar.data.Batches;
import dev.telar.data.Samples;
import dev.telar.engine.Engine;
import dev.telar.model.Architecture;
import java.util.stream.IntStream;

/// The mean square error between samples and their reconstructions, dropout off. It has the square
/// of the samples' unit: of images in [0, 1] it is a number in [0, 1] as long as the outputs are.
///
/// Of weighted samples each value counts its loss weight and each row its own, and the sum is
/// divided by the rows' weights times the columns.
///
/// ```java
/// try (Engine engine = Engine.open(model)) {
///   double error = ReconstructionError.mean(engine, test);
/// }
/// ```
///
/// Safe for use by many threads that do not share an engine.
public final class ReconstructionError {
  /// The most rows of [#batchRows]: enough to fill an engine's threads.
  public static final int BATCH_ROWS = 1000;

  /// Numbers in a matrix of a batch: 16 MB, of which an engine has about ten.
  private static final int BATCH_VALUES = 1 << 22;

  private ReconstructionError() {}

  /// How many rows to open an engine for where only evaluation decides: enough to fill its threads,
  /// and fewer where rows are so wide that they would take much memory. No bit depends on it.
  ///
  /// @param shape of the model
  /// @param rows that there are, at least 1
  public static int batchRows(Architecture shape, int rows) {
    return Math.clamp(BATCH_VALUES / shape.widest(), 1, Math.min(rows, BATCH_ROWS));
  }

  /// The mean over rows and columns of (y − x)²: the paper's ECM. The rows' errors are added in the
  /// given order, so the result does not depend on the engine's batch size.
  ///
  /// @param rows which rows, at least one
  /// @throws IllegalArgumentException if there are no rows, or none of them counts
  /// @throws InterruptedException if the thread is interrupted
  public static double mean(Engine engine, Samples samples, int[] rows)
      throws InterruptedException {
    if (rows.length == 0) {
      throw new IllegalArgumentException("the mean error of no rows is not defined");
    }
    double weight = samples.totalWeight(rows);
    return sum(perRow(engine, samples, rows), samples, rows) / (weight * samples.width());
  }

  /// The mean error of rows whose squared errors are these.
  static double mean(double[] squaredErrors, Samples samples, int[] rows) {
    return sum(squaredErrors, samples, rows) / (samples.totalWeight(rows) * samples.width());
  }

  private static double sum(double[] squaredErrors, Samples samples, int[] rows) {
    double sum = 0;
    for (int i = 0; i < rows.length; i++) {
      sum += samples.rowWeight(rows[i]) * squaredErrors[i];
    }
    return sum;
  }

  /// The mean over all rows and columns.
  ///
  /// @throws IllegalArgumentException if no row counts
  /// @throws InterruptedException if the thread is interrupted
  public static double mean(Engine engine, Samples samples) throws InterruptedException {
    return mean(engine, samples, IntStream.range(0, samples.rows()).toArray());
  }

  /// The mean over all rows and columns of (y − x)², each y moved into [lower, upper] first: the
  /// error of a model that knows the range of its data.
  ///
  /// @throws IllegalArgumentException if no row counts
  /// @throws InterruptedException if the thread is interrupted
  public static double meanClamped(Engine engine, Samples samples, float lower, float upper)
      throws InterruptedException {
    int width = samples.width();
    float[] reconstruction = new float[engine.maxBatch() * width];
    float[] row = new float[width];
    float[] weights = new float[width];
    int[] rows = IntStream.range(0, samples.rows()).toArray();
    double weight = samples.totalWeight(rows);
    double sum = 0;
    for (Batch batch : new Batches(samples, rows, engine.maxBatch())) {
      checkInterrupt();
      engine.reconstruct(batch, reconstruction);
      for (int r = 0; r < batch.size(); r++) {
        batch.read(r, row);
        batch.readLossWeights(r, weights);
        double rowWeight = batch.rowWeight(r);
        for (int i = 0; i < width; i++) {
          double error = Math.clamp(reconstruction[r * width + i], lower, upper) - (double) row[i];
          sum += rowWeight * weights[i] * (error * error);
        }
      }
    }
    return sum / (weight * width);
  }

  /// The squared error of each row, summed over its columns, whatever the row's weight: an anomaly
  /// score.
  ///
  /// @throws InterruptedException if the thread is interrupted
  public static double[] perRow(Engine engine, Samples samples, int[] rows)
      throws InterruptedException {
    double[] errors = new double[rows.length];
    double[] batchErrors = new double[engine.maxBatch()];
    int done = 0;
    for (Batch batch : new Batches(samples, rows, engine.maxBatch())) {
      checkInterrupt();
      engine.squaredErrors(batch, batchErrors);
      System.arraycopy(batchErrors, 0, errors, done, batch.size());
      done += batch.size();
    }
    return errors;
  }

  private static void checkInterrupt() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted during an evaluation");
    }
  }
}
