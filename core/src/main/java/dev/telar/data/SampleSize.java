package dev.telar.data;

/// What an array of samples must be like.
final class SampleSize {
  private SampleSize() {}

  /// @throws IllegalArgumentException unless there are samples, and as many values as they need
  static void check(int rows, int width, int values) {
    if (rows < 1 || width < 1) {
      throw new IllegalArgumentException(
          "samples must have at least one row and one column, got " + rows + " × " + width);
    }
    if (values != (long) rows * width) {
      throw new IllegalArgumentException(
          "%d × %d samples need %d values, got %d"
              .formatted(rows, width, (long) rows * width, values));
    }
  }
}
