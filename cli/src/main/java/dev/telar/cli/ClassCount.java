package dev.telar.cli;

import dev.telar.data.Dataset;
import dev.telar.data.Labels;
import dev.telar.internal.Printable;
import dev.telar.text.Excerpt;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// How many images there are of a class.
///
/// @param name of the class, its number where it has none
/// @param train rows of it to train on
/// @param test rows of it to test on
record ClassCount(String name, long train, long test) {
  private static final int SHOWN = 20;
  private static final int LONGEST = 24;

  /// Of each class that there is, in their order; none if the data have no labels.
  static List<ClassCount> of(Dataset data) {
    Map<Integer, ClassCount> counts = new TreeMap<>();
    count(data.trainLabels(), counts, 1, 0);
    count(data.testLabels(), counts, 0, 1);
    return List.copyOf(counts.values());
  }

  private static void count(
      Optional<Labels> labels, Map<Integer, ClassCount> counts, int train, int test) {
    if (labels.isEmpty()) {
      return;
    }
    for (int row = 0; row < labels.get().rows(); row++) {
      int label = labels.get().at(row);
      counts.merge(label, new ClassCount(labels.get().name(label), train, test), ClassCount::plus);
    }
  }

  private ClassCount plus(ClassCount other) {
    return new ClassCount(name, train + other.train, test + other.test);
  }

  /// A line for each class, or for the first ones.
  static List<String> lines(List<ClassCount> classes) {
    List<String> lines = new ArrayList<>();
    for (ClassCount one : classes.subList(0, Math.min(SHOWN, classes.size()))) {
      String name = Excerpt.cut(Printable.line(one.name), LONGEST);
      lines.add("class  %-24s %,8d train %,8d test".formatted(name, one.train, one.test));
    }
    if (classes.size() > SHOWN) {
      lines.add("… and %,d more classes, which --json tells".formatted(classes.size() - SHOWN));
    }
    return lines;
  }
}
