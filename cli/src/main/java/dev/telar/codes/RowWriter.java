package dev.telar.codes;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Takes rows of numbers, one after the other, to a place that has them once they are committed.
/// For one thread at a time.
public interface RowWriter extends Closeable {
  /// Writes a row.
  ///
  /// @param names see [RowNames#of]; left out where there is no place for texts
  /// @param values hold the row; not modified
  /// @param at where it begins
  void write(@Nullable String[] names, float[] values, int at) throws IOException;

  /// Has all rows appear.
  void commit() throws IOException;
}
