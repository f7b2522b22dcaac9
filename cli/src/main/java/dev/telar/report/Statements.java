package dev.telar.report;

import static dev.telar.text.Numbers.count;
import static dev.telar.text.Numbers.error;
import static dev.telar.text.Numbers.percent;

import dev.telar.model.HiddenWidths;
import dev.telar.report.Statement.Verdict;
import dev.telar.study.ModelResult;
import dev.telar.study.Repeats;
import dev.telar.study.StudyResult;
import dev.telar.text.Messages;
import dev.telar.text.Spread;
import dev.telar.train.EpochErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The paper's statements, each compared with a study's numbers; with their means where there are
/// several seeds.
final class Statements {
  /// What "never far" is taken to mean: the paper gives no number.
  private static final double FAR = 0.10;

  private final List<Repeats> models;
  private final Messages messages;

  private Statements(List<Repeats> models, Messages messages) {
    this.models = models;
    this.messages = messages;
  }

  static List<Statement> of(StudyResult study, Messages messages) {
    var statements = new Statements(study.repeats(), messages);
    return List.of(
        statements.firstGain(),
        statements.gap(),
        statements.order("first", m -> m.validation(1)),
        statements.order("last", Repeats::lastValidation),
        statements.order("test", m -> Optional.of(m.testError())),
        statements.darkPixels());
  }

  /// The relative gain of an epoch over the one before it.
  private record Gain(int epoch, double value) {}

  private String text(Gain gain) {
    return messages.get("gain.one", percent(gain.value()), gain.epoch() - 1, gain.epoch());
  }

  private Statement firstGain() {
    String claim = messages.get("gain.claim");
    String paper = messages.get("gain.paper");
    var texts = new ArrayList<String>();
    boolean holds = true;
    for (Repeats model : models) {
      List<Gain> gains = gains(model);
      if (gains.size() < 2 || gains.getFirst().epoch() != 2) {
        continue;
      }
      Gain first = gains.getFirst();
      Gain largest = first;
      for (Gain gain : gains) {
        largest = gain.value() > largest.value() ? gain : largest;
      }
      String last = text(gains.getLast());
      texts.add(
          largest.equals(first)
              ? messages.get("gain.model", model.hidden(), text(first), last)
              : messages.get(
                  "gain.model.largest", model.hidden(), text(first), last, text(largest)));
      holds &= largest.equals(first);
    }
    return texts.isEmpty()
        ? new Statement(claim, paper, messages.get("gain.none"), Verdict.NOT_MEASURED)
        : new Statement(claim, paper, String.join(" ", texts), Verdict.of(holds));
  }

  private static List<Gain> gains(Repeats model) {
    var gains = new ArrayList<Gain>();
    for (EpochErrors epoch : model.epochs()) {
      Optional<Spread> before = model.validation(epoch.epoch() - 1);
      if (before.isPresent() && before.get().mean() > 0 && epoch.validation().isPresent()) {
        double gain = 1 - epoch.validation().getAsDouble() / before.get().mean();
        gains.add(new Gain(epoch.epoch(), gain));
      }
    }
    return gains;
  }

  /// The distance between validation and training error at an epoch.
  private record Gap(HiddenWidths hidden, int epoch, double train, double validation) {
    double absolute() {
      return Math.abs(validation - train);
    }

    double relative() {
      return absolute() / train;
    }
  }

  private String place(Gap gap) {
    return messages.get("gap.place", gap.hidden(), gap.epoch());
  }

  private Statement gap() {
    String claim = messages.get("gap.claim", Math.round(100 * FAR));
    String paper = messages.get("gap.paper");
    var gaps = new ArrayList<Gap>();
    for (Repeats model : models) {
      for (EpochErrors epoch : model.epochs()) {
        if (epoch.train().orElse(0) > 0 && epoch.validation().isPresent()) {
          double train = epoch.train().orElseThrow();
          double validation = epoch.validation().getAsDouble();
          gaps.add(new Gap(model.hidden(), epoch.epoch(), train, validation));
        }
      }
    }
    Optional<Gap> widest = gaps.stream().max((a, b) -> Double.compare(a.absolute(), b.absolute()));
    Optional<Gap> largest = gaps.stream().max((a, b) -> Double.compare(a.relative(), b.relative()));
    if (widest.isEmpty() || largest.isEmpty()) {
      return new Statement(claim, paper, messages.get("gap.none"), Verdict.NOT_MEASURED);
    }
    String measured =
        messages.get(
            "gap.measured",
            error(widest.get().absolute()),
            place(widest.get()),
            percent(largest.get().relative()),
            place(largest.get()));
    return new Statement(claim, paper, measured, Verdict.of(largest.get().relative() < FAR));
  }

  private Statement order(String where, Function<Repeats, Optional<Spread>> error) {
    String claim = messages.get("order." + where);
    String paper = messages.get("order." + where + ".paper");
    // The paper has no network of several hidden layers, whose units say nothing about its claim.
    List<Repeats> known =
        models.stream().filter(m -> !m.hidden().isDeep() && error.apply(m).isPresent()).toList();
    if (known.size() < 2) {
      return new Statement(claim, paper, messages.get("order.none"), Verdict.NOT_MEASURED);
    }
    boolean holds = true;
    for (int i = 1; i < known.size(); i++) {
      holds &= mean(error, known.get(i)) < mean(error, known.get(i - 1));
    }
    String measured =
        known.stream()
                .map(m ->
                    messages.get("order.model", m.hidden(), error(error.apply(m).orElseThrow())))
                .collect(Collectors.joining(", "))
            + ".";
    return new Statement(claim, paper, measured, Verdict.of(holds));
  }

  private static double mean(Function<Repeats, Optional<Spread>> error, Repeats repeats) {
    return error.apply(repeats).orElseThrow().mean();
  }

  private Statement darkPixels() {
    String each =
        models.stream()
            .map(m ->
                messages.get(
                    "dark.model", count(m.spread(ModelResult::deadOutputPixels)), m.hidden()))
            .collect(Collectors.joining(", "));
    int pixels = models.getFirst().first().model().architecture().inputs();
    return new Statement(
        messages.get("dark.claim"),
        messages.get("dark.paper"),
        messages.get("dark.measured", each, pixels),
        Verdict.of(
            models.stream().anyMatch(m -> m.spread(ModelResult::deadOutputPixels).max() > 0)));
  }
}
