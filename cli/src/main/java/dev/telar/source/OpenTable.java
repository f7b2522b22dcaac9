package dev.telar.source;

import dev.telar.table.TableSource;
import dev.telar.tables.csv.CsvSource;
import java.io.IOException;
import java.util.List;

/// A table that has been found.
///
/// @param name what to call it
/// @param description how it is written
/// @param source of its cells
record OpenTable(String name, String description, TableSource source) {
  /// Opens a table.
  ///
  /// @param data of kind [DataKind#TABLE]
  /// @param reading asked for what its reader uses
  /// @throws IOException if it is bad
  static OpenTable of(DataSource data, Reading reading) throws IOException {
    List<java.nio.file.Path> files = TableFiles.at(data.place());
    CsvSource table = CsvSource.open(files, reading.csv());
    return new OpenTable(DataReader.name(data.path()), table.description(), table);
  }
}
