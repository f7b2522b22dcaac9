package dev.telar.data;

/// Rows of numbers to learn from: implement it to train on data of your own.
///
/// Values should lie in [0, 1] where the model's output is a ReLU. An implementation must give the
/// same values each time and be safe to read from many threads.
public interface Samples {
  /// The number of rows.
  int rows();

  /// The number of values in each row.
  int width();

  /// Writes a row to `out[0 … width − 1]`.
  ///
  /// @throws IndexOutOfBoundsException if there is no such row
  void read(int row, float[] out);

  /// The mean of each column over some rows, added in their order.
  ///
  /// @param rows which rows, at least one
  default double[] mean(int[] rows) {
    if (rows.length == 0) {
      throw new IllegalArgumentException("the mean of no rows is not defined");
    }
    double[] sum = new double[width()];
    float[] values = new float[width()];
    for (int row : rows) {
      read(row, values);
      for (int j = 0; j < sum.length; j++) {
        sum[j] += values[j];
      }
    }
    for (int j = 0; j < sum.length; j++) {
      sum[j] /= rows.length;
    }
    return sum;
  }
}
