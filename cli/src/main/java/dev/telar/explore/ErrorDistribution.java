package dev.telar.explore;

import dev.telar.measure.SampleErrors;
import java.util.Arrays;
import java.util.List;

/// How the errors of all test rows are distributed, on a logarithmic scale. Immutable.
final class ErrorDistribution {
  /// How many bars its picture has.
  static final int BARS = 24;

  private final double[] sorted;
  private final double low;
  private final double step;

  ErrorDistribution(SampleErrors errors) {
    this.sorted = errors.best(errors.rows()).stream().mapToDouble(errors::of).toArray();
    double least = Arrays.stream(sorted).filter(error -> error > 0).findFirst().orElse(1);
    double most = Math.max(least, sorted[sorted.length - 1]);
    this.low = Math.log10(least);
    this.step = Math.max(1e-9, (Math.log10(most) - low) / BARS);
  }

  /// The part of the rows whose error is smaller, in [0, 1].
  double below(double error) {
    int place = Arrays.binarySearch(sorted, error);
    if (place < 0) {
      place = -place - 1;
    } else {
      while (place > 0 && sorted[place - 1] == error) {
        place--;
      }
    }
    return (double) place / sorted.length;
  }

  /// The bar that an error belongs to, from 0; beyond both ends that of the end.
  int bar(double error) {
    return error > 0 ? Math.clamp((long) ((Math.log10(error) - low) / step), 0, BARS - 1) : 0;
  }

  /// How many rows each bar has.
  List<Integer> bars() {
    Integer[] bars = new Integer[BARS];
    Arrays.fill(bars, 0);
    for (double error : sorted) {
      bars[bar(error)]++;
    }
    return List.of(bars);
  }

  /// The error at the quantile of this part, as small as can be.
  double quantile(double part) {
    int rank = (int) Math.ceil(part * sorted.length);
    return sorted[Math.clamp(rank - 1, 0, sorted.length - 1)];
  }
}
