package dev.telar.run;

import dev.telar.measure.DeadUnits;
import dev.telar.model.Activation;
import dev.telar.model.Architecture;
import dev.telar.model.Dense;
import dev.telar.train.EpochErrors;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// What a trained model's numbers say against it: training ended, and yet it failed, or lost much
/// of what it could have reached.
public sealed interface TrainingWarning {
  /// The square of half a step of a byte: no picture shows a smaller error.
  double INVISIBLE = 1 / (510.0 * 510.0);

  /// Some dead units are usual, and cost little.
  double MANY_HIDDEN = 0.25;

  /// Each dead output keeps all of its pixel's error.
  double MANY_OUTPUTS = 0.1;

  /// From here on an error has risen, and not only wavered.
  double RISEN = 1.25;

  /// An epoch that changes the error by less than this part leaves it as it is.
  double MOVES = 0.01;

  /// The model is not better than the mean image.
  ///
  /// @param trend where the error was going when training ended
  record NotBetterThanMeanImage(double testError, double meanImageError, Trend trend)
      implements TrainingWarning {}

  /// Where a learning curve is going at its end.
  enum Trend {
    FALLING,
    FLAT,
    RISING,
    /// It has risen for long, which [Rising] tells.
    RISEN,
    /// It takes two epochs.
    UNKNOWN
  }

  /// Hidden units that no test image activates.
  ///
  /// @param dead how many of each layer, of all
  record DeadHiddenUnits(LayerCounts dead, LayerCounts hidden) implements TrainingWarning {
    /// Whether a layer has no other units: then the output is always the same.
    public boolean isOfWholeLayer() {
      return IntStream.range(0, dead.layers().size())
          .anyMatch(i -> dead.layers().get(i).equals(hidden.layers().get(i)));
    }
  }

  /// Outputs that are above 0 for no test image.
  ///
  /// @param dead how many, of all
  /// @param black how many of the pixels are 0 in every test image
  record DeadOutputs(int dead, int outputs, int black) implements TrainingWarning {}

  /// The error rose again.
  ///
  /// @param overfitting whether that of validation rose alone, and the training error did not
  record Rising(int bestEpoch, double best, int lastEpoch, double last, boolean overfitting)
      implements TrainingWarning {}

  /// What a model's numbers say against it, the worst first; empty if nothing.
  ///
  /// @param never units that are above 0 for no test image, be they many or few; of an activation
  ///   that has a gradient there as well nothing is said
  /// @param shape of the model
  /// @param epochs the learning curve
  static List<TrainingWarning> of(
      double testError,
      DeadUnits never,
      Architecture shape,
      List<EpochErrors> epochs,
      Baseline baseline) {
    if (testError <= INVISIBLE) {
      return List.of();
    }
    List<TrainingWarning> warnings = new ArrayList<>();
    double mean = baseline.meanImageError();
    Optional<Rising> rising = rising(testError, epochs);
    if (!(testError < mean)) {
      Trend trend = rising.isPresent() ? Trend.RISEN : trend(epochs);
      warnings.add(new NotBetterThanMeanImage(testError, mean, trend));
    }
    deadHiddenUnits(never, shape).ifPresent(warnings::add);
    int black = baseline.blackPixels();
    if (canDie(shape.outputActivation())
        && never.output() - black >= MANY_OUTPUTS * shape.inputs()) {
      warnings.add(new DeadOutputs(never.output(), shape.inputs(), black));
    }
    rising.ifPresent(warnings::add);
    return List.copyOf(warnings);
  }

  private static Optional<DeadHiddenUnits> deadHiddenUnits(DeadUnits never, Architecture shape) {
    List<Integer> dead = new ArrayList<>();
    List<Integer> all = new ArrayList<>();
    boolean many = false;
    for (Dense layer : shape.layers().subList(0, shape.hiddenLayers())) {
      boolean canDie = canDie(layer.activation());
      int count = canDie ? never.layers().get(dead.size()) : 0;
      many |= canDie && count >= MANY_HIDDEN * layer.outputs();
      dead.add(count);
      all.add(layer.outputs());
    }
    return many
        ? Optional.of(new DeadHiddenUnits(new LayerCounts(dead), new LayerCounts(all)))
        : Optional.empty();
  }

  private static Optional<Rising> rising(double testError, List<EpochErrors> epochs) {
    if (epochs.isEmpty()) {
      return Optional.empty();
    }
    EpochErrors best =
        epochs.stream().min(Comparator.comparingDouble(TrainingWarning::error)).orElseThrow();
    EpochErrors last = epochs.getLast();
    // With early stopping the best epoch's model is kept, and nothing is lost.
    if (!(Math.min(testError, error(last)) > RISEN * error(best))) {
      return Optional.empty();
    }
    boolean overfitting = train(last) <= train(best);
    return Optional.of(
        new Rising(best.epoch(), error(best), last.epoch(), error(last), overfitting));
  }

  /// Whether a unit that is never above 0 is the same for every input, and learns no more.
  static boolean canDie(Activation activation) {
    return switch (activation) {
      case Activation.Relu(), Activation.TopK _ -> true;
      case Activation.LeakyRelu _,
          Activation.Gelu(),
          Activation.Tanh(),
          Activation.Sigmoid(),
          Activation.Identity() ->
          false;
    };
  }

  private static Trend trend(List<EpochErrors> epochs) {
    int last = epochs.size() - 1;
    if (last < 1) {
      return Trend.UNKNOWN;
    }
    double change = error(epochs.get(last)) / error(epochs.get(last - 1)) - 1;
    return change < -MOVES ? Trend.FALLING : change > MOVES ? Trend.RISING : Trend.FLAT;
  }

  private static double error(EpochErrors epoch) {
    return epoch.validation().orElseGet(() -> train(epoch));
  }

  private static double train(EpochErrors epoch) {
    return epoch.train().orElse(epoch.trainRunning());
  }
}
