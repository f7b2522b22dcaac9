package dev.telar.cli;

import dev.telar.run.Execution;
import dev.telar.run.Recipe;
import dev.telar.run.TrainedOn;
import dev.telar.source.DataSource;
import dev.telar.train.CheckpointFolder;
import dev.telar.train.TrainingPlan;
import dev.telar.train.TrainingPlan.TrainError;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
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

  @Mixin DataOptions data = new DataOptions();

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
      description = "The step of gradient descent. Default: 0.5; of adam and adamw 0.001.")
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
      names = "--shuffle",
      negatable = true,
      description = "Visit the rows in a new random order in every epoch. Default: --shuffle.")
  private @Nullable Boolean shuffle;

  @Mixin private SplitOptions split = new SplitOptions();

  @Option(
      names = "--train-error",
      paramLabel = "KIND",
      description =
          "full: evaluate the training rows at every epoch's end; running: leave that out. Default:"
              + " full.")
  private @Nullable TrainError trainError;

  @Mixin private ModelOptions model = new ModelOptions();

  @Mixin private MethodOptions method = new MethodOptions();

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

  @Option(
      names = "--tensorboard",
      description = "Write event files for TensorBoard into each run's folder, too.")
  boolean tensorBoard;

  @Mixin LiveOptions live = new LiveOptions();

  @Mixin EngineOptions engine = new EngineOptions();

  @Mixin OutputOptions output = new OutputOptions();

  /// Whether the data are a table.
  boolean isTable() throws IOException {
    return data.isTable();
  }

  /// Where the data are, if that was given; of a table with how its rows are divided.
  Optional<DataSource> source() throws IOException {
    return data.source(split);
  }

  /// Where the data of a training are now, if that was given.
  Optional<DataSource> moved(TrainedOn trainedOn) throws IOException {
    return source().map(given -> DataOptions.alike(given, trainedOn));
  }

  /// The recipe with every option that was given.
  ///
  /// @param own settings that the command has options of its own for, by their names in recipes
  /// @throws IllegalArgumentException if a value is wrong
  Recipe recipe(Recipe base, Map<String, String> own) throws IOException {
    return base.with(changes(own));
  }

  /// The settings that options give, by their names in recipes.
  Map<String, String> changes(Map<String, String> own) throws IOException {
    Map<String, String> changes = planChanges();
    changes.putAll(model.changes());
    changes.putAll(own);
    return changes;
  }

  /// The plan with every option that was given.
  TrainingPlan plan(TrainingPlan base) throws IOException {
    return base.with(planChanges());
  }

  private Map<String, String> planChanges() throws IOException {
    Map<String, String> changes = method.changes();
    MethodOptions.put(changes, "epochs", epochs);
    MethodOptions.put(changes, "batch_size", batchSize);
    MethodOptions.put(changes, "learning_rate", learningRate);
    MethodOptions.put(changes, "momentum", momentum);
    MethodOptions.put(changes, "dropout", dropout);
    MethodOptions.put(changes, "shuffle", shuffle);
    split.put(changes, isTable());
    MethodOptions.put(changes, "train_error", trainError);
    return changes;
  }

  /// The folder of the run or study that is to be resumed, if one is.
  ///
  /// @throws IllegalArgumentException if options are given that only a beginning has
  Optional<Path> resumed() {
    if (resume == null) {
      return Optional.empty();
    }
    if (output.isGiven()) {
      throw new IllegalArgumentException("--resume keeps its own folder; leave --out away");
    }
    model.refuseAll();
    return Optional.of(resume);
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
}
