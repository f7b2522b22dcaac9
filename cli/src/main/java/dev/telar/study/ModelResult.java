package dev.telar.study;

import dev.telar.measure.DeadUnits;
import dev.telar.model.Autoencoder;
import dev.telar.model.HiddenWidths;
import dev.telar.run.Anomalous;
import dev.telar.run.Baseline;
import dev.telar.run.CompletedRun;
import dev.telar.run.LayerCounts;
import dev.telar.run.RunResult;
import dev.telar.run.TrainingWarning;
import dev.telar.train.EpochErrors;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/// One trained model of a study.
///
/// @param hidden the widths from the first hidden layer to the code
/// @param seed of the initial weights, the shuffles and the dropout masks
/// @param epochs in ascending order
/// @param testError the mean square error per value on the test set, after training
/// @param anomalous the test rows with labels that are not trained on, if they are told apart
/// @param deadOutputPixels how many outputs are positive for no test image
/// @param deadHiddenUnits how many units of each hidden layer are positive for no test image
/// @param seconds the time of training and evaluation
/// @param weightsSha256 of the trained parameters, in hexadecimal
/// @param untrained the model before the first step; empty if the file of its weights has gone
/// @param model the model after the last one
public record ModelResult(
    HiddenWidths hidden,
    long seed,
    List<EpochErrors> epochs,
    double testError,
    Optional<Anomalous> anomalous,
    int deadOutputPixels,
    LayerCounts deadHiddenUnits,
    double seconds,
    String weightsSha256,
    Optional<Autoencoder> untrained,
    Autoencoder model) {

  public ModelResult {
    epochs = List.copyOf(epochs);
    Objects.requireNonNull(anomalous);
    Objects.requireNonNull(weightsSha256);
    Objects.requireNonNull(untrained);
    Objects.requireNonNull(model);
  }

  /// What came of a run.
  ///
  /// @param untrained what it was trained from, if that is known
  static ModelResult of(CompletedRun run, Optional<Autoencoder> untrained) {
    RunResult result = run.result();
    return new ModelResult(
        result.hidden(),
        result.seed(),
        run.epochs(),
        result.testError(),
        result.anomalous(),
        result.deadOutputUnits(),
        result.deadHiddenUnits(),
        result.seconds(),
        result.weightsSha256(),
        untrained,
        run.model());
  }

  /// The validation error at the end of an epoch; empty if it was not measured.
  public OptionalDouble validation(int epoch) {
    Optional<EpochErrors> found = epochs.stream().filter(e -> e.epoch() == epoch).findFirst();
    return found.isPresent() ? found.get().validation() : OptionalDouble.empty();
  }

  /// What its numbers say against it, the worst first; empty if nothing.
  ///
  /// @param baseline of the data
  public List<TrainingWarning> warnings(Baseline baseline) {
    var never = new DeadUnits(deadHiddenUnits.layers(), deadOutputPixels);
    return TrainingWarning.of(testError, never, model.architecture(), epochs, baseline);
  }

  /// The number of the last epoch; 0 without any.
  public int lastEpoch() {
    return epochs.isEmpty() ? 0 : epochs.getLast().epoch();
  }
}
