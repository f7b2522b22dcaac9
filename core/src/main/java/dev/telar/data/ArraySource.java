package dev.telar.data;

import dev.telar.format.FormatException;
import java.nio.file.Path;

/// What messages call an array of numbers.
///
/// @param file that it is in
/// @param prefix what its problems begin with: its name, if the file has several
record ArraySource(Path file, String prefix) {
  /// An array that is a file.
  static ArraySource of(Path file) {
    return new ArraySource(file, "");
  }

  /// One of several arrays in a file.
  static ArraySource of(Path file, String name) {
    return new ArraySource(file, "array " + name + ": ");
  }

  /// That the array is not what it should be.
  ///
  /// @param offset where in the array's own bytes
  FormatException problem(long offset, String problem) {
    return new FormatException(file, offset, prefix + problem);
  }
}
