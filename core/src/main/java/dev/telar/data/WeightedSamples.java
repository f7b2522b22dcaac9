package dev.telar.data;

import java.util.Objects;

/// Rows of floats that do not all count the same in losses and errors: rows may have weights, as
/// they have in a survey, and so may values, 0 for a missing one.
///
/// ```java
/// // Three columns; the second value of the first row is missing, the second row counts twice.
/// var values = new FloatSamples(new float[] {0.1f, 0, 0.3f, 0.4f, 0.5f, 0.6f}, 2, 3);
/// float[] lossWeights = {1.5f, 0, 1.5f, 1, 1, 1};
/// var samples = new WeightedSamples(values, lossWeights, new float[] {1, 2});
/// ```
///
/// Whatever a value's weight, the encoder reads it: a missing one needs a value that says little,
/// such as its column's mean.
///
/// Immutable, and safe for use by many threads, as long as the arrays given to the constructor are
/// left alone; they are not copied.
public final class WeightedSamples implements Samples {
  private final FloatSamples values;
  private final float[] lossWeights;
  private final float[] rowWeights;

  /// Wraps values and their weights. The arrays are kept, not copied.
  ///
  /// @param lossWeights (rows, width), row after row: what each value of a row counts for beside
  ///   the row's others. Those of a row should add up to its width, so that its error is a mean
  ///   over the values that count; or all be 0, and the row's weight with them
  /// @param rowWeights (rows): what each row counts for beside others
  /// @throws IllegalArgumentException if an array is of another length, or a weight is below 0 or
  ///   not finite
  public WeightedSamples(FloatSamples values, float[] lossWeights, float[] rowWeights) {
    int width = values.width();
    if (lossWeights.length != (long) values.rows() * width) {
      throw new IllegalArgumentException(
          "%d × %d samples need as many loss weights, got %d"
              .formatted(values.rows(), width, lossWeights.length));
    }
    if (rowWeights.length != values.rows()) {
      throw new IllegalArgumentException(
          "%d rows have %d weights".formatted(values.rows(), rowWeights.length));
    }
    for (int i = 0; i < lossWeights.length; i++) {
      if (!isWeight(lossWeights[i])) {
        throw new IllegalArgumentException(
            "the loss weight of row %d, column %d must be at least 0 and finite, got %s"
                .formatted(i / width, i % width, lossWeights[i]));
      }
    }
    for (int row = 0; row < rowWeights.length; row++) {
      if (!isWeight(rowWeights[row])) {
        throw new IllegalArgumentException(
            "the weight of row %d must be at least 0 and finite, got %s"
                .formatted(row, rowWeights[row]));
      }
    }
    this.values = values;
    this.lossWeights = lossWeights;
    this.rowWeights = rowWeights;
  }

  private static boolean isWeight(float weight) {
    return weight >= 0 && weight < Float.POSITIVE_INFINITY;
  }

  /// A copy of some rows of samples, with their weights.
  static WeightedSamples of(Samples samples, int[] chosen) {
    int width = samples.width();
    float[] lossWeights = new float[Math.multiplyExact(chosen.length, width)];
    float[] rowWeights = new float[chosen.length];
    float[] row = new float[width];
    for (int i = 0; i < chosen.length; i++) {
      samples.readLossWeights(chosen[i], row);
      System.arraycopy(row, 0, lossWeights, i * width, width);
      rowWeights[i] = samples.rowWeight(chosen[i]);
    }
    return new WeightedSamples(FloatSamples.valuesOf(samples, chosen), lossWeights, rowWeights);
  }

  @Override
  public int rows() {
    return values.rows();
  }

  @Override
  public int width() {
    return values.width();
  }

  @Override
  public void read(int row, float[] out) {
    values.read(row, out);
  }

  @Override
  public boolean isWeighted() {
    return true;
  }

  @Override
  public void readLossWeights(int row, float[] out) {
    Objects.checkIndex(row, rows());
    System.arraycopy(lossWeights, row * width(), out, 0, width());
  }

  @Override
  public float rowWeight(int row) {
    return rowWeights[Objects.checkIndex(row, rows())];
  }
}
