package dev.telar.table;

import dev.telar.data.FileIdentity;
import dev.telar.format.FormatException;
import dev.telar.preparation.CellText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The cells of a table, read once and kept: in memory, or in a file that is mapped into it.
/// Immutable and safe for use by many threads.
public final class TableCells {
  private final List<StoredColumn> columns;
  private final CellStore store;
  private final List<FileIdentity> files;

  private TableCells(List<StoredColumn> columns, CellStore store, List<FileIdentity> files) {
    this.columns = List.copyOf(columns);
    this.store = store;
    this.files = List.copyOf(files);
  }

  /// Reads a table.
  ///
  /// @param memory so many bytes of cells, 8 each, stay in memory; if there are more, they all go
  ///   to the file
  /// @param file is made or overwritten if it is needed; whoever calls deletes it
  /// @throws FormatException if the table is bad
  public static TableCells read(TableSource source, long memory, Path file) throws IOException {
    List<String> names = source.columns();
    try (var writer = new CellStore.Writer(names.size(), memory, file)) {
      List<CellColumn> cells = new ArrayList<>();
      List<ColumnSurvey> surveys = new ArrayList<>();
      for (int i = 0; i < names.size(); i++) {
        cells.add(new CellColumn(writer, i));
        surveys.add(new ColumnSurvey(source.decimalComma(), cells.get(i)));
      }
      List<FileIdentity> files = source.read(surveys);
      CellStore store = writer.finish();
      List<StoredColumn> columns = new ArrayList<>();
      for (int i = 0; i < names.size(); i++) {
        columns.add(cells.get(i).stored(names.get(i), surveys.get(i)));
      }
      return new TableCells(columns, store, files);
    }
  }

  /// The columns' names, in order.
  public List<String> names() {
    return columns.stream().map(StoredColumn::name).toList();
  }

  /// What there is in a column.
  ///
  /// @param column from 0
  public ColumnSurvey survey(int column) {
    return columns.get(column).survey();
  }

  /// How many rows there are.
  public int rows() {
    return store.rows();
  }

  /// What the source was read from.
  public List<FileIdentity> files() {
    return files;
  }

  /// The text of a cell, as a person reads it.
  ///
  /// @throws IndexOutOfBoundsException if there is no such cell
  public String text(int row, int column) {
    long cell = at(row, column);
    return cell == Cell.MISSING ? CellText.MISSING : columns.get(column).text(cell);
  }

  List<StoredColumn> columns() {
    return columns;
  }

  /// See [Cell].
  long at(int row, int column) {
    return store.at(row, column);
  }
}
