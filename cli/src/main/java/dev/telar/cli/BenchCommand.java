package dev.telar.cli;

import dev.telar.data.Batch;
import dev.telar.data.ByteSamples;
import dev.telar.engine.Engine;
import dev.telar.engine.Optimizer;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.run.Environment;
import dev.telar.train.TrainingPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Measures how fast this machine trains and evaluates.
@Command(
    name = "bench",
    description = "Measures training steps and reconstructions on this machine, on made-up images.",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {"  telar bench", "  telar bench --hidden 512 --threads 1 --json"})
final class BenchCommand implements Callable<Integer> {
  /// Floating-point operations a weight and sample in the five products of a training step.
  private static final double TRAIN_FLOP = 10;

  /// The same in the two products of a reconstruction.
  private static final double RECONSTRUCT_FLOP = 4;

  private static final double NANOS_PER_SECOND = 1e9;
  private static final double GIGA = 1e9;

  @Option(
      names = "--hidden",
      split = ",",
      paramLabel = "N",
      description = "Widths of the hidden layer, comma-separated. Default: 64,128,256,512.")
  private List<Integer> hidden = List.of(64, 128, 256, 512);

  @Option(
      names = "--inputs",
      paramLabel = "N",
      description = "The width of a sample. Default: ${DEFAULT-VALUE}.")
  private int inputs = 784;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      description = "Rows in a step. Default: ${DEFAULT-VALUE}.")
  private int batchSize = TrainingPlan.DEFAULT_BATCH_SIZE;

  @Option(
      names = "--seconds",
      paramLabel = "X",
      description =
          "How long each measurement takes; a third of it warms up. Default: ${DEFAULT-VALUE}.")
  private double seconds = 6;

  @Mixin private EngineOptions engine = new EngineOptions();

  @Mixin private Console console = new Console();

  /// What `--json` prints.
  private record Benchmark(Map<String, String> versions, int threads, List<Speed> speeds) {}

  /// A measured speed; samples a second, over the rounds of one measurement.
  private record Speed(
      String what,
      String engine,
      int hidden,
      double median,
      double min,
      double max,
      double gflops) {}

  @Override
  public Integer call() throws InterruptedException {
    List<Speed> speeds = new ArrayList<>();
    byte[] pixels = new byte[Math.multiplyExact(batchSize, inputs)];
    new Random(1).nextBytes(pixels);
    var batch =
        new Batch(
            new ByteSamples(pixels, batchSize, inputs),
            IntStream.range(0, batchSize).toArray(),
            0,
            batchSize);
    for (int n : hidden) {
      console.note("N=" + n);
      var model = Autoencoder.initialise(Architecture.relu(inputs, n), TrainingPlan.DEFAULT_SEED);
      var training =
          new Engine.Training(
              new Optimizer.Sgd(0),
              (float) TrainingPlan.DEFAULT_DROPOUT,
              TrainingPlan.DEFAULT_SEED);
      float[] out = new float[pixels.length];
      try (Engine opened =
          Engine.open(engine.engine(), model, training, batchSize, engine.threads())) {
        var step = new long[1];
        // A rate of 0.001 keeps the numbers ordinary however long it runs; the work is the same.
        speeds.add(
            measure("train", opened, TRAIN_FLOP, () -> opened.trainStep(batch, step[0]++, 0.001f)));
        speeds.add(
            measure("reconstruct", opened, RECONSTRUCT_FLOP, () -> opened.reconstruct(batch, out)));
      }
    }
    console.result(new Benchmark(Environment.versions(), engine.threads(), speeds), table(speeds));
    return 0;
  }

  private Speed measure(String what, Engine opened, double flop, Runnable work)
      throws InterruptedException {
    List<Double> rounds = new ArrayList<>();
    long start = System.nanoTime();
    while (rounds.isEmpty() || System.nanoTime() - start < seconds * NANOS_PER_SECOND) {
      long roundStart = System.nanoTime();
      work.run();
      long roundEnd = System.nanoTime();
      if (roundStart - start >= seconds / 3 * NANOS_PER_SECOND) {
        rounds.add(batchSize * NANOS_PER_SECOND / (roundEnd - roundStart));
      }
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted during a measurement");
      }
    }
    double[] sorted = rounds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    double median = sorted[sorted.length / 2];
    int n = opened.architecture().hidden();
    return new Speed(
        what,
        opened.kind().toString(),
        n,
        median,
        sorted[0],
        Arrays.stream(sorted).max().orElseThrow(),
        median * flop * inputs * n / GIGA);
  }

  private static String table(List<Speed> speeds) {
    var text =
        new StringBuilder("what             N   samples/s     (min to max)            GFLOP/s\n");
    for (Speed speed : speeds) {
      text.append(
          "%-12s %5d  %,10.0f  (%,.0f to %,.0f)  %.1f%n"
              .formatted(
                  speed.what(),
                  speed.hidden(),
                  speed.median(),
                  speed.min(),
                  speed.max(),
                  speed.gflops()));
    }
    return text.toString();
  }
}
