package dev.telar.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.telar.data.Dataset;
import dev.telar.data.Samples;
import dev.telar.engine.Engine;
import dev.telar.engine.Optimizer;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.train.Checkpoint;
import dev.telar.train.CheckpointFile;
import dev.telar.train.CheckpointFolder;
import dev.telar.train.Trainer;
import dev.telar.train.TrainingListener;
import dev.telar.train.TrainingPlan;
import dev.telar.train.TrainingPlan.TrainError;
import dev.telar.train.TrainingResult;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/// What checkpoints cost: trains the same epochs with and without them, in turn, and prints the
/// ratio of the times, its median and range over the rounds; then the writing of one checkpoint
/// alone.
///
/// Only the running error and the validation error are measured, so an epoch is as short as a
/// user's can be. Arguments: a folder of images, a folder to write to, the width of the hidden
/// layer, the epochs of a turn, the rounds, the momentum: with one, a checkpoint is twice as large.
public final class CheckpointCost {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final int WRITES = 21;

  private final Samples samples;
  private final Path folder;
  private final Autoencoder start;
  private final TrainingPlan plan;

  private CheckpointCost(Samples samples, Path folder, int hidden, int epochs, double momentum) {
    this.samples = samples;
    this.folder = folder;
    this.start = Autoencoder.initialise(Architecture.relu(samples.width(), hidden), 1);
    this.plan =
        TrainingPlan.asPrinted().toBuilder()
            .epochs(epochs)
            .trainError(TrainError.RUNNING)
            .optimizer(new Optimizer.Sgd(momentum))
            .build();
  }

  /// Measures and prints.
  public static void main(String[] args) throws IOException, InterruptedException {
    Samples samples = Dataset.load(Path.of(args[0])).train();
    Path folder = Files.createDirectories(Path.of(args[1]));
    int epochs = Integer.parseInt(args[3]);
    double momentum = Double.parseDouble(args[5]);
    var cost = new CheckpointCost(samples, folder, Integer.parseInt(args[2]), epochs, momentum);
    cost.compare(epochs, Integer.parseInt(args[4]));
    cost.writeAlone();
  }

  private void compare(int epochs, int rounds) throws IOException, InterruptedException {
    List<Double> ratios = new ArrayList<>();
    List<Double> seconds = new ArrayList<>();
    boolean same = true;
    // The first round does not count: code is compiled in it.
    for (int round = 0; round <= rounds; round++) {
      double[] taken = new double[2];
      String[] weights = new String[2];
      for (int turn = 0; turn < 2; turn++) {
        int which = (turn + round) % 2;
        long started = System.nanoTime();
        TrainingResult result = which == 0 ? trainWithout() : trainWith();
        taken[which] = (System.nanoTime() - started) / NANOS_PER_SECOND;
        weights[which] = result.model().parameters().sha256();
      }
      same &= weights[0].equals(weights[1]);
      if (round > 0) {
        ratios.add(taken[1] / taken[0]);
        seconds.add(taken[0] / epochs);
      }
    }
    System.out.printf(
        "with / without checkpoints: %.4f (%.4f to %.4f, %d rounds of %d epochs of %.2f s); the same weights: %s%n",
        median(ratios),
        Collections.min(ratios),
        Collections.max(ratios),
        rounds,
        epochs,
        median(seconds),
        same);
  }

  private Trainer trainer() {
    return new Trainer(Engine.Kind.AUTO, Runtime.getRuntime().availableProcessors());
  }

  private TrainingResult trainWithout() throws InterruptedException {
    return trainer().train(plan, samples, start, new TrainingListener() {});
  }

  private TrainingResult trainWith() throws IOException, InterruptedException {
    try (var checkpoints = CheckpointFolder.open(folder, CheckpointFolder.DEFAULT_INTERVAL)) {
      var from = Checkpoint.start(plan, samples, start, Map.of());
      return trainer().resume(from, samples, checkpoints, new TrainingListener() {});
    }
  }

  private void writeAlone() throws IOException {
    Checkpoint checkpoint = CheckpointFolder.newest(folder).orElseThrow().checkpoint();
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    Path file = folder.resolve("alone.safetensors");
    List<Double> wall = new ArrayList<>();
    List<Double> processor = new ArrayList<>();
    for (int i = 0; i < WRITES; i++) {
      long cpu = system.getProcessCpuTime();
      long started = System.nanoTime();
      CheckpointFile.write(file, checkpoint);
      wall.add((System.nanoTime() - started) / 1e6);
      processor.add((system.getProcessCpuTime() - cpu) / 1e6);
    }
    System.out.printf(
        "one checkpoint: %,d bytes, written in %.1f ms, of which %.1f ms of a processor%n",
        Files.size(file), median(wall), median(processor));
    Files.delete(file);
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(value -> value).sorted().toArray();
    return Arrays.stream(sorted).skip((sorted.length - 1) / 2).findFirst().orElseThrow();
  }
}
