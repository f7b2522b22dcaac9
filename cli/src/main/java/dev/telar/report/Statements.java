package dev.telar.report;

import static dev.telar.text.Numbers.count;
import static dev.telar.text.Numbers.error;
import static dev.telar.text.Numbers.percent;

import dev.telar.report.Statement.Verdict;
import dev.telar.study.ModelResult;
import dev.telar.study.Repeats;
import dev.telar.study.Spread;
import dev.telar.study.StudyResult;
import dev.telar.train.EpochErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The paper's statements, each held against a study's numbers; against their means where there are
/// several seeds.
final class Statements {
  /// What "never far" is taken to mean: the paper gives no number.
  private static final double FAR = 0.10;

  private Statements() {}

  static List<Statement> of(StudyResult study) {
    List<Repeats> models = study.repeats();
    return List.of(
        firstGain(models),
        gap(models),
        order(models, "at epoch 1", "N = 64: 0.0879, N = 512: 0.0501.", m -> m.validation(1)),
        order(
            models,
            "at the last epoch",
            "N = 64: 0.0247, N = 512: 0.0129.",
            Repeats::lastValidation),
        order(
            models,
            "on the test set",
            "0.0241, 0.0179, 0.0146, 0.0123 for N = 64, 128, 256, 512.",
            m -> Optional.of(m.testError())),
        darkPixels(models));
  }

  /// The relative gain of an epoch over the one before it.
  private record Gain(int epoch, double value) {
    String text() {
      return percent(value) + " from epoch " + (epoch - 1) + " to " + epoch;
    }
  }

  private static Statement firstGain(List<Repeats> models) {
    String claim =
        "The first epochs bring the largest relative gain: no other epoch lowers the validation"
            + " error by a larger part than epoch 2.";
    String paper =
        "N = 64: 22 % from epoch 1 to 2, 1.2 % from 29 to 30. N = 512: 28.7 % and 1.5 %.";
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
      String text = "N = " + model.hidden() + ": " + first.text() + ", " + gains.getLast().text();
      texts.add(
          largest.equals(first) ? text + "." : text + "; the largest is " + largest.text() + ".");
      holds &= largest.equals(first);
    }
    return texts.isEmpty()
        ? new Statement(
            claim, paper, "It takes the validation errors of three epochs.", Verdict.NOT_MEASURED)
        : new Statement(claim, paper, String.join(" ", texts), Verdict.of(holds));
  }

  private static List<Gain> gains(Repeats model) {
    var gains = new ArrayList<Gain>();
    for (EpochErrors epoch : model.epochs()) {
      Optional<Spread> before = model.validation(epoch.epoch() - 1);
      if (before.isPresent() && epoch.validation().isPresent()) {
        double gain = 1 - epoch.validation().getAsDouble() / before.get().mean();
        gains.add(new Gain(epoch.epoch(), gain));
      }
    }
    return gains;
  }

  /// The distance between validation and training error at an epoch.
  private record Gap(int hidden, int epoch, double train, double validation) {
    double absolute() {
      return Math.abs(validation - train);
    }

    double relative() {
      return absolute() / train;
    }

    String place() {
      return "(N = " + hidden + ", epoch " + epoch + ")";
    }
  }

  private static Statement gap(List<Repeats> models) {
    String claim =
        "The validation error never departs far from the training error: by less than "
            + Math.round(100 * FAR)
            + " % of it at any epoch.";
    String paper = "“never departs too far”, without a number.";
    var gaps = new ArrayList<Gap>();
    for (Repeats model : models) {
      for (EpochErrors epoch : model.epochs()) {
        if (epoch.train().isPresent() && epoch.validation().isPresent()) {
          double train = epoch.train().getAsDouble();
          double validation = epoch.validation().getAsDouble();
          gaps.add(new Gap(model.hidden(), epoch.epoch(), train, validation));
        }
      }
    }
    Optional<Gap> widest = gaps.stream().max((a, b) -> Double.compare(a.absolute(), b.absolute()));
    Optional<Gap> largest = gaps.stream().max((a, b) -> Double.compare(a.relative(), b.relative()));
    if (widest.isEmpty() || largest.isEmpty()) {
      String measured =
          "It takes both errors at an epoch’s end; the running error of training has dropout in it.";
      return new Statement(claim, paper, measured, Verdict.NOT_MEASURED);
    }
    String measured =
        "Largest gap: %s %s; relative to training: %s %s."
            .formatted(
                error(widest.get().absolute()),
                widest.get().place(),
                percent(largest.get().relative()),
                largest.get().place());
    return new Statement(claim, paper, measured, Verdict.of(largest.get().relative() < FAR));
  }

  private static Statement order(
      List<Repeats> models, String where, String paper, Function<Repeats, Optional<Spread>> error) {
    String claim = "The more hidden units, the smaller the error " + where + ".";
    List<Repeats> known = models.stream().filter(m -> error.apply(m).isPresent()).toList();
    if (known.size() < 2) {
      return new Statement(claim, paper, "It takes two widths.", Verdict.NOT_MEASURED);
    }
    boolean holds = true;
    for (int i = 1; i < known.size(); i++) {
      holds &= mean(error, known.get(i)) < mean(error, known.get(i - 1));
    }
    String measured =
        known.stream()
                .map(m -> "N = " + m.hidden() + ": " + error(error.apply(m).orElseThrow()))
                .collect(Collectors.joining(", "))
            + ".";
    return new Statement(claim, paper, measured, Verdict.of(holds));
  }

  private static double mean(Function<Repeats, Optional<Spread>> error, Repeats repeats) {
    return error.apply(repeats).orElseThrow().mean();
  }

  private static Statement darkPixels(List<Repeats> models) {
    String measured =
        "Outputs that are positive for no test image: "
            + models.stream()
                .map(m -> count(m.spread(ModelResult::deadOutputPixels)) + " at N = " + m.hidden())
                .collect(Collectors.joining(", "))
            + ", of "
            + models.getFirst().first().model().architecture().inputs()
            + " each.";
    return new Statement(
        "Some pixels stay dark in the reconstructions.",
        "“some pixels that stay dark”, without a number.",
        measured,
        Verdict.of(
            models.stream().anyMatch(m -> m.spread(ModelResult::deadOutputPixels).max() > 0)));
  }
}
