package dev.telar.source;

import dev.telar.preparation.ColumnKind;
import dev.telar.table.TableSource;
import dev.telar.tables.csv.CsvSource;
import dev.telar.tables.jdbc.JdbcSource;
import dev.telar.tables.parquet.ParquetSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// A table that has been found.
///
/// @param name what to call it
/// @param description how it is written
/// @param source of its cells
/// @param files that it is in; none if it is in a database
record OpenTable(String name, String description, TableSource source, List<Path> files) {
  private static final byte[] PARQUET = "PAR1".getBytes(StandardCharsets.US_ASCII);

  /// Opens a table.
  ///
  /// @param data of kind [DataKind#TABLE]
  /// @param reading asked for what its reader uses
  /// @throws IOException if it is bad
  static OpenTable of(DataSource data, Reading reading) throws IOException {
    Set<String> ignored =
        reading.preparation().kinds().entrySet().stream()
            .filter(column -> column.getValue() == ColumnKind.IGNORED)
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    if (data.isDatabase()) {
      JdbcSource query =
          JdbcSource.open(data.place(), reading.query(), reading.database().withIgnored(ignored));
      checkIgnored(ignored, query.columns());
      return new OpenTable("the query", query.description(), query, List.of());
    }
    String name = DataReader.name(Path.of(data.place()));
    List<Path> files = TableFiles.at(data.place());
    if (isParquet(files.getFirst())) {
      ParquetSource table = ParquetSource.open(files, ignored);
      return new OpenTable(name, table.description(), table, files);
    }
    CsvSource table = CsvSource.open(files, reading.csv());
    checkIgnored(ignored, table.columns());
    return new OpenTable(name, table.description(), table, files);
  }

  /// Parquet's reader leaves out what is ignored, and checks this itself.
  private static void checkIgnored(Set<String> ignored, List<String> columns) {
    for (String column : ignored) {
      if (!columns.contains(column)) {
        throw new IllegalArgumentException(
            "there is no column %s to ignore; there are %s"
                .formatted(column, String.join(", ", columns)));
      }
    }
  }

  private static boolean isParquet(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(PARQUET.length), PARQUET);
    }
  }
}
