package dev.telar.data;

import java.nio.ByteOrder;
import java.util.List;

/// What the header of a NumPy file says.
///
/// @param type of the numbers
/// @param order of the bytes in a number
/// @param isFortran whether the first index runs fastest, and not the last one
/// @param shape one to four sizes, each at least 1, of no more numbers than an array holds
/// @param dataOffset the byte of the file at which the numbers begin
record NpyHeader(
    NumberType type, ByteOrder order, boolean isFortran, List<Integer> shape, int dataOffset) {

  /// The most numbers that an array holds.
  static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

  /// The most dimensions: rows of pictures with channels.
  static final int MOST_DIMENSIONS = 4;

  /// How many numbers there are.
  int count() {
    int count = 1;
    for (int size : shape) {
      count *= size;
    }
    return count;
  }

  /// The bytes of the whole file.
  long fileBytes() {
    return dataOffset + (long) count() * type.bytes();
  }
}
