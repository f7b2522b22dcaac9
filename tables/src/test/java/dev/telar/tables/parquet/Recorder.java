package dev.telar.tables.parquet;

import dev.telar.table.ColumnSink;
import dev.telar.table.TableSource;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Keeps a column's cells: null, String, Double, Boolean or Instant.
public final class Recorder implements ColumnSink {
  private final List<@Nullable Object> cells = new ArrayList<>();

  Recorder() {}

  /// A table's cells, one list a column.
  public static List<List<@Nullable Object>> columns(TableSource source) throws IOException {
    List<Recorder> sinks = Stream.generate(Recorder::new).limit(source.columns().size()).toList();
    source.read(sinks);
    return sinks.stream().map(sink -> sink.cells).toList();
  }

  @Override
  public void missing() {
    cells.add(null);
  }

  @Override
  public void text(char[] chars, int start, int length) {
    cells.add(new String(chars, start, length));
  }

  @Override
  public void number(double value) {
    cells.add(value);
  }

  @Override
  public void truth(boolean value) {
    cells.add(value);
  }

  @Override
  public void time(long epochMicros) {
    cells.add(Instant.EPOCH.plus(epochMicros, ChronoUnit.MICROS));
  }
}
