package dev.telar.tables.parquet;

import dev.hardwood.metadata.RowGroup;
import dev.hardwood.schema.SchemaNode;
import dev.telar.content.OpenedFile;
import dev.telar.data.FileIdentity;
import dev.telar.format.FormatException;
import dev.telar.table.ColumnSink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// One file of a table.
///
/// @param opened as it was when it was opened
/// @param columns those that are read, in its order
record ParquetFile(OpenedFile opened, Footer footer, List<Column> columns) {
  /// Reads a file's footer.
  ///
  /// @param ignored names of columns that are not read
  /// @throws FormatException if it is not one, or has a column that is neither read nor ignored
  static ParquetFile open(Path path, Set<String> ignored) throws IOException {
    var opened = OpenedFile.of(path);
    Footer footer;
    try (FileBytes file = FileBytes.open(path)) {
      footer = Footer.read(file, opened.bytes());
    }
    return new ParquetFile(opened, footer, columns(path, footer, ignored));
  }

  Path path() {
    return opened.path();
  }

  private static List<Column> columns(Path path, Footer footer, Set<String> ignored)
      throws FormatException {
    List<SchemaNode> nodes = footer.schema().getRootNode().children();
    Map<String, Integer> places = new HashMap<>();
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      SchemaNode node = nodes.get(i);
      String name = name(node, i);
      Integer before = places.putIfAbsent(name, i);
      if (before != null) {
        throw new FormatException(
            path,
            footer.begin(),
            "the columns %d and %d have the same name %s; names must differ"
                .formatted(before + 1, i + 1, name));
      }
      if (!ignored.contains(name)) {
        Column column = Column.of(path, name, node, footer.schema().getColumns());
        footer.checkChunks(path, column);
        columns.add(column);
      }
    }
    return List.copyOf(columns);
  }

  private static String name(SchemaNode node, int place) {
    return node.name().isBlank() ? "column" + (place + 1) : node.name();
  }

  /// The names of all columns, those that are not read among them.
  Set<String> names() {
    List<SchemaNode> nodes = footer.schema().getRootNode().children();
    Set<String> names = new TreeSet<>();
    for (int i = 0; i < nodes.size(); i++) {
      names.add(name(nodes.get(i), i));
    }
    return names;
  }

  /// The same file with columns in another order.
  ParquetFile withColumns(List<Column> value) {
    return new ParquetFile(opened, footer, List.copyOf(value));
  }

  /// How long the lists of a column are: as the first one that is there.
  ///
  /// @return 0 if there is none, or it is empty
  int listLength(Column column) throws IOException {
    try (FileBytes file = FileBytes.open(path())) {
      for (RowGroup group : footer.rowGroups()) {
        var pages = pages(file, group, column);
        var lists = (Cursor.OfLists) Cursor.of(pages, column, List.of());
        for (long row = 0; row < group.numRows(); row++) {
          int length = lists.next(false);
          if (length >= 0) {
            return length;
          }
        }
      }
    }
    return 0;
  }

  private static ChunkPages pages(FileBytes file, RowGroup group, Column column) {
    return new ChunkPages(file, column, group.columns().get(column.leaf().columnIndex()));
  }

  /// Reads all rows.
  ///
  /// @param sinks those of each column
  /// @throws FormatException if something is not as it should be, a sink refuses a cell, or the
  ///   file has been changed
  FileIdentity read(List<List<ColumnSink>> sinks) throws IOException {
    opened.checkUnchanged();
    try (FileBytes file = FileBytes.open(path())) {
      long firstRow = 1;
      for (RowGroup group : footer.rowGroups()) {
        var cursors = new Cursor[columns.size()];
        for (int i = 0; i < cursors.length; i++) {
          Column column = columns.get(i);
          cursors[i] = Cursor.of(pages(file, group, column), column, sinks.get(i));
        }
        read(cursors, firstRow, group.numRows());
        firstRow += group.numRows();
      }
    }
    FileIdentity identity = FileIdentity.of(path());
    opened.checkUnchanged();
    return identity;
  }

  private void read(Cursor[] cursors, long firstRow, long rows) throws IOException {
    for (long row = 0; row < rows; row++) {
      int column = 0;
      try {
        for (; column < cursors.length; column++) {
          cursors[column].give();
        }
      } catch (IllegalArgumentException e) {
        var exception =
            new FormatException(
                path(),
                cursors[column].pageOffset(),
                "row %d, column %s: %s"
                    .formatted(firstRow + row, columns.get(column).name(), e.getMessage()));
        exception.initCause(e);
        throw exception;
      }
    }
    for (Cursor cursor : cursors) {
      cursor.checkEnd();
    }
  }
}
