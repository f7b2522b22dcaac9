package dev.telar.tables.jdbc;

import dev.telar.table.ColumnSink;
import java.sql.ResultSet;
import java.sql.SQLException;

/// Gives the cells of a column to a sink.
@FunctionalInterface
interface CellReader {
  /// Gives the row's cell, or those of a vector one after another.
  ///
  /// @param column from 1
  /// @throws IllegalArgumentException if it is not what the column has, with a phrase that says so
  void read(ResultSet row, int column, ColumnSink sink) throws SQLException;
}
