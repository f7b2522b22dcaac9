package dev.telar.table;

import dev.telar.data.FileIdentity;
import dev.telar.format.FormatException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// A table that can be read from its first row to its last, as often as needed.
public interface TableSource {
  /// The columns' names, distinct, in order.
  List<String> columns();

  /// Whether numbers in cells of text have a comma where others have a point; what to tell
  /// [Numbers#parse].
  default boolean decimalComma() {
    return false;
  }

  /// Reads the whole table. Each row gives each sink exactly one cell, column after column, so that
  /// a sink counts rows by counting cells and the last column's sink sees a row end. What a sink
  /// got from a read that fails is to be thrown away.
  ///
  /// @param sinks one for each column
  /// @return name, size and checksum of every file that was read, in order: they are known only
  ///   once all has been read; empty if the table does not come from files
  /// @throws FormatException if the table is not what it should be, or a sink refuses a cell: then
  ///   with the line or row, the column, and what the sink said
  /// @throws IllegalArgumentException if there is not one sink for each column
  List<FileIdentity> read(List<? extends ColumnSink> sinks) throws IOException;

  /// Is told of rows as they end.
  interface Rows {
    /// A row has given its cells to the sinks.
    ///
    /// @param place the line in which it begins in its file, where it is text; else its number.
    ///   From 1
    void ended(long place);

    /// A row is none, such as one with too few cells. What the sinks got of it is to be thrown
    /// away.
    ///
    /// @param place as above
    /// @param problem in one phrase
    /// @return whether to go on with the next row; otherwise the table is refused
    boolean refused(long place, String problem);
  }

  /// Reads the whole table, and tells of each row.
  ///
  /// @param sinks one for each column
  /// @return as above
  /// @throws FormatException as above
  default List<FileIdentity> read(List<? extends ColumnSink> sinks, Rows rows) throws IOException {
    List<ColumnSink> all = new ArrayList<>(sinks);
    all.set(all.size() - 1, new LastColumn(all.get(all.size() - 1), rows));
    return read(all);
  }
}
