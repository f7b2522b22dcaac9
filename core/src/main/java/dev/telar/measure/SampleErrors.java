package dev.telar.measure;

import dev.telar.data.Labels;
import dev.telar.data.Samples;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// The error of each of many samples: its mean of (y − x)² over the columns. Where samples have
/// weights, a class's error and a quantile are of what they count, and those that do not count are
/// neither among the worst nor among the best. Immutable.
public final class SampleErrors {
  /// The error of the samples of a class.
  ///
  /// @param label of the class
  /// @param rows how many samples it has
  /// @param error their mean, each counting what it counts; 0 if none does
  public record ClassError(int label, int rows, double error) {}

  private final double[] errors;
  private final double[] weights;
  private final int[] ascending; // those that count

  /// Of samples that all count the same.
  ///
  /// @param errors of each sample; kept, not copied
  public SampleErrors(double[] errors) {
    this(errors, IntStream.range(0, errors.length).mapToDouble(_ -> 1).toArray());
  }

  /// Of samples that may count more or less.
  ///
  /// @param errors of each sample; kept, not copied
  /// @param samples whose rows' weights count
  /// @throws IllegalArgumentException if there are not as many errors as samples, or none counts
  public static SampleErrors of(double[] errors, Samples samples) {
    if (errors.length != samples.rows()) {
      throw new IllegalArgumentException(
          "%d samples have %d errors".formatted(samples.rows(), errors.length));
    }
    int[] rows = IntStream.range(0, errors.length).toArray();
    var _ = samples.totalWeight(rows);
    return new SampleErrors(errors, IntStream.of(rows).mapToDouble(samples::rowWeight).toArray());
  }

  private SampleErrors(double[] errors, double[] weights) {
    this.errors = errors;
    this.weights = weights;
    this.ascending =
        IntStream.range(0, errors.length)
            .filter(row -> weights[row] > 0)
            .boxed()
            .sorted(Comparator.comparingDouble(row -> errors[row]))
            .mapToInt(Integer::intValue)
            .toArray();
  }

  /// The number of samples.
  public int rows() {
    return errors.length;
  }

  /// The error of a sample.
  public double of(int row) {
    return errors[row];
  }

  /// The error that this part of the samples does not exceed, as small as can be: the sample of
  /// rank ⌈part · rows⌉, where all count the same.
  ///
  /// @param part in [0, 1]
  public double quantile(double part) {
    if (!(part >= 0 && part <= 1)) {
      throw new IllegalArgumentException("a quantile is of a part in [0, 1], got " + part);
    }
    double least = part * IntStream.of(ascending).mapToDouble(row -> weights[row]).sum();
    int count = 1;
    double sum = weights[ascending[0]];
    while (sum < least && count < ascending.length) {
      sum += weights[ascending[count]];
      count++;
    }
    return errors[ascending[count - 1]];
  }

  /// The samples with the greatest errors, the greatest first; fewer if there are not as many.
  public List<Integer> worst(int count) {
    return best(errors.length).reversed().stream().limit(count).toList();
  }

  /// The samples with the smallest errors, the smallest first; fewer if there are not as many.
  public List<Integer> best(int count) {
    return IntStream.of(ascending).limit(count).boxed().toList();
  }

  /// The error of each class, in the order of the labels.
  ///
  /// @param labels of each sample
  /// @throws IllegalArgumentException if there are not as many labels as samples
  public List<ClassError> byClass(Labels labels) {
    if (labels.rows() != errors.length) {
      throw new IllegalArgumentException(
          "%d samples have %d labels".formatted(errors.length, labels.rows()));
    }
    SortedMap<Integer, List<Integer>> classes = new TreeMap<>();
    for (int row = 0; row < errors.length; row++) {
      classes.computeIfAbsent(labels.at(row), _ -> new ArrayList<>()).add(row);
    }
    return classes.entrySet().stream()
        .map(entry -> {
          List<Integer> own = entry.getValue();
          double sum = own.stream().mapToDouble(row -> weights[row] * errors[row]).sum();
          double weight = own.stream().mapToDouble(row -> weights[row]).sum();
          return new ClassError(entry.getKey(), own.size(), weight == 0 ? 0 : sum / weight);
        })
        .toList();
  }
}
