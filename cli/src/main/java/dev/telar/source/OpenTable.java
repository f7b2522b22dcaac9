package dev.telar.source;

import dev.telar.preparation.ColumnKind;
import dev.telar.table.TableSettings;
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
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/// A table that has been found.
///
/// @param name what to call it
/// @param description how it is written
/// @param source of its cells
/// @param files that it is in; none if it is in a database
/// @param kinds of columns that the source says
/// @param testRows so many rows, the last ones, are to test on, if the source says it
record OpenTable(
    String name,
    String description,
    TableSource source,
    List<Path> files,
    Map<String, ColumnKind> kinds,
    OptionalInt testRows) {
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
      return of("the query", query.description(), query, List.of());
    }
    String name = DataReader.name(Path.of(data.place()));
    Optional<ArrayTable> array = arrays(data, reading);
    if (array.isPresent()) {
      checkIgnored(ignored, array.get().columns());
      return new OpenTable(
          name,
          array.get().description(),
          array.get(),
          List.of(),
          array.get().isLabelled() ? Map.of(ArrayTable.LABEL, ColumnKind.LABEL) : Map.of(),
          array.get().testRows());
    }
    List<Path> files = TableFiles.at(data.place());
    if (isParquet(files.getFirst())) {
      ParquetSource table = ParquetSource.open(files, ignored);
      return of(name, table.description(), table, files);
    }
    CsvSource table = CsvSource.open(files, reading.csv());
    checkIgnored(ignored, table.columns());
    return of(name, table.description(), table, files);
  }

  private static OpenTable of(
      String name, String description, TableSource source, List<Path> files) {
    return new OpenTable(name, description, source, files, Map.of(), OptionalInt.empty());
  }

  /// The table that arrays of two dimensions are, if these are such.
  static Optional<ArrayTable> arrays(DataSource data, Reading reading) throws IOException {
    if (!DataKind.isSingle(data)) {
      return Optional.empty();
    }
    Optional<DataKind> kind = DataKind.find(data.path());
    if (kind.equals(Optional.of(DataKind.ARRAYS))) {
      return ArrayTable.ofArrays(data.path(), reading);
    }
    return kind.equals(Optional.of(DataKind.IDX))
        ? ArrayTable.ofIdx(data.path())
        : Optional.empty();
  }

  /// What it is, where a setting has no effect on it.
  String kind() {
    return testRows.isPresent() ? "a table that has rows to test on" : "a table";
  }

  /// How its rows become data to train on, as was said and as its source says.
  ///
  /// @throws IllegalArgumentException if the two do not fit each other
  TableSettings settings(Reading reading) {
    return reading.table(kinds, testRows);
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
