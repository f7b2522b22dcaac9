package dev.telar.table;

import dev.telar.data.FileIdentity;
import dev.telar.format.FormatException;
import dev.telar.preparation.CellText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// The cells of a table, read once and kept: in memory, or in a file that is mapped into it.
/// Immutable and safe for use by many threads.
public final class TableCells {
  private final List<StoredColumn> columns;
  private final CellStore store;
  private final List<FileIdentity> files;
  private final Map<String, Integer> places = new HashMap<>();

  private TableCells(List<StoredColumn> columns, CellStore store, List<FileIdentity> files) {
    this.columns = List.copyOf(columns);
    for (int i = 0; i < columns.size(); i++) {
      places.put(columns.get(i).name(), i);
    }
    this.store = store;
    this.files = List.copyOf(files);
  }

  /// Reads a table.
  ///
  /// @param memory so many bytes of cells, 8 each, stay in memory; if there are more, they all go
  ///   to the file, which [#open] opens again
  /// @param file is made or overwritten if it is needed
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
      if (writer.isInFile()) {
        new CellsTrailer(
                store.rows(),
                writer.checksum(),
                files,
                columns.stream().map(StoredColumn::kept).toList())
            .append(file);
      }
      return new TableCells(columns, store, files);
    }
  }

  /// Opens the cells that [#read] left in a file.
  ///
  /// @throws FormatException if it is no such file, or not whole, or has other cells than were
  ///   written
  public static TableCells open(Path file) throws IOException {
    CellsTrailer trailer = CellsTrailer.read(file);
    trailer.check(file);
    int count = trailer.columns().size();
    CellStore store = CellStore.map(file, count, trailer.rows());
    List<ColumnSurvey> surveys = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      surveys.add(new ColumnSurvey(false));
    }
    for (int row = 0; row < trailer.rows(); row++) {
      for (int i = 0; i < count; i++) {
        trailer.columns().get(i).tell(store.at(row, i), surveys.get(i));
      }
    }
    List<StoredColumn> columns = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      CellsTrailer.Column column = trailer.columns().get(i);
      columns.add(new StoredColumn(column.name(), surveys.get(i), column.dates(), column.texts()));
    }
    return new TableCells(columns, store, trailer.files());
  }

  /// What the cells in a file were read from, without reading them.
  ///
  /// @throws FormatException if it is no such file, or not whole
  public static List<FileIdentity> filesOf(Path file) throws IOException {
    return CellsTrailer.read(file).files();
  }

  /// The columns' names, in order.
  public List<String> names() {
    return columns.stream().map(StoredColumn::name).toList();
  }

  /// The place of a column of this name, if there is one.
  public OptionalInt find(String name) {
    Integer place = places.get(name);
    return place == null ? OptionalInt.empty() : OptionalInt.of(place);
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
