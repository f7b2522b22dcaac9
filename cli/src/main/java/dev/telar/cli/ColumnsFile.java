package dev.telar.cli;

import dev.telar.preparation.ColumnKind;
import dev.telar.run.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the columns of a table are, in a file that `telar data show --out` writes and somebody may
/// edit.
///
/// @param columns in the table's order
record ColumnsFile(List<Column> columns) {
  /// A column.
  ///
  /// @param kind see [ColumnKind]
  record Column(String name, String kind) {
    Column {
      var _ = ColumnKind.of(kind);
    }
  }

  /// @throws IllegalArgumentException if a column comes twice
  ColumnsFile {
    columns = List.copyOf(columns);
    Set<String> names = new HashSet<>();
    for (Column column : columns) {
      if (!names.add(column.name())) {
        throw new IllegalArgumentException(
            "has the column %s twice; each comes once".formatted(column.name()));
      }
    }
  }

  static ColumnsFile of(List<String> names, List<ColumnKind> kinds) {
    Map<String, ColumnKind> columns = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      columns.put(names.get(i), kinds.get(i));
    }
    return new ColumnsFile(
        columns.entrySet().stream()
            .map(column -> new Column(column.getKey(), column.getValue().toString()))
            .toList());
  }

  /// @throws dev.telar.format.FormatException if it is no such file
  static ColumnsFile read(Path file) throws IOException {
    return Json.readEdited(file, ColumnsFile.class);
  }

  /// What the columns are, by their names.
  Map<String, ColumnKind> kinds() {
    Map<String, ColumnKind> kinds = new LinkedHashMap<>();
    columns.forEach(column -> kinds.put(column.name(), ColumnKind.of(column.kind())));
    return kinds;
  }
}
