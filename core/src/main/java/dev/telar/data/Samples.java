package dev.telar.data;

import java.util.Arrays;
import java.util.Objects;

/// Rows of numbers to learn from, (rows, width).
///
/// Numbers in memory become samples by
///
/// ```java
/// Samples samples = Samples.of(new float[][] {{0.1f, 0.9f}, {0.4f, 0.2f}});
/// ```
///
/// or without a copy by [FloatSamples] and, for bytes, [ByteSamples]. Implement it for data that
/// lie elsewhere:
///
/// ```java
/// record Window(float[] series, int width) implements Samples {
///   public int rows() {
///     return series.length - width + 1;
///   }
///
///   public void read(int row, float[] out) {
///     System.arraycopy(series, Objects.checkIndex(row, rows()), out, 0, width);
///   }
/// }
/// ```
///
/// An implementation must give the same finite values each time and be safe to read from many
/// threads. Values should lie in [0, 1] where the model's output is a ReLU or a sigmoid.
///
/// Where [#isWeighted], values do not all count the same in losses and errors: a missing one has
/// the weight 0, and a row may count more than another. [WeightedSamples] have such weights.
public interface Samples {
  /// Rows of floats; they are copied.
  ///
  /// @param rows at least one, of one width, at least 1
  /// @throws IllegalArgumentException if rows differ in width, there is nothing in them, a value is
  ///   not finite, or they do not fit into one array
  static Samples of(float[][] rows) {
    int width = rows.length == 0 ? 0 : rows[0].length;
    SampleSize.checkFits(rows.length, width);
    float[] values = new float[rows.length * width];
    for (int row = 0; row < rows.length; row++) {
      if (rows[row].length != width) {
        throw new IllegalArgumentException(
            "row %d has %d columns, row 0 has %d".formatted(row, rows[row].length, width));
      }
      System.arraycopy(rows[row], 0, values, row * width, width);
    }
    return new FloatSamples(values, rows.length, width);
  }

  /// The number of rows.
  int rows();

  /// The number of values in each row.
  int width();

  /// Writes a row to `out[0 … width − 1]`.
  ///
  /// @param row from 0
  /// @param out (width) or longer; modified
  /// @throws IndexOutOfBoundsException if there is no such row
  void read(int row, float[] out);

  /// Whether [#readLossWeights] or [#rowWeight] give anything but ones.
  default boolean isWeighted() {
    return false;
  }

  /// Writes what each value of a row counts for: the ω of `L = Σ w ω (y − x)² / (B · D)`, where the
  /// sum is over the B rows of a batch and their D values.
  ///
  /// @param row from 0
  /// @param out (width) or longer; modified; finite numbers of at least 0
  /// @throws IndexOutOfBoundsException if there is no such row
  default void readLossWeights(int row, float[] out) {
    Objects.checkIndex(row, rows());
    Arrays.fill(out, 0, width(), 1);
  }

  /// What a row counts for beside others: the w of the loss. The mean of errors is divided by the
  /// sum of the rows' weights.
  ///
  /// @param row from 0
  /// @return finite, at least 0; 0 if all of the row's values are missing
  /// @throws IndexOutOfBoundsException if there is no such row
  default float rowWeight(int row) {
    Objects.checkIndex(row, rows());
    return 1;
  }

  /// The sum of some rows' weights, added in their order: what the sum of their errors is divided
  /// by. Without weights it is their number.
  ///
  /// @param rows which rows, at least one; not modified
  /// @return above 0
  /// @throws IllegalArgumentException if there are none, or all their weights are 0
  default double totalWeight(int[] rows) {
    if (rows.length == 0) {
      throw new IllegalArgumentException("the weight of no rows is not defined");
    }
    double sum = 0;
    for (int row : rows) {
      sum += rowWeight(row);
    }
    if (sum == 0) {
      throw new IllegalArgumentException(
          "the weights of all %d rows are 0: none of them counts".formatted(rows.length));
    }
    return sum;
  }

  /// The mean of each column over some rows, added in their order. Of weighted samples each value
  /// counts its row's weight times its loss weight, and a column of which none counts has the mean
  /// 0: the constant with the least error.
  ///
  /// @param rows which rows, at least one; not modified
  /// @return (width)
  /// @throws IllegalArgumentException if there are none
  default double[] mean(int[] rows) {
    if (rows.length == 0) {
      throw new IllegalArgumentException("the mean of no rows is not defined");
    }
    if (isWeighted()) {
      return WeightedMean.of(this, rows);
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
