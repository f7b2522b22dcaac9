package dev.telar.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.telar.data.Dataset;
import dev.telar.measure.DeadUnits;
import dev.telar.model.Architecture;
import dev.telar.model.HiddenWidths;
import dev.telar.train.EpochErrors;
import dev.telar.train.TrainingPlan;
import dev.telar.train.TrainingResult;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// What `result.json` holds, with the names in snake case.
///
/// @param testError mean square error per pixel on the test images; of a table on the test rows
///   with labels that are trained on
/// @param validationError the same on the validation rows after the model's epoch, which is the
///   last one or with early stopping the best one, if there are any
/// @param anomalousRows how many test rows have labels that are not trained on; empty, and not in
///   the file, if there are none, and in files of earlier versions, whose test error is of all rows
/// @param anomalousTestError the error of those rows, empty like their number
/// @param weightsSha256 over the tensors' little-endian bytes, see
///   [dev.telar.model.Parameters#sha256]
/// @param dataSha256 see [dev.telar.data.Dataset#sha256]
/// @param dataName what the data are called
/// @param inputs D
/// @param hidden the widths from the first hidden layer to the code
/// @param parameters trainable ones
/// @param seed of everything random
/// @param engine that computed
/// @param threads that computed
/// @param seconds wall-clock time from the first step to the last measurement
/// @param trainSeconds of it, the training steps alone
/// @param deadHiddenUnits units of each hidden layer that no test image activates
/// @param deadOutputUnits pixels that stay dark for every test image
/// @param start where the initial weights come from
/// @param startSha256 of the initial weights, like `weightsSha256`
/// @param plan the full plan
/// @param split how the training images were divided
/// @param versions of Telar, Java and the operating system
/// @param command the command line that began the run
public record RunResult(
    double testError,
    OptionalDouble validationError,
    @JsonInclude(Include.NON_ABSENT) OptionalInt anomalousRows,
    @JsonInclude(Include.NON_ABSENT) OptionalDouble anomalousTestError,
    String weightsSha256,
    String dataSha256,
    String dataName,
    int inputs,
    HiddenWidths hidden,
    long parameters,
    long seed,
    String engine,
    int threads,
    double seconds,
    double trainSeconds,
    LayerCounts deadHiddenUnits,
    int deadOutputUnits,
    String start,
    String startSha256,
    TrainingPlan plan,
    SplitSizes split,
    Map<String, String> versions,
    String command) {

  /// @throws java.nio.file.InvalidPathException if the start is neither Telar's own nor a file
  /// @throws IllegalArgumentException if a number is none that a run can have
  public RunResult {
    var _ = Path.of(start);
    check("test_error", testError, 0);
    validationError.ifPresent(error -> check("validation_error", error, 0));
    anomalousRows.ifPresent(rows -> check("anomalous_rows", rows, 1));
    anomalousTestError.ifPresent(error -> check("anomalous_test_error", error, 0));
    if (anomalousRows.isPresent() != anomalousTestError.isPresent()) {
      throw new IllegalArgumentException(
          "anomalous_rows and anomalous_test_error belong together, one of them is missing");
    }
    check("inputs", inputs, 1);
    Objects.requireNonNull(hidden);
    check("parameters", parameters, 1);
    check("threads", threads, 1);
    check("seconds", seconds, 0);
    check("train_seconds", trainSeconds, 0);
    deadHiddenUnits.layers().forEach(dead -> check("dead_hidden_units", dead, 0));
    int layers = 2 * hidden.widths().size() - 1;
    if (deadHiddenUnits.layers().size() != layers) {
      throw new IllegalArgumentException(
          "dead_hidden_units must be of %d hidden layers, got %s"
              .formatted(layers, deadHiddenUnits));
    }
    check("dead_output_units", deadOutputUnits, 0);
  }

  private static void check(String key, Number value, int least) {
    if (!(value.doubleValue() >= least && Double.isFinite(value.doubleValue()))) {
      throw new IllegalArgumentException(
          "%s must be a finite number and at least %d, got %s".formatted(key, least, value));
    }
  }

  /// The test rows with labels that are not trained on, if they were told apart.
  public Optional<Anomalous> anomalous() {
    return anomalousRows.isPresent() && anomalousTestError.isPresent()
        ? Optional.of(new Anomalous(anomalousRows.getAsInt(), anomalousTestError.getAsDouble()))
        : Optional.empty();
  }

  /// The data as the run was measured on them: earlier versions measured on all test rows.
  public Dataset asMeasured(Dataset data) {
    return anomalousRows.isPresent() ? data : data.withoutAnomalous();
  }

  /// The sizes of the split.
  public record SplitSizes(String kind, long seed, int trainRows, int validationRows) {}

  /// Collects what a run says of itself.
  static RunResult of(
      TrainingRun run,
      TrainingResult trained,
      double testError,
      Optional<Anomalous> anomalous,
      DeadUnits deadUnits,
      double seconds) {
    RunProvenance provenance = RunProvenance.of(run.from().provenance());
    TrainingPlan plan = run.plan();
    Architecture architecture = trained.model().architecture();
    return new RunResult(
        testError,
        plan.stopping().modelEpoch(trained.epochs()).validation(),
        anomalous.stream().mapToInt(Anomalous::rows).findFirst(),
        anomalous.stream().mapToDouble(Anomalous::testError).findFirst(),
        trained.model().parameters().sha256(),
        provenance.dataSha256(),
        provenance.dataName(),
        architecture.inputs(),
        architecture.hidden(),
        architecture.parameterCount(),
        plan.seed(),
        trained.engine().toString(),
        run.execution().threads(),
        seconds,
        trained.epochs().stream().mapToDouble(EpochErrors::trainSeconds).sum(),
        new LayerCounts(deadUnits.layers()),
        deadUnits.output(),
        provenance.start(),
        provenance.startSha256(),
        plan,
        new SplitSizes(
            plan.split().kind().toString(),
            plan.seed(),
            run.trainRows(),
            run.data().train().rows() - run.trainRows()),
        Environment.versions(),
        provenance.command());
  }
}
