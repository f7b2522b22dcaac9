package dev.telar.cli;

import dev.telar.model.Activation;
import dev.telar.model.Architecture;
import dev.telar.model.HiddenWidths;
import dev.telar.run.Environment;
import dev.telar.run.Json;
import dev.telar.run.Recipe;
import dev.telar.speed.Fork;
import dev.telar.speed.Machine;
import dev.telar.speed.Measurement;
import dev.telar.speed.MeasurementException;
import dev.telar.speed.Speed;
import dev.telar.speed.Work;
import dev.telar.speed.Workload;
import dev.telar.train.TrainingPlan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Measures how fast this machine trains and reconstructs, against its own limits.
@Command(
    name = "bench",
    description = {
      "Measures training steps and reconstructions of made-up images on this machine, beside the"
          + " most that its cores and its memory can do. Each width is measured in several fresh"
          + " JVMs, because the same program can be faster in one than in the next. Nothing else"
          + " should run meanwhile.",
      "Fails if the engine's weights are not the reference engine's, bit for bit."
    },
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  telar bench                                       all widths of the paper",
      "  telar bench --hidden 512 --threads 1 --json       one width on one core",
      "  telar bench --hidden 64 --forks 1 --seconds 2     a quick look",
    })
final class BenchCommand implements Callable<Integer> {
  /// Seconds for the start of a JVM, the machine's limits and the check.
  private static final double AROUND_A_MEASUREMENT = 4;

  @Option(
      names = "--hidden",
      split = ",",
      paramLabel = "N",
      description =
          "Networks by their hidden widths, comma-separated; 256-64 has several hidden layers."
              + " Default: 64,128,256,512.")
  private List<HiddenWidths> hidden = Recipe.PAPER_WIDTHS;

  @Option(
      names = "--inputs",
      paramLabel = "N",
      description = "The width of a sample. Default: ${DEFAULT-VALUE}.")
  private int inputs = 784;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      description = "Rows in a step. Default: ${DEFAULT-VALUE}.")
  private int batchSize = TrainingPlan.asPrinted().batchSize();

  @Option(
      names = "--seconds",
      paramLabel = "X",
      description =
          "How long each measurement takes; a third of it warms up. Default: ${DEFAULT-VALUE}.")
  private double seconds = 6;

  @Option(
      names = "--forks",
      paramLabel = "N",
      description =
          "How many JVMs measure each width, one after the other; 0 measures in this one. Default:"
              + " ${DEFAULT-VALUE}.")
  private int forks = 3;

  @Option(
      names = "--worker",
      hidden = true,
      description = "Measure the first width in this JVM and print a line of JSON for the command.")
  private boolean worker;

  @Mixin private EngineOptions engine = new EngineOptions();

  @Mixin private Console console = new Console();

  @Override
  public Integer call() throws IOException, InterruptedException, MeasurementException {
    if (inputs < 1) {
      throw new IllegalArgumentException("inputs must be at least 1, got " + inputs);
    }
    if (forks < 0) {
      throw new IllegalArgumentException("--forks must be at least 0, got " + forks);
    }
    List<Workload> workloads = hidden.stream().distinct().map(this::workload).toList();
    if (worker) {
      Measurement measurement = workloads.getFirst().measure(TilingFile.path());
      console.result(measurement, Json.writeCompact(measurement));
      return 0;
    }
    List<Measurement> measurements = measure(workloads);
    Machine machine =
        measurements.stream().map(Measurement::machine).reduce(Machine::best).orElseThrow();
    var benchmark =
        new Benchmark(
            Environment.versions(),
            measurements.getFirst().engine(),
            measurements.getFirst().tiles(),
            engine.threads(),
            inputs,
            batchSize,
            machine,
            Speed.of(inputs, machine, measurements),
            measurements);
    console.result(benchmark, benchmark.text());
    return 0;
  }

  private Workload workload(HiddenWidths width) {
    return new Workload(architecture(width), batchSize, engine.engine(), engine.threads(), seconds);
  }

  private Architecture architecture(HiddenWidths width) {
    var relu = new Activation.Relu();
    return Architecture.mirrored(inputs, width, relu, relu, relu);
  }

  /// Measures every width once in each fork; the widths take turns.
  private List<Measurement> measure(List<Workload> workloads)
      throws IOException, InterruptedException, MeasurementException {
    int turns = Math.max(forks, 1);
    console.note(
        "measures %d times, about %.0f s each"
            .formatted(
                turns * workloads.size(), Work.values().length * seconds + AROUND_A_MEASUREMENT));
    List<Measurement> measurements = new ArrayList<>();
    for (int turn = 1; turn <= turns; turn++) {
      for (Workload workload : workloads) {
        Measurement measurement =
            forks == 0 ? workload.measure(TilingFile.path()) : measureInFork(workload, turn);
        measurements.add(measurement);
        console.note(progress(measurement, turn));
      }
    }
    return measurements;
  }

  /// Starts this command again, as a worker.
  private Measurement measureInFork(Workload workload, int fork)
      throws IOException, InterruptedException, MeasurementException {
    HiddenWidths width = workload.architecture().hidden();
    String printed =
        Fork.run(
            "fork %d of %d for N=%s".formatted(fork, forks, width),
            Main.class.getName(),
            List.of(
                "bench",
                "--worker",
                "--hidden=" + width,
                "--inputs=" + inputs,
                "--batch-size=" + batchSize,
                "--engine=" + workload.engine(),
                "--threads=" + workload.threads(),
                "--seconds=" + seconds));
    return Json.read(printed, Measurement.class);
  }

  private String progress(Measurement measurement, int fork) {
    return "N=%s%s: train %,.0f, reconstruct %,.0f samples/s"
        .formatted(
            measurement.hidden(),
            forks > 1 ? ", fork %d of %d".formatted(fork, forks) : "",
            measurement.trained(),
            measurement.reconstructed());
  }
}
