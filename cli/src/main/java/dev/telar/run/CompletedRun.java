package dev.telar.run;

import dev.telar.measure.DeadUnits;
import dev.telar.model.Autoencoder;
import dev.telar.train.EpochErrors;
import java.util.List;

/// A run that is done.
///
/// @param result what came of it, in numbers
/// @param epochs what was measured while it trained
/// @param model as it is after the last epoch
public record CompletedRun(RunResult result, List<EpochErrors> epochs, Autoencoder model) {
  public CompletedRun {
    epochs = List.copyOf(epochs);
  }

  /// What its numbers say against the model, the worst first; empty if nothing.
  ///
  /// @param baseline of the data
  public List<TrainingWarning> warnings(Baseline baseline) {
    var never = new DeadUnits(result.deadHiddenUnits().layers(), result.deadOutputUnits());
    return TrainingWarning.of(result.testError(), never, model.architecture(), epochs, baseline);
  }
}
