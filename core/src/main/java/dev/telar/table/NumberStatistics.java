package dev.telar.table;

/// Mean and variance of a column's numbers, in two passes over them: first [#add] of each, then
/// [#addCentred] of each in the same order (T. F. Chan, G. H. Golub, R. J. LeVeque, *The American
/// Statistician* 37, 1983). The order alone decides the bits.
final class NumberStatistics {
  private final CompensatedSum sum = new CompensatedSum();
  private final CompensatedSum squares = new CompensatedSum();
  private final CompensatedSum centred = new CompensatedSum();
  private long count;
  private double mean = Double.NaN;
  private double least = Double.POSITIVE_INFINITY;
  private double greatest = Double.NEGATIVE_INFINITY;

  void add(double value) {
    count++;
    sum.add(value);
    least = Math.min(least, value);
    greatest = Math.max(greatest, value);
  }

  void addCentred(double value) {
    double difference = value - mean();
    squares.add(difference * difference);
    centred.add(difference);
  }

  long count() {
    return count;
  }

  double mean() {
    if (Double.isNaN(mean)) {
      mean = Math.max(least, Math.min(greatest, sum.value() / count));
    }
    return mean;
  }

  /// Of the population: divided by the count.
  double variance() {
    double rest = centred.value();
    return Math.max(0, (squares.value() - rest * rest / count) / count);
  }

  double least() {
    return least;
  }

  double greatest() {
    return greatest;
  }

  /// Whether the variance may be nothing but the rounding of its computation. (The bound of Chan
  /// and others, as scikit-learn has it.)
  boolean isConstant() {
    return isConstant(count, mean(), variance());
  }

  /// The same, of statistics found otherwise.
  static boolean isConstant(long count, double mean, double variance) {
    double epsilon = Math.ulp(1.0);
    double meanError = count * mean * epsilon;
    return variance <= count * epsilon * variance + meanError * meanError;
  }
}
