package dev.telar.run;

import dev.telar.data.Dataset;
import dev.telar.data.Samples;
import dev.telar.data.Split;
import dev.telar.engine.Engine;
import dev.telar.format.FormatException;
import dev.telar.measure.DeadUnits;
import dev.telar.measure.ReconstructionError;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.train.EpochErrors;
import dev.telar.train.History;
import dev.telar.train.PlannedSteps;
import dev.telar.train.Trainer;
import dev.telar.train.TrainingListener;
import dev.telar.train.TrainingPlan;
import dev.telar.train.TrainingPlan.TrainError;
import dev.telar.train.TrainingResult;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// Computes again what a complete run claims: its weights' checksum, the data's identity, its
/// errors, and if asked the whole training.
public final class Verification {
  private final Dataset data;
  private final Execution execution;
  private final RunResult result;
  private final RunClaims claims;

  private Verification(Path folder, Dataset data, Execution execution) throws IOException {
    this.execution = execution;
    this.result = RunFolder.readResult(folder);
    this.data = result.asMeasured(data);
    this.claims = new RunClaims(folder, result);
  }

  /// Checks all that a run's folder says.
  ///
  /// @param data that the run is said to be of
  /// @param retrain whether the run is to be trained again
  /// @return the claims in the order of their files, the true ones too
  /// @throws NoSuchFileException if the run is not complete
  /// @throws IOException if a file cannot be read
  /// @throws InterruptedException if the thread is interrupted
  public static List<Claim> of(Path folder, Dataset data, Execution execution, boolean retrain)
      throws IOException, InterruptedException {
    var verification = new Verification(folder, data, execution);
    verification.checkData();
    RunClaims claims = verification.claims;
    Optional<Autoencoder> model = claims.checkModel();
    List<EpochErrors> history = claims.checkHistory();
    boolean measured = model.isPresent() && verification.canMeasure(model.get());
    if (measured) {
      verification.checkErrors(model.get(), history);
    }
    claims.checkRecipe();
    claims.checkCheckpoint(history);
    if (measured && retrain) {
      verification.retrain(model.get(), history);
    }
    return claims.all();
  }

  private void checkData() {
    claims.checkResult("data_sha256", result.dataSha256(), data.sha256());
    TrainingPlan plan = result.plan();
    PlannedSteps steps = plan.on(data.train().rows());
    claims.checkResult("seed", result.seed(), plan.seed());
    var split =
        new RunResult.SplitSizes(
            plan.split().kind().toString(), plan.seed(), steps.trainRows(), steps.validationRows());
    claims.checkResult("split", result.split(), split);
  }

  /// Whether the data can be those of the run at all; if not, that was found before.
  private boolean canMeasure(Autoencoder model) {
    return model.architecture().inputs() == data.train().width()
        && result.plan().on(data.train().rows()).trainRows() > 0;
  }

  private void checkErrors(Autoencoder model, List<EpochErrors> history)
      throws InterruptedException {
    TrainingPlan plan = result.plan();
    Samples train = data.train();
    Split split = plan.on(train.rows()).split();
    int batch = ReconstructionError.batchRows(model.architecture(), data.test().rows());
    try (Engine engine = Engine.open(execution.engine(), model, batch, execution.threads())) {
      claims.checkResult(
          "test_error", result.testError(), ReconstructionError.mean(engine, data.test()));
      checkAnomalous(engine);
      DeadUnits dead = DeadUnits.count(engine, data.test());
      claims.checkResult(
          "dead_hidden_units", result.deadHiddenUnits(), new LayerCounts(dead.layers()));
      claims.checkResult("dead_output_units", result.deadOutputUnits(), dead.output());
      if (!history.isEmpty()) {
        EpochErrors last = plan.stopping().modelEpoch(history);
        String row = RunFolder.HISTORY + " " + last.epoch();
        claims.check(
            row + " validation",
            last.validation(),
            error(engine, train, split.validation(), split.validation().length > 0));
        claims.check(
            row + " train",
            last.train(),
            error(engine, train, split.train(), plan.trainError() == TrainError.FULL));
      }
    }
  }

  private void checkAnomalous(Engine engine) throws InterruptedException {
    Optional<Anomalous> stated = result.anomalous();
    Optional<Anomalous> found = Anomalous.of(engine, data);
    if (stated.isPresent() || found.isPresent()) {
      claims.checkResult("anomalous_rows", stated.map(Anomalous::rows), found.map(Anomalous::rows));
      claims.checkResult(
          "anomalous_test_error",
          stated.map(Anomalous::testError),
          found.map(Anomalous::testError));
    }
  }

  private static OptionalDouble error(Engine engine, Samples samples, int[] rows, boolean measured)
      throws InterruptedException {
    return measured
        ? OptionalDouble.of(ReconstructionError.mean(engine, samples, rows))
        : OptionalDouble.empty();
  }

  private void retrain(Autoencoder model, List<EpochErrors> history)
      throws IOException, InterruptedException {
    TrainingPlan plan = result.plan();
    Autoencoder start;
    try {
      start = start(model.architecture());
    } catch (IllegalArgumentException | FileSystemException | FormatException e) {
      claims.checkResult("start", result.start(), String.valueOf(e.getMessage()));
      return;
    }
    claims.checkResult("start_sha256", result.startSha256(), start.parameters().sha256());
    TrainingResult again =
        new Trainer(execution.engine(), execution.threads())
            .train(plan, data.train(), start, new TrainingListener() {});
    claims.checkResult(
        "weights_sha256, trained again",
        result.weightsSha256(),
        again.model().parameters().sha256());
    List<String> stated = History.errors(history).lines().toList();
    List<String> found = History.errors(again.epochs()).lines().toList();
    for (int i = 1; i < Math.max(stated.size(), found.size()); i++) {
      claims.check(
          RunFolder.HISTORY + " " + i + ", trained again",
          i < stated.size() ? stated.get(i) : "",
          i < found.size() ? found.get(i) : "");
    }
  }

  private Autoencoder start(Architecture architecture) throws IOException, InterruptedException {
    return InitialModel.again(
        result.start(), architecture, data.train(), result.plan(), execution.threads());
  }
}
