package dev.telar.study;

import dev.telar.model.HiddenWidths;
import dev.telar.text.Spread;
import dev.telar.train.EpochErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/// The models of one width, trained alike with different seeds. With one seed, every mean is that
/// model's own number to the last bit.
///
/// @param models in ascending order of seed, at least one
public record Repeats(List<ModelResult> models) {
  public Repeats {
    models = List.copyOf(models);
  }

  /// The widths from the first hidden layer to the code.
  public HiddenWidths hidden() {
    return first().hidden();
  }

  /// How many seeds there are.
  public int seeds() {
    return models.size();
  }

  /// The first seed's model: the one to show where only one can be shown.
  public ModelResult first() {
    return models.getFirst();
  }

  /// The spread of any number of a model.
  public Spread spread(ToDoubleFunction<ModelResult> number) {
    return Spread.of(models.stream().mapToDouble(number).toArray());
  }

  /// The spread of the test error.
  public Spread testError() {
    return spread(ModelResult::testError);
  }

  /// The last epoch that every seed has; 0 without any. Only early stopping ends seeds apart.
  public int lastEpoch() {
    return models.stream().mapToInt(ModelResult::lastEpoch).min().orElse(0);
  }

  /// The means over seeds of the errors and times, epoch by epoch up to the last one that every
  /// seed has. An error that a seed lacks is empty.
  public List<EpochErrors> epochs() {
    List<EpochErrors> means = new ArrayList<>();
    for (EpochErrors first : first().epochs()) {
      int epoch = first.epoch();
      if (epoch <= lastEpoch()) {
        means.add(
            new EpochErrors(
                epoch,
                mean(epoch, e -> OptionalDouble.of(e.trainRunning())).orElseThrow(),
                mean(epoch, EpochErrors::train),
                mean(epoch, EpochErrors::validation),
                mean(epoch, e -> OptionalDouble.of(e.trainSeconds())).orElseThrow(),
                mean(epoch, e -> OptionalDouble.of(e.seconds())).orElseThrow()));
      }
    }
    return means;
  }

  private OptionalDouble mean(int epoch, Function<EpochErrors, OptionalDouble> number) {
    return spread(epoch, number).stream().mapToDouble(Spread::mean).findFirst();
  }

  /// The spread of a number of an epoch; empty if a seed lacks it.
  public Optional<Spread> spread(int epoch, Function<EpochErrors, OptionalDouble> number) {
    return complete(
        models.stream()
            .flatMap(m -> m.epochs().stream())
            .filter(e -> e.epoch() == epoch)
            .map(number));
  }

  /// The spread of the validation error at the end of an epoch; empty if a seed lacks it.
  public Optional<Spread> validation(int epoch) {
    return spread(epoch, EpochErrors::validation);
  }

  /// The spread of the validation error at the end of each seed's own last epoch; empty if a seed
  /// lacks it.
  public Optional<Spread> lastValidation() {
    return complete(models.stream().map(m -> m.validation(m.lastEpoch())));
  }

  private Optional<Spread> complete(Stream<OptionalDouble> numbers) {
    double[] known = numbers.flatMapToDouble(OptionalDouble::stream).toArray();
    return known.length == models.size() ? Optional.of(Spread.of(known)) : Optional.empty();
  }
}
