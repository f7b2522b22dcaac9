package dev.telar.data;

/// What an array of samples must be like.
final class SampleSize {
  /// The most values in an array.
  static final int LARGEST = Integer.MAX_VALUE - 8;

  private SampleSize() {}

  /// @throws IllegalArgumentException unless there are samples, and as many values as they need
  static void check(int rows, int width, int values) {
    checkNotEmpty(rows, width);
    if (values != (long) rows * width) {
      throw new IllegalArgumentException(
          "%d × %d samples need %d values, got %d"
              .formatted(rows, width, (long) rows * width, values));
    }
  }

  /// @throws IllegalArgumentException unless there are samples, and an array holds them
  static void checkFits(int rows, int width) {
    checkNotEmpty(rows, width);
    if ((long) rows * width > LARGEST) {
      throw new IllegalArgumentException(
          "%d × %d samples have %d values, an array holds at most %d"
              .formatted(rows, width, (long) rows * width, LARGEST));
    }
  }

  private static void checkNotEmpty(int rows, int width) {
    if (rows < 1 || width < 1) {
      throw new IllegalArgumentException(
          "samples must have at least one row and one column, got " + rows + " × " + width);
    }
  }
}
