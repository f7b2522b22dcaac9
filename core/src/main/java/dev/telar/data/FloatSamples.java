package dev.telar.data;

import java.util.Objects;

/// Rows of floats, kept as they are.
///
/// Immutable, and safe for use by many threads, as long as the array given to the constructor is
/// left alone; it is not copied. [Samples#of] copies rows.
public final class FloatSamples implements Samples {
  private final float[] values;
  private final int rows;
  private final int width;

  /// Wraps `rows × width` floats, row after row. The array is kept, not copied.
  ///
  /// @throws IllegalArgumentException if the array's length is not `rows · width`, there is nothing
  ///   in it, or a value is not finite
  public FloatSamples(float[] values, int rows, int width) {
    SampleSize.check(rows, width, values.length);
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "row "
                + i / width
                + ", column "
                + i % width
                + " is "
                + values[i]
                + ", not a finite number");
      }
    }
    this.values = values;
    this.rows = rows;
    this.width = width;
  }

  /// A copy of the values of some rows of samples, without their weights.
  static FloatSamples valuesOf(Samples samples, int[] chosen) {
    int width = samples.width();
    float[] some = new float[Math.multiplyExact(chosen.length, width)];
    float[] row = new float[width];
    for (int i = 0; i < chosen.length; i++) {
      samples.read(chosen[i], row);
      System.arraycopy(row, 0, some, i * width, width);
    }
    return new FloatSamples(some, chosen.length, width);
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public void read(int row, float[] out) {
    Objects.checkIndex(row, rows);
    System.arraycopy(values, row * width, out, 0, width);
  }
}
