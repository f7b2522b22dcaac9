package dev.telar.tables.out;

import dev.telar.internal.PendingFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Checks that each row has a cell of the right type for each column, and tells failures of the
/// file that is written.
final class CheckedWriter implements TableWriter {
  /// Writes one cell, or more.
  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }

  private final @Nullable PendingFile file;
  private final List<Column> columns;
  private final CellWriter cells;
  private int next;

  private CheckedWriter(@Nullable PendingFile file, List<Column> columns, CellWriter cells) {
    this.file = file;
    this.columns = columns;
    this.cells = cells;
  }

  static CheckedWriter create(Path path, List<Column> columns) throws IOException {
    TableFormat format = TableFormat.of(path);
    List<Column> kept = checked(columns);
    format.check(path, kept);
    PendingFile file = PendingFile.create(path);
    try {
      return new CheckedWriter(file, kept, format.open(file, kept));
    } catch (Throwable e) {
      try {
        file.close();
      } catch (IOException suppressed) {
        e.addSuppressed(suppressed);
      }
      if (e instanceof IOException failure) {
        throw file.naming(failure);
      }
      throw e;
    }
  }

  static CheckedWriter csv(OutputStream out, List<Column> columns) throws IOException {
    List<Column> kept = checked(columns);
    return new CheckedWriter(null, kept, new CsvCells(new UnclosedStream(out), kept, ','));
  }

  private static List<Column> checked(List<Column> columns) {
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("a table needs at least one column");
    }
    Set<String> names = new HashSet<>();
    for (Column column : columns) {
      if (!names.add(column.name())) {
        throw new IllegalArgumentException(
            "two columns of the table to write have the name " + column.name());
      }
    }
    return List.copyOf(columns);
  }

  @Override
  public void number(double value) throws IOException {
    Type type = columns.get(place()).type();
    require(type == Type.NUMBER || type == Type.FLOAT, "a number");
    run(() -> cells.number(next, value));
    next++;
  }

  @Override
  public void whole(long value) throws IOException {
    require(columns.get(place()).type() == Type.WHOLE, "a whole number");
    run(() -> cells.whole(next, value));
    next++;
  }

  @Override
  public void truth(boolean value) throws IOException {
    require(columns.get(place()).type() == Type.TRUTH, "a truth value");
    run(() -> cells.truth(next, value));
    next++;
  }

  @Override
  public void text(String value) throws IOException {
    require(columns.get(place()).type() == Type.TEXT, "a text");
    run(() -> cells.text(next, value));
    next++;
  }

  @Override
  public void missing() throws IOException {
    int column = place();
    run(() -> cells.missing(column));
    next++;
  }

  private int place() {
    if (next == columns.size()) {
      throw new IllegalStateException("a row has %d cells, got one more".formatted(next));
    }
    return next;
  }

  private void require(boolean isRight, String given) {
    if (!isRight) {
      Column column = columns.get(next);
      throw new IllegalStateException(
          "%s was given for the column %s, which is %s"
              .formatted(given, column.name(), column.type()));
    }
  }

  @Override
  public void endRow() throws IOException {
    if (next < columns.size()) {
      throw new IllegalStateException("a row has %d cells, got %d".formatted(columns.size(), next));
    }
    run(cells::endRow);
    next = 0;
  }

  @Override
  public void commit() throws IOException {
    if (next > 0) {
      throw new IllegalStateException("a row is not at its end");
    }
    run(cells::finish);
    if (file != null) {
      file.commit();
    }
  }

  private void run(Step step) throws IOException {
    try {
      step.run();
    } catch (IOException e) {
      throw file == null ? e : file.naming(e);
    }
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}
