package dev.telar.tables.csv;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Keeps a column's cells as texts, null where there is no value.
final class Texts implements TextSink {
  private final List<@Nullable String> cells = new ArrayList<>();

  /// A table in files, of which nothing is known.
  static CsvSource open(Path... files) throws IOException {
    return CsvSource.open(List.of(files), CsvOptions.detect());
  }

  /// A table's cells, one list a column.
  static List<List<@Nullable String>> columns(CsvSource source) throws IOException {
    List<Texts> sinks = Stream.generate(Texts::new).limit(source.columns().size()).toList();
    source.read(sinks);
    return sinks.stream().map(sink -> sink.cells).toList();
  }

  /// A table's cells, one list a row.
  static List<List<@Nullable String>> rows(CsvSource source) throws IOException {
    List<List<@Nullable String>> columns = columns(source);
    List<List<@Nullable String>> rows = new ArrayList<>();
    for (int row = 0; row < columns.getFirst().size(); row++) {
      List<@Nullable String> cells = new ArrayList<>();
      for (List<@Nullable String> column : columns) {
        cells.add(column.get(row));
      }
      rows.add(cells);
    }
    return rows;
  }

  @Override
  public void missing() {
    cells.add(null);
  }

  @Override
  public void text(char[] chars, int start, int length) {
    cells.add(new String(chars, start, length));
  }
}
