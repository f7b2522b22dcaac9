package dev.telar.data;

import java.util.List;

/// Rearranges arrays whose *first* index runs fastest into C order, where the last one does.
///
/// With all indices but the first taken as one column, that is a matrix transposed and its columns
/// permuted.
final class FortranOrder {
  /// How many rows are written at a time; in the input they are neighbours.
  private static final int BLOCK_ROWS = 32;

  private final int[] shape;

  /// @param shape the array's sizes, at least one
  FortranOrder(List<Integer> shape) {
    this.shape = shape.stream().mapToInt(Integer::intValue).toArray();
  }

  /// The same values in C order.
  byte[] toRows(byte[] values) {
    var out = new byte[values.length];
    int rows = shape[0];
    int columns = values.length / rows;
    for (int first = 0; first < rows; first += BLOCK_ROWS) {
      int block = Math.min(BLOCK_ROWS, rows - first);
      for (int column = 0; column < columns; column++) {
        int from = place(column, columns) * rows + first;
        int to = first * columns + column;
        for (int row = 0; row < block; row++) {
          out[to + row * columns] = values[from + row];
        }
      }
    }
    return out;
  }

  /// The same values in C order.
  float[] toRows(float[] values) {
    var out = new float[values.length];
    int rows = shape[0];
    int columns = values.length / rows;
    for (int first = 0; first < rows; first += BLOCK_ROWS) {
      int block = Math.min(BLOCK_ROWS, rows - first);
      for (int column = 0; column < columns; column++) {
        int from = place(column, columns) * rows + first;
        int to = first * columns + column;
        for (int row = 0; row < block; row++) {
          out[to + row * columns] = values[from + row];
        }
      }
    }
    return out;
  }

  /// Which column of the input one of the output is.
  int place(int column, int columns) {
    int place = 0;
    int rest = column;
    int stride = columns;
    for (int i = shape.length - 1; i > 0; i--) {
      stride /= shape[i];
      place += rest % shape[i] * stride;
      rest /= shape[i];
    }
    return place;
  }
}
