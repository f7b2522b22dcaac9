package dev.telar.measure;

import dev.telar.data.Labels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// The error of each of many samples: its mean of (y − x)² over the columns. Immutable.
public final class SampleErrors {
  /// The error of the samples of a class.
  ///
  /// @param label of the class
  /// @param rows how many samples it has
  /// @param error their mean
  public record ClassError(int label, int rows, double error) {}

  private final double[] errors;
  private final int[] ascending;

  /// @param errors of each sample; kept, not copied
  public SampleErrors(double[] errors) {
    this.errors = errors;
    this.ascending =
        IntStream.range(0, errors.length)
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
  /// rank ⌈part · rows⌉.
  ///
  /// @param part in [0, 1]
  public double quantile(double part) {
    if (!(part >= 0 && part <= 1)) {
      throw new IllegalArgumentException("a quantile is of a part in [0, 1], got " + part);
    }
    int rank = (int) Math.ceil(part * errors.length);
    return errors[ascending[Math.max(rank, 1) - 1]];
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
    SortedMap<Integer, List<Double>> classes = new TreeMap<>();
    for (int row = 0; row < errors.length; row++) {
      classes.computeIfAbsent(labels.at(row), _ -> new ArrayList<>()).add(errors[row]);
    }
    return classes.entrySet().stream()
        .map(entry -> {
          List<Double> own = entry.getValue();
          double sum = own.stream().mapToDouble(Double::doubleValue).sum();
          return new ClassError(entry.getKey(), own.size(), sum / own.size());
        })
        .toList();
  }
}
