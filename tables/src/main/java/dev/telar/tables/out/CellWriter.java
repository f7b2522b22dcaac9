package dev.telar.tables.out;

import java.io.IOException;

/// Writes a table's cells in one format: those of a row in the columns' order, each of its column's
/// type.
interface CellWriter {
  void number(int column, double value) throws IOException;

  void whole(int column, long value) throws IOException;

  void truth(int column, boolean value) throws IOException;

  void text(int column, String value) throws IOException;

  void missing(int column) throws IOException;

  void endRow() throws IOException;

  /// Writes what comes behind the rows, and what is still in memory.
  void finish() throws IOException;
}
