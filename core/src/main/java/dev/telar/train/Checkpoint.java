package dev.telar.train;

import dev.telar.data.Samples;
import dev.telar.data.Split;
import dev.telar.model.Autoencoder;
import dev.telar.model.Parameters;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where training stands between two steps: with the samples, all that the steps to come depend on.
///
/// Random numbers need no state of their own: they are addressed by the plan's seed and the number
/// of the step. Immutable, as long as the parameters' arrays are left alone.
///
/// @param plan that is being followed
/// @param data which samples it is of
/// @param model as it is now
/// @param optimizerState see [dev.telar.engine.Engine#optimizerState()]; empty before the first
///   step
/// @param epochs what was measured in the epochs that are done
/// @param position in the epoch that is not done
/// @param best the model of the best epoch so far, if the plan asks for it and an epoch is done
/// @param provenance what else is to be kept with it, such as where the samples come from
public record Checkpoint(
    TrainingPlan plan,
    DataIdentity data,
    Autoencoder model,
    List<Parameters> optimizerState,
    List<EpochErrors> epochs,
    Position position,
    Optional<Autoencoder> best,
    Map<String, String> provenance) {

  /// How far an epoch is.
  ///
  /// @param steps of it that are done: the batches of its permutation that were trained on
  /// @param squaredError of their batches, summed over rows and columns by what they count, dropout
  ///   on
  /// @param lastLoss the mean square error of the last batch trained on, of this epoch or the one
  ///   before; NaN before the first step
  /// @param trainSeconds the time of these steps
  /// @param seconds the time since the epoch's beginning
  public record Position(
      int steps, double squaredError, double lastLoss, double trainSeconds, double seconds) {
    /// The beginning of an epoch.
    static Position start(double lastLoss) {
      return new Position(0, 0, lastLoss, 0, 0);
    }
  }

  /// @throws IllegalArgumentException if there are more epochs than the plan has, more steps than
  ///   an epoch has, or the optimizer's state is of another shape than the model
  public Checkpoint {
    if (best.isPresent() != (plan.patience() > 0 && !epochs.isEmpty())) {
      throw new IllegalArgumentException(
          "the best epoch's model is kept with early stopping, after the first epoch");
    }
    if (best.isPresent() && !best.get().architecture().equals(model.architecture())) {
      throw new IllegalArgumentException("the best epoch's model is of another shape");
    }
    optimizerState = List.copyOf(optimizerState);
    epochs = List.copyOf(epochs);
    provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
    PlannedSteps planned = plan.on(data.rows());
    Split.checkSizes(data.rows(), planned.validationRows());
    if (epochs.size() > plan.epochs()) {
      throw new IllegalArgumentException(
          "%d epochs are done, the plan has %d".formatted(epochs.size(), plan.epochs()));
    }
    plan.optimizer().checkState(optimizerState, model.architecture());
    int most = epochs.size() == plan.epochs() ? 0 : planned.perEpoch();
    if (position.steps() < 0 || position.steps() > most) {
      throw new IllegalArgumentException(
          "%d steps of the epoch are done, there are %d".formatted(position.steps(), most));
    }
  }

  /// Where training begins.
  ///
  /// @param samples to train on; only read
  /// @param start the model to start from
  /// @param provenance what else is to be kept with it
  /// @throws IllegalArgumentException if the samples are too few for the plan
  public static Checkpoint start(
      TrainingPlan plan, Samples samples, Autoencoder start, Map<String, String> provenance) {
    plan.on(samples.rows()).check();
    return new Checkpoint(
        plan,
        DataIdentity.of(samples),
        start,
        List.of(),
        List.of(),
        Position.start(Double.NaN),
        Optional.empty(),
        provenance);
  }

  /// The rows of the samples, those that validate among them.
  public int rows() {
    return data.rows();
  }

  /// The steps done since the start of training.
  public long step() {
    return plan.on(rows()).before(epochs.size(), position.steps());
  }

  /// Whether every epoch of the plan is done, or training has stopped early.
  public boolean isFinished() {
    return plan.stopping().isDone(epochs);
  }

  /// The same state with something else to be kept with it.
  public Checkpoint withProvenance(Map<String, String> other) {
    return new Checkpoint(plan, data, model, optimizerState, epochs, position, best, other);
  }

  /// The same state under a plan of so many epochs: what was computed so far does not depend on
  /// their number.
  ///
  /// @throws IllegalArgumentException if the schedule depends on the number of epochs, or more of
  ///   them are done
  public Checkpoint extendedTo(int epochs) {
    return withPlan(plan.withEpochs(epochs));
  }

  /// The same state under another plan, which may only differ in the number of epochs.
  ///
  /// @throws IllegalArgumentException naming every difference, or if more epochs are done than the
  ///   plan has
  public Checkpoint withPlan(TrainingPlan other) {
    other.checkFollows(plan);
    return new Checkpoint(other, data, model, optimizerState, epochs, position, best, provenance);
  }

  /// The same state, of samples that are found to be its own.
  Checkpoint on(Samples samples) {
    DataIdentity checked = data.checked(samples);
    return new Checkpoint(plan, checked, model, optimizerState, epochs, position, best, provenance);
  }

  /// A later state of the same training.
  Checkpoint at(
      Autoencoder model,
      List<Parameters> optimizerState,
      List<EpochErrors> epochs,
      Position position,
      Optional<Autoencoder> best) {
    return new Checkpoint(plan, data, model, optimizerState, epochs, position, best, provenance);
  }
}
