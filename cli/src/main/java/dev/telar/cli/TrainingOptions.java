package dev.telar.cli;

import dev.telar.data.ImageDataset;
import dev.telar.engine.WarmUp;
import dev.telar.format.ModelFile;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.run.Execution;
import dev.telar.train.CheckpointFolder;
import dev.telar.train.TrainingPlan;
import dev.telar.train.TrainingPlan.TrainError;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The options that `train` and `study` share. An option that is not given keeps the recipe's
/// value.
final class TrainingOptions {
  private static final double NANOS_PER_SECOND = 1e9;

  /// A year.
  private static final long MOST_SECONDS = 365 * 24 * 3600;

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
      names = "--init",
      paramLabel = "FILE",
      description =
          "Start from the weights in this safetensors file. Default: as PyTorch initialises.")
  private @Nullable Path init;

  @Option(names = "--no-shuffle", description = "Visit the rows in the same order in every epoch.")
  private boolean noShuffle;

  @Mixin private SplitOptions split = new SplitOptions();

  @Option(
      names = "--train-error",
      paramLabel = "KIND",
      description =
          "full: evaluate the training rows at every epoch's end; running: leave that out. Default:"
              + " full.")
  private @Nullable TrainError trainError;

  @Option(
      names = "--resume",
      paramLabel = "DIR",
      description =
          "Go on with the run or study in this folder. What was given at its beginning is known; more"
              + " --epochs may be asked for.")
  private @Nullable Path resume;

  @Option(
      names = "--checkpoint-every",
      paramLabel = "SECONDS",
      description =
          "How often a checkpoint is kept within an epoch; there is one at every epoch's end. Default:"
              + " ${DEFAULT-VALUE}.")
  private double checkpointEvery = CheckpointFolder.DEFAULT_INTERVAL.toSeconds();

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
    if (noShuffle) {
      plan.shuffle(false);
    }
    split.apply(plan);
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

  /// The folder of the run or study that is to go on, if one is.
  ///
  /// @throws IllegalArgumentException if options are given that only a beginning has
  Optional<Path> resumed() {
    if (resume == null) {
      return Optional.empty();
    }
    if (output.isGiven()) {
      throw new IllegalArgumentException("--resume goes on in its own folder; leave --out away");
    }
    if (init != null) {
      throw new IllegalArgumentException("--resume goes on from its checkpoint; leave --init away");
    }
    return Optional.of(resume);
  }

  /// The folder of the data, if it was given.
  Optional<Path> dataFolder() {
    return data.folder();
  }

  /// The file of the initial weights, if it was given.
  Optional<Path> init() {
    return Optional.ofNullable(init);
  }

  /// How it is to be computed.
  Execution execution() {
    if (!(checkpointEvery >= 0 && checkpointEvery <= MOST_SECONDS)) {
      throw new IllegalArgumentException(
          "--checkpoint-every must be between 0 and %d seconds, got %s"
              .formatted(MOST_SECONDS, checkpointEvery));
    }
    Duration interval = Duration.ofNanos(Math.round(checkpointEvery * NANOS_PER_SECOND));
    return new Execution(engine.engine(), engine.threads(), interval);
  }

  /// Loads the images to train on, while the engine's kernels are compiled.
  ///
  /// @param recorded the folder to read from if none is given on the command line
  ImageDataset load(Console console, Optional<Path> recorded)
      throws IOException, InterruptedException {
    WarmUp.start(engine.engine());
    ImageDataset images = DataOptions.load(console, data.folder().or(() -> recorded));
    WarmUp.await();
    return images;
  }

  /// The model that training starts from.
  ///
  /// @param init the file of the initial weights; empty if they are PyTorch's default
  /// @throws IllegalArgumentException if the file's weights are of another shape
  static Autoencoder start(int inputs, int hidden, TrainingPlan plan, Optional<Path> init)
      throws IOException {
    var architecture = Architecture.relu(inputs, hidden);
    return init.isPresent()
        ? initial(init.get(), architecture)
        : Autoencoder.initialise(architecture, plan.seed());
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
