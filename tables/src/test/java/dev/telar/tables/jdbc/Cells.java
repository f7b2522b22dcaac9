package dev.telar.tables.jdbc;

import dev.telar.data.FileIdentity;
import dev.telar.table.ColumnSink;
import dev.telar.table.TableSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Keeps the cells of a column as texts that say what they are: `number 1.5`, `text abc`, `truth
/// true`, `time 0`, `missing`.
final class Cells implements ColumnSink {
  private final List<String> all = new ArrayList<>();

  /// The columns of a table.
  static List<List<String>> columns(TableSource table) throws IOException {
    List<Cells> sinks = sinks(table);
    var _ = table.read(sinks);
    return sinks.stream().map(sink -> sink.all).toList();
  }

  /// The identity of a table.
  static FileIdentity identity(TableSource table) throws IOException {
    return table.read(sinks(table)).getFirst();
  }

  private static List<Cells> sinks(TableSource table) {
    return Stream.generate(Cells::new).limit(table.columns().size()).toList();
  }

  @Override
  public void missing() {
    all.add("missing");
  }

  @Override
  public void text(char[] chars, int start, int length) {
    all.add("text " + new String(chars, start, length));
  }

  @Override
  public void number(double value) {
    all.add("number " + value);
  }

  @Override
  public void truth(boolean value) {
    all.add("truth " + value);
  }

  @Override
  public void time(long epochMicros) {
    all.add("time " + epochMicros);
  }
}
