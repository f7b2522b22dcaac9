package dev.telar.report;

import static dev.telar.text.Numbers.percent;
import static dev.telar.text.Numbers.ratio;

import dev.telar.study.LinearOptimum.LinearModel;
import dev.telar.study.Repeats;
import dev.telar.study.StudyResult;
import dev.telar.text.ErrorText;
import dev.telar.text.Excerpt;
import dev.telar.text.Messages;
import dev.telar.text.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What may be said about a study's test errors: sentences that its numbers support, and no others.
final class Conclusions {
  /// Up to here two errors are called close: the spread of PyTorch's seeds is of this size.
  static final double CLOSE = 0.10;

  private final StudyResult study;
  private final Messages messages;

  private Conclusions(StudyResult study, Messages messages) {
    this.study = study;
    this.messages = messages;
  }

  /// The verdict in a few sentences.
  static List<String> of(StudyResult study, Messages messages) {
    return new Conclusions(study, messages).sentences();
  }

  private List<String> sentences() {
    var sentences = new ArrayList<String>();
    if (study.data().fashionMnist()) {
      sentences.add(setting(study, messages));
    }
    if (study.isRepeated()) {
      sentences.add(seeds());
    }
    if (study.data().fashionMnist()) {
      sentences.add(againstPaper());
    }
    if (!study.pytorch().isEmpty()) {
      sentences.add(againstPyTorch());
    }
    if (study.linear().isPresent()) {
      sentences.addAll(againstLinear());
    }
    return List.copyOf(sentences);
  }

  /// Whose settings they are, and what that means for the paper's numbers beside them.
  static String setting(StudyResult study, Messages messages) {
    String setting = messages.get("setting." + study.recipeName());
    return study.isComparable() && !study.isRepetition()
        ? setting + " " + messages.get("setting.other")
        : setting;
  }

  private String seeds() {
    var seeds =
        study.repeats().stream()
            .collect(Collectors.groupingBy(Repeats::seeds, TreeMap::new, Collectors.toList()));
    if (seeds.size() == 1) {
      return messages.get("seeds.same", seeds.firstKey());
    }
    String each =
        seeds.entrySet().stream()
            .map(e -> seeds(e.getKey(), e.getValue()))
            .collect(Collectors.joining("; "));
    return messages.get("seeds.apart", each);
  }

  private String seeds(int count, List<Repeats> models) {
    String widths =
        models.stream().map(r -> String.valueOf(r.hidden())).collect(Collectors.joining(", "));
    return count == 1
        ? messages.get("seeds.one", widths)
        : messages.get("seeds.many", widths, count);
  }

  private String againstPaper() {
    List<Double> ratios =
        study.repeats().stream()
            .filter(r -> study.paper(r.hidden()).isPresent())
            .map(r -> r.testError().mean() / study.paper(r.hidden()).orElseThrow())
            .sorted()
            .toList();
    if (ratios.isEmpty()) {
      return messages.get("paper.none");
    }
    double smallest = ratios.getFirst();
    double largest = ratios.getLast();
    String range =
        ratio(smallest).equals(ratio(largest))
            ? ratio(smallest)
            : messages.get("paper.range", ratio(smallest), ratio(largest));
    if (!study.isRepetition()) {
      return messages.get("paper.times", range);
    }
    if (isClose(smallest) && isClose(largest)) {
      return messages.get("paper.close", percent(Math.max(largest - 1, 1 - smallest)), range);
    }
    String which =
        smallest > 1 + CLOSE ? "paper.higher" : largest < 1 - CLOSE ? "paper.lower" : "paper.mixed";
    return messages.get(
        "paper.far",
        range,
        ratios.size() > 1 ? messages.get(which) : "",
        messages.get(study.isRepeated() ? "paper.runs" : "paper.run"));
  }

  /// Whether a ratio of two errors is called close.
  static boolean isClose(double ratio) {
    return ratio >= 1 - CLOSE && ratio <= 1 + CLOSE;
  }

  private String againstPyTorch() {
    int compared = 0;
    var outside = new ArrayList<String>();
    for (Repeats repeats : study.repeats()) {
      var pytorch = study.pytorch(repeats.hidden());
      if (pytorch.isPresent()) {
        compared++;
        Spread here = repeats.testError();
        if (!pytorch.get().contains(here)) {
          String far = distance(pytorch.get(), here, messages);
          outside.add(messages.get("pytorch.model", repeats.hidden(), far));
        }
      }
    }
    if (compared == 0) {
      return messages.get("pytorch.none");
    }
    String where = messages.get("pytorch.where." + (study.isRepeated() ? "mean" : "one"));
    if (outside.isEmpty()) {
      return compared == 1
          ? messages.get("pytorch.one", where)
          : messages.get("pytorch.all", compared, where);
    }
    String those = String.join(", ", outside);
    return outside.size() == compared
        ? messages.get("pytorch.outside", compared, where, those)
        : messages.get("pytorch.part", compared - outside.size(), compared, where, those);
  }

  private List<String> againstLinear() {
    var above = new ArrayList<String>();
    var below = new ArrayList<String>();
    var exact = new ArrayList<String>();
    var without = new ArrayList<String>();
    for (Repeats repeats : study.repeats()) {
      Optional<LinearModel> linear = study.linear(repeats.hidden());
      String width = String.valueOf(repeats.hidden());
      if (linear.isEmpty()) {
        without.add(width);
      } else if (linear.get().isExact()) {
        exact.add(width);
      } else {
        double times = repeats.testError().mean() / linear.get().best();
        (times > 1 ? above : below).add(messages.get("linear.times", width, ratio(times)));
      }
    }
    int compared = above.size() + below.size();
    var sentences = new ArrayList<String>();
    if (compared == 1) {
      String side = below.isEmpty() ? "linear.one.above" : "linear.one.below";
      sentences.add(messages.get(side, (below.isEmpty() ? above : below).getFirst()));
    } else if (compared > 1 && below.isEmpty()) {
      sentences.add(messages.get("linear.above", Excerpt.list(above)));
    } else if (compared > 1 && above.isEmpty()) {
      sentences.add(messages.get("linear.below", Excerpt.list(below)));
    } else if (compared > 1) {
      sentences.add(messages.get("linear.mixed", Excerpt.list(below), Excerpt.list(above)));
    }
    if (!exact.isEmpty()) {
      sentences.add(messages.get("linear.exact", Excerpt.list(exact)));
    }
    if (!without.isEmpty()) {
      sentences.add(messages.get("linear.none", Excerpt.list(without)));
    }
    return sentences;
  }

  /// How far the mean of errors lies outside of what as many more of PyTorch's seeds would have, in
  /// words.
  static String distance(Spread pytorch, Spread here, Messages messages) {
    double lower = pytorch.lower(here.seeds());
    double upper = pytorch.upper(here.seeds());
    return here.mean() < lower
        ? messages.get("distance.below", ErrorText.beside(here.mean(), lower - here.mean()))
        : messages.get("distance.above", ErrorText.beside(here.mean(), here.mean() - upper));
  }
}
