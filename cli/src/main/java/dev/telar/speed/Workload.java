package dev.telar.speed;

import dev.telar.data.Batch;
import dev.telar.data.ByteSamples;
import dev.telar.engine.Engine;
import dev.telar.engine.Training;
import dev.telar.engine.vector.CacheLines;
import dev.telar.engine.vector.Tiling;
import dev.telar.engine.vector.WarmUp;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.train.TrainingPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// Training steps and reconstructions of made-up images.
///
/// @param architecture what is trained, from Telar's initial weights
/// @param batchSize rows in a step
/// @param engine what computes
/// @param threads how many threads compute
/// @param seconds how long each kind of work is measured, of which a third warms up
public record Workload(
    Architecture architecture, int batchSize, Engine.Kind engine, int threads, double seconds) {
  private static final double NANOS_PER_SECOND = 1e9;

  /// The machine's limits need no longer, however long the work is measured.
  private static final double MACHINE_PATIENCE_SECONDS = 0.5;

  /// Keeps the numbers ordinary however long it runs; the work is the same.
  private static final float LEARNING_RATE = 0.001f;

  /// Enough for tiles of any height, and for what remains beside them.
  private static final int CHECKED_ROWS = 100;

  private static final int CHECKED_STEPS = 3;

  private static final Training TRAINING = TrainingPlan.asPrinted().training();

  /// @throws IllegalArgumentException if a number is out of its range
  public Workload {
    if (batchSize < 1 || (long) batchSize * architecture.inputs() > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "a batch must have at least 1 row and at most 2147483639 values, got %d × %d"
              .formatted(batchSize, architecture.inputs()));
    }
    if (!(seconds > 0 && seconds < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("seconds must be above 0, got " + seconds);
    }
  }

  /// Measures in this JVM: first the work, then the machine; and checks that the engine gives the
  /// reference engine's bits.
  ///
  /// @param tilings the file that remembers how products are cut best, see [WarmUp#start]
  /// @throws MeasurementException if the engine's bits are wrong
  /// @throws InterruptedException if this thread is interrupted
  public Measurement measure(Path tilings) throws MeasurementException, InterruptedException {
    Autoencoder start = Autoencoder.initialise(architecture, TRAINING.seed());
    Batch batch = madeUp(batchSize);
    float[] out = new float[batchSize * architecture.inputs()];
    // A third of a short measurement would not do to compile the kernels.
    WarmUp.start(engine, tilings);
    WarmUp.await();
    String kind;
    double trained;
    double reconstructed;
    try (Engine opened = Engine.open(engine, start, TRAINING, batchSize, threads)) {
      kind = opened.kind().toString();
      var step = new long[1];
      trained = samplesPerSecond(() -> opened.trainStep(batch, step[0]++, LEARNING_RATE));
      reconstructed = samplesPerSecond(() -> opened.reconstruct(batch, out));
    }
    return new Measurement(
        architecture.hidden(),
        kind,
        kind.equals(Engine.Kind.VECTOR.toString()) ? tiles() : "",
        trained,
        reconstructed,
        checkedWeights(start),
        Machine.measure(threads, Math.min(seconds, MACHINE_PATIENCE_SECONDS)));
  }

  private static String tiles() {
    return "tiles %s, arrays %s"
        .formatted(
            Tiling.current(),
            CacheLines.areAligned()
                ? "on cache lines"
                : "not on cache lines; java %s puts them there".formatted(CacheLines.OPTION));
  }

  private Batch madeUp(int rows) {
    byte[] pixels = new byte[rows * architecture.inputs()];
    new Random(1).nextBytes(pixels);
    return new Batch(
        new ByteSamples(pixels, rows, architecture.inputs()),
        IntStream.range(0, rows).toArray(),
        0,
        rows);
  }

  /// The median over batches: what disturbs a few of them does not count.
  private double samplesPerSecond(Runnable work) throws InterruptedException {
    List<Double> batches = new ArrayList<>();
    long start = System.nanoTime();
    while (batches.isEmpty() || System.nanoTime() - start < seconds * NANOS_PER_SECOND) {
      long batchStart = System.nanoTime();
      work.run();
      long batchEnd = System.nanoTime();
      if (batchStart - start >= seconds / 3 * NANOS_PER_SECOND) {
        batches.add(batchSize * NANOS_PER_SECOND / (batchEnd - batchStart));
      }
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted during a measurement");
      }
    }
    return Speed.median(batches.stream().mapToDouble(Double::doubleValue).sorted().toArray());
  }

  /// After the measurement, so that it is the code that was measured which is checked.
  private String checkedWeights(Autoencoder start) throws MeasurementException {
    String weights = trainedWeights(engine, threads, start);
    requireEqual(weights, trainedWeights(Engine.Kind.REFERENCE, 1, start));
    return weights;
  }

  private String trainedWeights(Engine.Kind kind, int threads, Autoencoder start) {
    Batch batch = madeUp(Math.min(batchSize, CHECKED_ROWS));
    try (Engine opened = Engine.open(kind, start, TRAINING, batch.size(), threads)) {
      for (int step = 0; step < CHECKED_STEPS; step++) {
        opened.trainStep(batch, step, LEARNING_RATE);
      }
      return opened.parameters().sha256();
    }
  }

  /// @throws MeasurementException if two SHA-256 of weights differ
  static void requireEqual(String weights, String reference) throws MeasurementException {
    if (!weights.equals(reference)) {
      throw new MeasurementException(
          "the weights after %d training steps are not the reference engine's: SHA-256 %s, expected %s"
              .formatted(CHECKED_STEPS, weights, reference));
    }
  }
}
