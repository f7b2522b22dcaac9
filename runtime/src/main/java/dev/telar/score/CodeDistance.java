package dev.telar.score;

/// How far a code is from those of the training rows: ‖W (z − m)‖² / K, where Wᵀ·W is the inverse
/// of their covariance, K the width of the code and m the codes' mean. Immutable and safe for use
/// by many threads.
public final class CodeDistance {
  private final double[] mean;
  private final double[] whitening;

  /// @param mean (K); kept, not copied
  /// @param whitening W, lower triangular: row i has its first i + 1 numbers, row after row; kept,
  ///   not copied
  /// @throws IllegalArgumentException if there are not as many numbers, or one is not finite
  public CodeDistance(double[] mean, double[] whitening) {
    if (mean.length == 0 || whitening.length != (long) mean.length * (mean.length + 1) / 2) {
      throw new IllegalArgumentException(
          "a code of %d units needs a whitening of %d numbers, got %d"
              .formatted(
                  mean.length, (long) mean.length * (mean.length + 1) / 2, whitening.length));
    }
    for (double[] numbers : new double[][] {mean, whitening}) {
      for (double number : numbers) {
        if (!Double.isFinite(number)) {
          throw new IllegalArgumentException("the distance of the code has the number " + number);
        }
      }
    }
    this.mean = mean;
    this.whitening = whitening;
  }

  /// The width K of the code.
  public int width() {
    return mean.length;
  }

  /// m, not a copy.
  public double[] mean() {
    return mean;
  }

  /// W, not a copy; see the constructor.
  public double[] whitening() {
    return whitening;
  }

  /// The distance of a code.
  ///
  /// @param code (K); not modified
  public double of(float[] code) {
    return of(code, new double[mean.length]);
  }

  /// The same.
  ///
  /// @param scratch (K) or longer; modified
  double of(float[] code, double[] scratch) {
    double sum = 0;
    int at = 0;
    for (int i = 0; i < mean.length; i++) {
      scratch[i] = code[i] - mean[i];
      double whitened = 0;
      for (int j = 0; j <= i; j++) {
        whitened = Math.fma(whitening[at + j], scratch[j], whitened);
      }
      at += i + 1;
      sum = Math.fma(whitened, whitened, sum);
    }
    return sum / mean.length;
  }
}
