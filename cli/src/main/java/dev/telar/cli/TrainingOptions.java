package dev.telar.cli;

import dev.telar.data.ImageDataset;
import dev.telar.data.Split;
import dev.telar.engine.WarmUp;
import dev.telar.format.ModelFile;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.run.TrainingRun;
import dev.telar.train.TrainingPlan;
import dev.telar.train.TrainingPlan.TrainError;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The options that `train` and `study` share. An option that is not given keeps the recipe's
/// value.
final class TrainingOptions {
  @Mixin private DataOptions data = new DataOptions();

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Passes over the training rows. Default: 30.")
  private @Nullable Integer epochs;

  @Option(names = "--batch-size", paramLabel = "N", description = "Rows in a step. Default: 1000.")
  private @Nullable Integer batchSize;

  @Option(
      names = "--learning-rate",
      paramLabel = "X",
      description = "The step of gradient descent. Default: 0.5.")
  private @Nullable Double learningRate;

  @Option(
      names = "--momentum",
      paramLabel = "X",
      description = "Momentum of gradient descent, in [0, 1). Default: 0.")
  private @Nullable Double momentum;

  @Option(
      names = "--dropout",
      paramLabel = "P",
      description = "The probability that a hidden unit is off in a step, in [0, 1). Default: 0.1.")
  private @Nullable Double dropout;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Decides everything random. Default: 1.")
  private @Nullable Long seed;

  @Option(
      names = "--init",
      paramLabel = "FILE",
      description =
          "Start from the weights in this safetensors file. Default: as PyTorch initialises.")
  private @Nullable Path init;

  @Option(names = "--no-shuffle", description = "Visit the rows in the same order in every epoch.")
  private boolean noShuffle;

  @Option(
      names = "--split",
      paramLabel = "KIND",
      description =
          "How rows are chosen for validation: random, or ordered (the last ones). Default: random.")
  private Split.@Nullable Kind split;

  @Option(
      names = "--validation-rows",
      paramLabel = "N",
      description = "How many rows validate instead of training. Default: 10000.")
  private @Nullable Integer validationRows;

  @Option(
      names = "--train-error",
      paramLabel = "KIND",
      description =
          "full: evaluate the training rows at every epoch's end; running: leave that out. Default:"
              + " full.")
  private @Nullable TrainError trainError;

  @Mixin private EngineOptions engine = new EngineOptions();

  @Mixin OutputOptions output = new OutputOptions();

  /// The base with every option that was given.
  TrainingPlan plan(TrainingPlan base) {
    TrainingPlan.Builder plan = base.toBuilder();
    if (epochs != null) {
      plan.epochs(epochs);
    }
    if (batchSize != null) {
      plan.batchSize(batchSize);
    }
    if (learningRate != null) {
      plan.learningRate(learningRate);
    }
    if (momentum != null) {
      plan.momentum(momentum);
    }
    if (dropout != null) {
      plan.dropout(dropout);
    }
    if (seed != null) {
      plan.seed(seed);
    }
    if (noShuffle) {
      plan.shuffle(false);
    }
    if (split != null) {
      plan.split(split);
    }
    if (validationRows != null) {
      plan.validationRows(validationRows);
    }
    if (trainError != null) {
      plan.trainError(trainError);
    }
    return plan.build();
  }

  /// Refuses an impossible width before anything is fetched for it.
  static void checkWidth(int hidden) {
    if (hidden < 1) {
      throw new IllegalArgumentException("--hidden must be at least 1, got " + hidden);
    }
  }

  /// Loads the images to train on, while the engine's kernels are compiled.
  ImageDataset load(Console console) throws IOException, InterruptedException {
    WarmUp.start(engine.engine());
    ImageDataset images = data.load(console);
    WarmUp.await();
    return images;
  }

  /// A run of one width.
  ///
  /// @throws IllegalArgumentException if the initial weights are of another shape
  TrainingRun run(ImageDataset images, int hidden, TrainingPlan plan) throws IOException {
    var architecture = Architecture.relu(images.train().width(), hidden);
    Autoencoder start =
        init == null
            ? Autoencoder.initialise(architecture, plan.seed())
            : initial(init, architecture);
    String startedFrom = init == null ? TrainingRun.PYTORCH_DEFAULT : init.toString();
    return new TrainingRun(images, start, startedFrom, plan, engine.engine(), engine.threads());
  }

  private static Autoencoder initial(Path file, Architecture expected) throws IOException {
    Autoencoder model = ModelFile.read(file).model();
    Architecture found = model.architecture();
    if (found.inputs() != expected.inputs() || found.hidden() != expected.hidden()) {
      throw new IllegalArgumentException(
          "--init %s is a %d-%d-%d network, this run needs %d-%d-%d"
              .formatted(
                  file,
                  found.inputs(),
                  found.hidden(),
                  found.inputs(),
                  expected.inputs(),
                  expected.hidden(),
                  expected.inputs()));
    }
    return model;
  }
}
