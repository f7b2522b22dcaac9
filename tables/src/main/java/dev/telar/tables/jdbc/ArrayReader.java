package dev.telar.tables.jdbc;

import dev.telar.table.ColumnSink;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;

/// Gives the numbers of arrays, which are vectors: those of a row one after another, each to a
/// column of its own. An array without a value, unlike an empty one, has no value in any of them.
///
/// @param length which all arrays must have; 0 if it is not known yet
record ArrayReader(int length) implements CellReader {
  @Override
  public void read(ResultSet row, int column, ColumnSink sink) throws SQLException {
    Array array = row.getArray(column);
    if (array == null) {
      for (int i = 0; i < length; i++) {
        sink.missing();
      }
      return;
    }
    Object[] numbers = numbers(array);
    if (numbers.length != length) {
      throw new IllegalArgumentException(
          "has %d value%s, must have %d as the first array has"
              .formatted(numbers.length, numbers.length == 1 ? "" : "s", length));
    }
    for (Object number : numbers) {
      if (number == null) {
        sink.missing();
      } else {
        sink.number(((Number) number).doubleValue());
      }
    }
  }

  /// How long the row's array is.
  ///
  /// @return 0 if there is none, or it is empty
  /// @throws IllegalArgumentException if it is none of numbers
  static int length(ResultSet row, int column) throws SQLException {
    Array array = row.getArray(column);
    return array == null ? 0 : numbers(array).length;
  }

  private static Object[] numbers(Array array) throws SQLException {
    try {
      if (!(array.getArray() instanceof Object[] elements)) {
        throw new IllegalArgumentException("is no array of numbers");
      }
      for (Object element : elements) {
        if (element != null && !(element instanceof Number)) {
          // The type does not say how many dimensions there are.
          throw new IllegalArgumentException(
              element instanceof Object[]
                  ? "is an array of arrays, must be one of numbers"
                  : "is no array of numbers");
        }
      }
      return elements;
    } finally {
      array.free();
    }
  }
}
