package dev.telar.tables.parquet;

import dev.hardwood.internal.reader.Page;
import dev.telar.table.ColumnSink;

/// Gives a sink what a page holds.
interface Cells {
  /// Gives a value that is there.
  ///
  /// @throws IllegalArgumentException if the value is not of the column's type, or the sink refuses
  ///   it
  void give(Page page, int index, ColumnSink sink);
}
