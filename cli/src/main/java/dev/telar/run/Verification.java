package dev.telar.run;

import dev.telar.data.FormatException;
import dev.telar.data.ImageDataset;
import dev.telar.data.Samples;
import dev.telar.data.Split;
import dev.telar.engine.Engine;
import dev.telar.format.ModelFile;
import dev.telar.measure.DeadUnits;
import dev.telar.measure.ReconstructionError;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.train.CheckpointFolder;
import dev.telar.train.EpochErrors;
import dev.telar.train.History;
import dev.telar.train.Trainer;
import dev.telar.train.TrainingListener;
import dev.telar.train.TrainingPlan;
import dev.telar.train.TrainingPlan.TrainError;
import dev.telar.train.TrainingResult;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// Computes again what a complete run claims: its weights' checksum, the data's identity, its
/// errors, and if asked the whole training.
public final class Verification {
  private final Path folder;
  private final ImageDataset data;
  private final Execution execution;
  private final RunResult result;
  private final List<Claim> claims = new ArrayList<>();

  private Verification(Path folder, ImageDataset data, Execution execution) throws IOException {
    this.folder = folder;
    this.data = data;
    this.execution = execution;
    this.result = RunFolder.readResult(folder);
  }

  /// The folder that a run's data were read from, if its checkpoint says so.
  public static Optional<Path> dataFolder(Path folder) throws IOException {
    return RunFolder.newestCheckpoint(folder)
        .flatMap(newest -> Origin.of(newest.checkpoint().about()).dataFolder());
  }

  /// Checks all that a run's folder says.
  ///
  /// @param data that the run is said to be of
  /// @param retraining told of the training if the run is to be trained again; empty if not
  /// @return the claims in the order of their files, the true ones too
  /// @throws NoSuchFileException if the run is not complete
  /// @throws IOException if a file cannot be read
  /// @throws InterruptedException if the thread is interrupted
  public static List<Claim> of(
      Path folder, ImageDataset data, Execution execution, Optional<TrainingListener> retraining)
      throws IOException, InterruptedException {
    var verification = new Verification(folder, data, execution);
    verification.checkData();
    Optional<Autoencoder> model = verification.checkModel();
    List<EpochErrors> history = verification.checkHistory();
    if (model.isPresent()) {
      verification.checkErrors(model.get(), history);
    }
    verification.checkCheckpoint();
    if (retraining.isPresent()) {
      verification.retrain(retraining.get());
    }
    return verification.claims;
  }

  private void check(String name, @Nullable Object stated, @Nullable Object found) {
    claims.add(Claim.of(name, stated, found));
  }

  private void checkResult(String key, Object stated, Object found) {
    check(RunFolder.RESULT + " " + key, stated, found);
  }

  private void checkData() {
    checkResult("data_sha256", result.dataSha256(), data.sha256());
    TrainingPlan plan = result.plan();
    checkResult("seed", result.seed(), plan.seed());
    var split =
        new RunResult.SplitSizes(
            plan.split().toString(),
            plan.seed(),
            data.train().rows() - plan.validationRows(),
            plan.validationRows());
    checkResult("split", result.split(), split);
  }

  private Optional<Autoencoder> checkModel() throws IOException {
    ModelFile file;
    try {
      file = ModelFile.read(folder.resolve(RunFolder.MODEL));
    } catch (FormatException e) {
      check(RunFolder.MODEL, "whole", e.getMessage());
      return Optional.empty();
    }
    check(RunFolder.MODEL, "whole", "whole");
    Map<String, String> stated = file.metadata();
    check(RunFolder.MODEL + " plan", plan(stated.get("plan")), result.plan());
    check(RunFolder.MODEL + " start", stated.get("start"), result.start());
    check(RunFolder.MODEL + " data_sha256", stated.get("data_sha256"), result.dataSha256());
    Autoencoder model = file.model();
    Architecture architecture = model.architecture();
    checkResult("weights_sha256", result.weightsSha256(), model.parameters().sha256());
    checkResult("inputs", result.inputs(), architecture.inputs());
    checkResult("hidden", result.hidden(), architecture.hidden());
    checkResult("parameters", result.parameters(), architecture.parameterCount());
    return architecture.inputs() == data.train().width() ? Optional.of(model) : Optional.empty();
  }

  /// The plan in a text, or the text if there is none in it.
  private static @Nullable Object plan(@Nullable String text) {
    try {
      return text == null ? null : Json.read(text, TrainingPlan.class);
    } catch (JacksonException e) {
      return text;
    }
  }

  private List<EpochErrors> checkHistory() throws IOException {
    List<EpochErrors> history;
    try {
      history = RunFolder.readHistory(folder);
    } catch (FormatException e) {
      check(RunFolder.HISTORY, "whole", e.getMessage());
      return List.of();
    }
    check(RunFolder.HISTORY + " complete", true, result.plan().isDone(history));
    if (!history.isEmpty()) {
      checkResult(
          "validation_error",
          result.validationError(),
          result.plan().modelEpoch(history).validation());
    }
    return history;
  }

  private void checkErrors(Autoencoder model, List<EpochErrors> history)
      throws InterruptedException {
    TrainingPlan plan = result.plan();
    Samples train = data.train();
    Split split = plan.split(train.rows());
    int batch = Math.min(data.test().rows(), ReconstructionError.BATCH_ROWS);
    try (Engine engine = Engine.open(execution.engine(), model, batch, execution.threads())) {
      checkResult("test_error", result.testError(), ReconstructionError.mean(engine, data.test()));
      DeadUnits dead = DeadUnits.count(engine, data.test());
      checkResult("dead_hidden_units", result.deadHiddenUnits(), dead.hidden());
      checkResult("dead_output_units", result.deadOutputUnits(), dead.output());
      if (!history.isEmpty()) {
        EpochErrors last = plan.modelEpoch(history);
        String row = RunFolder.HISTORY + " " + last.epoch();
        check(
            row + " validation",
            last.validation(),
            error(engine, train, split.validation(), plan.validationRows() > 0));
        check(
            row + " train",
            last.train(),
            error(engine, train, split.train(), plan.trainError() == TrainError.FULL));
      }
    }
  }

  private static OptionalDouble error(Engine engine, Samples samples, int[] rows, boolean measured)
      throws InterruptedException {
    return measured
        ? OptionalDouble.of(ReconstructionError.mean(engine, samples, rows))
        : OptionalDouble.empty();
  }

  /// A run may have lost its checkpoints; one that is there is of this run.
  private void checkCheckpoint() throws IOException {
    Optional<CheckpointFolder.Newest> newest;
    try {
      newest = RunFolder.newestCheckpoint(folder);
    } catch (FormatException e) {
      check(RunFolder.CHECKPOINTS, "whole", e.getMessage());
      return;
    }
    if (newest.isPresent()) {
      newest.get().damaged().forEach(line -> check(RunFolder.CHECKPOINTS, "whole", line));
      Origin origin = Origin.of(newest.get().checkpoint().about());
      check(RunFolder.CHECKPOINTS + " data_sha256", origin.dataSha256(), result.dataSha256());
      check(RunFolder.CHECKPOINTS + " start_sha256", origin.startSha256(), result.startSha256());
    }
  }

  private void retrain(TrainingListener listener) throws IOException, InterruptedException {
    TrainingPlan plan = result.plan();
    Autoencoder start = start();
    checkResult("start_sha256", result.startSha256(), start.parameters().sha256());
    TrainingResult again =
        new Trainer(plan, execution.engine(), execution.threads())
            .train(data.train(), start, listener);
    checkResult(
        "weights_sha256, trained again",
        result.weightsSha256(),
        again.model().parameters().sha256());
    List<String> stated = History.errors(RunFolder.readHistory(folder)).lines().toList();
    List<String> found = History.errors(again.epochs()).lines().toList();
    for (int i = 1; i < Math.max(stated.size(), found.size()); i++) {
      check(
          RunFolder.HISTORY + " " + i + ", trained again",
          i < stated.size() ? stated.get(i) : "",
          i < found.size() ? found.get(i) : "");
    }
  }

  private Autoencoder start() throws IOException, InterruptedException {
    Architecture architecture =
        ModelFile.read(folder.resolve(RunFolder.MODEL)).model().architecture();
    return InitialModel.again(result.start(), architecture, data.train(), result.plan());
  }
}
