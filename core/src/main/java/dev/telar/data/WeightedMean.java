package dev.telar.data;

/// The mean of each column where values do not all count the same.
final class WeightedMean {
  private WeightedMean() {}

  /// `Σ w ω x / Σ w ω` over some rows in their order, in double; 0 where nothing counts.
  ///
  /// @return (width)
  static double[] of(Samples samples, int[] rows) {
    int width = samples.width();
    double[] mean = new double[width];
    double[] total = new double[width];
    float[] values = new float[width];
    float[] weights = new float[width];
    for (int row : rows) {
      samples.read(row, values);
      samples.readLossWeights(row, weights);
      double rowWeight = samples.rowWeight(row);
      for (int j = 0; j < width; j++) {
        double weight = rowWeight * weights[j];
        mean[j] += weight * values[j];
        total[j] += weight;
      }
    }
    for (int j = 0; j < width; j++) {
      mean[j] = total[j] == 0 ? 0 : mean[j] / total[j];
    }
    return mean;
  }
}
