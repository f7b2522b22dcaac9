package dev.telar.report;

import static dev.telar.text.Numbers.error;
import static dev.telar.text.Numbers.percent;
import static dev.telar.text.Numbers.ratio;

import dev.telar.run.Recipe;
import dev.telar.study.ErrorText;
import dev.telar.study.PaperNumbers;
import dev.telar.study.Repeats;
import dev.telar.study.Spread;
import dev.telar.study.StudyResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What may be said about a study's test errors: sentences that its numbers support, and no others.
final class Conclusions {
  /// Up to here two errors are called close: the spread of PyTorch's seeds is of this size.
  private static final double CLOSE = 0.10;

  private Conclusions() {}

  /// The verdict in a few sentences.
  static List<String> of(StudyResult study) {
    var sentences = new ArrayList<String>();
    sentences.add(setting(study));
    if (study.isRepeated()) {
      sentences.add(seeds(study));
    }
    sentences.add(againstPaper(study));
    if (!study.pytorch().isEmpty()) {
      sentences.add(againstPyTorch(study));
    }
    if (study.linear().isPresent()) {
      sentences.add(againstLinear(study));
    }
    return List.copyOf(sentences);
  }

  private static String setting(StudyResult study) {
    if (study.recipe().isEmpty()) {
      return "The settings or the data are neither the paper’s nor the reproducing recipe’s, so the"
          + " paper’s numbers below are of another setting: they are shown to compare, not to"
          + " confirm or refute.";
    }
    return switch (study.recipe().get()) {
      case Recipe.AS_PRINTED -> "The settings are those that the paper prints.";
      case Recipe.REPRODUCING ->
          "The settings are not those that the paper prints, but a hypothesis that was fitted to"
              + " its numbers: batches of 128 instead of 1000.";
      default ->
          "The settings are Telar’s own, found by a search for the lowest test error, and not the"
              + " paper’s: its numbers below are shown to compare.";
    };
  }

  private static String seeds(StudyResult study) {
    var seeds =
        study.repeats().stream()
            .collect(Collectors.groupingBy(Repeats::seeds, TreeMap::new, Collectors.toList()));
    if (seeds.size() == 1) {
      return "Every width was trained with %d seeds; what is said of errors is said of their means."
          .formatted(seeds.firstKey());
    }
    String each =
        seeds.entrySet().stream()
            .map(e ->
                "N = "
                    + e.getValue().stream()
                        .map(r -> String.valueOf(r.hidden()))
                        .collect(Collectors.joining(", "))
                    + " with "
                    + (e.getKey() == 1 ? "one seed" : e.getKey() + " seeds"))
            .collect(Collectors.joining("; "));
    return "The widths were trained with several seeds (%s); what is said of errors is said of their means."
        .formatted(each);
  }

  private static String againstPaper(StudyResult study) {
    List<Double> ratios =
        study.repeats().stream()
            .filter(r -> PaperNumbers.testError(r.hidden()).isPresent())
            .map(r -> r.testError().mean() / PaperNumbers.testError(r.hidden()).orElseThrow())
            .sorted(Comparator.naturalOrder())
            .toList();
    if (ratios.isEmpty()) {
      return "None of the widths is one of the paper’s, so Table I has nothing to compare with.";
    }
    double smallest = ratios.getFirst();
    double largest = ratios.getLast();
    String range =
        ratio(smallest).equals(ratio(largest))
            ? ratio(smallest)
            : ratio(smallest) + " to " + ratio(largest);
    if (smallest >= 1 - CLOSE && largest <= 1 + CLOSE) {
      double farthest = Math.max(largest - 1, 1 - smallest);
      return "The test errors come within "
          + percent(farthest)
          + " of those that the paper prints ("
          + range
          + " times).";
    }
    String which =
        smallest > 1 + CLOSE
            ? "all of them higher"
            : largest < 1 - CLOSE ? "all of them lower" : "not all of them close";
    return "The test errors are "
        + range
        + " times those that the paper prints"
        + (ratios.size() > 1 ? ", " + which : "")
        + ": the paper’s numbers do not come out of "
        + (study.isRepeated() ? "these runs." : "this run.");
  }

  private static String againstPyTorch(StudyResult study) {
    int compared = 0;
    var outside = new ArrayList<String>();
    for (Repeats repeats : study.repeats()) {
      var pytorch = study.pytorch(repeats.hidden());
      if (pytorch.isPresent()) {
        compared++;
        Spread here = repeats.testError();
        if (!pytorch.get().contains(here)) {
          outside.add("N = " + repeats.hidden() + " (" + distance(pytorch.get(), here) + ")");
        }
      }
    }
    if (compared == 0) {
      return "PyTorch was not measured at these widths.";
    }
    String seeds =
        " where %s of PyTorch would with the same settings (95 %% prediction interval)"
            .formatted(study.isRepeated() ? "the mean of as many more seeds" : "one more seed");
    if (outside.isEmpty()) {
      return "%s%s."
          .formatted(compared == 1 ? "The one compared lies" : "All " + compared + " lie", seeds);
    }
    return "%s of %d lie%s; outside: %s."
        .formatted(
            outside.size() == compared ? "None" : compared - outside.size(),
            compared,
            seeds,
            String.join(", ", outside));
  }

  private static String againstLinear(StudyResult study) {
    var above = new ArrayList<String>();
    var below = new ArrayList<String>();
    for (Repeats repeats : study.repeats()) {
      var linear = study.linear(repeats.hidden());
      if (linear.isPresent()) {
        double times = repeats.testError().mean() / linear.get().best();
        (times > 1 ? above : below).add("N = " + repeats.hidden() + ": " + ratio(times) + " times");
      }
    }
    if (above.isEmpty() && below.isEmpty()) {
      return "The images have fewer pixels than the models hidden units, so there is no linear optimum"
          + " to compare with.";
    }
    String optimum =
        " what principal components reach, the best linear map through as many units fitted to the"
            + " same rows";
    if (below.isEmpty()) {
      return "All test errors lie above" + optimum + " (" + String.join(", ", above) + ").";
    }
    return above.isEmpty()
        ? "All test errors lie below" + optimum + " (" + String.join(", ", below) + ")."
        : "Some test errors lie below"
            + optimum
            + " ("
            + String.join(", ", below)
            + "), others above ("
            + String.join(", ", above)
            + ").";
  }

  /// Where the mean of errors lies with respect to what as many more of PyTorch's seeds would have,
  /// in words.
  static String distance(Spread pytorch, Spread here) {
    if (pytorch.contains(here)) {
      return "within";
    }
    double lower = pytorch.lower(here.seeds());
    return here.mean() < lower
        ? ErrorText.beside(here.mean(), lower - here.mean()) + " below"
        : ErrorText.beside(here.mean(), here.mean() - pytorch.upper(here.seeds())) + " above";
  }

  /// What was found about the paper's settings with PyTorch, beside any run of this study.
  static String background() {
    return """
    Measured beforehand with PyTorch 2.13 on Fashion-MNIST, not in this run: with the settings as \
    printed (batches of 1000, plain gradient descent, step 0.5, dropout 0.1, 30 epochs) the test \
    errors come out 2.1 to 2.2 times the paper’s, far outside the spread of the seeds. Of 29 \
    settings tried, those whose steps are 7 to 10 times more effective come within a few per cent \
    of all twelve printed numbers: batches of 128 without momentum, or batches of 1000 with a \
    momentum of about 0.88 to 0.9. The printed numbers cannot tell these apart. Both are hypotheses \
    fitted to the numbers; what the authors ran is not known. For scale: the training set’s mean \
    image alone, whatever the input, gives %s.\
    """
        .formatted(error(PaperNumbers.MEAN_IMAGE_ERROR));
  }
}
