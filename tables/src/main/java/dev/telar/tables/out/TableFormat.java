package dev.telar.tables.out;

import dev.telar.internal.PendingFile;
import dev.telar.tables.out.TableWriter.Column;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/// The formats of tables, by the endings of files' names.
enum TableFormat {
  CSV(".csv"),
  CSV_GZ(".csv.gz"),
  TSV(".tsv"),
  TSV_GZ(".tsv.gz"),
  PARQUET(".parquet"),
  NPY(".npy"),
  JSONL(".jsonl"),
  NDJSON(".ndjson");

  private static final int BUFFER_BYTES = 1 << 16;

  private final String ending;

  TableFormat(String ending) {
    this.ending = ending;
  }

  static Optional<TableFormat> find(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(format -> name.endsWith(format.ending)).findFirst();
  }

  /// @throws IllegalArgumentException if a file's name has none of the endings
  static TableFormat of(Path file) {
    return find(file)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "%s: a table is written in the format that the file's name ends in, which is one of %s"
                    .formatted(file, endings())));
  }

  static String endings() {
    return Arrays.stream(values()).map(format -> format.ending).collect(Collectors.joining(", "));
  }

  /// @throws IllegalArgumentException if there are columns that the format does not have
  void check(Path file, List<Column> columns) {
    for (Column column : columns) {
      if (this == NPY && column.type() == TableWriter.Type.TEXT) {
        throw new IllegalArgumentException(
            "%s: an array of numbers has no place for the texts of the column %s; write .csv or .parquet"
                .formatted(file, column.name()));
      }
    }
  }

  CellWriter open(PendingFile file, List<Column> columns) throws IOException {
    return switch (this) {
      case CSV -> new CsvCells(buffered(file), columns, ',');
      case CSV_GZ -> new CsvCells(compressed(file), columns, ',');
      case TSV -> new CsvCells(buffered(file), columns, '\t');
      case TSV_GZ -> new CsvCells(compressed(file), columns, '\t');
      case PARQUET -> new ParquetCells(buffered(file), columns);
      case NPY -> new NpyCells(file, columns);
      case JSONL, NDJSON -> new JsonCells(buffered(file), columns);
    };
  }

  private static OutputStream buffered(PendingFile file) {
    return new BufferedOutputStream(new UnclosedStream(file.stream()), BUFFER_BYTES);
  }

  private static OutputStream compressed(PendingFile file) throws IOException {
    return new GZIPOutputStream(new UnclosedStream(file.stream()), BUFFER_BYTES);
  }
}
