package dev.telar.tables.out;

import dev.telar.tables.out.TableWriter.Column;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/// JSON lines: an object a row, with a key for each column. Numbers that are not finite are null,
/// because JSON has none.
final class JsonCells implements CellWriter {
  /// Writes one value, or more.
  @FunctionalInterface
  private interface Step {
    void run();
  }

  private static final JsonFactory JSON =
      JsonFactory.builder().rootValueSeparator((String) null).build();

  private final JsonGenerator out;
  private final List<Column> columns;

  JsonCells(OutputStream stream, List<Column> columns) throws IOException {
    this.columns = columns;
    out = JSON.createGenerator(ObjectWriteContext.empty(), stream, JsonEncoding.UTF8);
  }

  @Override
  public void number(int column, double value) throws IOException {
    boolean isFloat = columns.get(column).type() == TableWriter.Type.FLOAT;
    write(
        column,
        () -> {
          if (!Double.isFinite(isFloat ? (float) value : value)) {
            out.writeNull();
          } else {
            out.writeNumber(isFloat ? NumberText.of((float) value) : NumberText.of(value));
          }
        });
  }

  @Override
  public void whole(int column, long value) throws IOException {
    write(column, () -> out.writeNumber(value));
  }

  @Override
  public void truth(int column, boolean value) throws IOException {
    write(column, () -> out.writeBoolean(value));
  }

  @Override
  public void text(int column, String value) throws IOException {
    write(column, () -> out.writeString(value));
  }

  @Override
  public void missing(int column) throws IOException {
    write(column, out::writeNull);
  }

  private void write(int column, Step value) throws IOException {
    run(() -> {
      if (column == 0) {
        out.writeStartObject();
      }
      out.writeName(columns.get(column).name());
      value.run();
    });
  }

  @Override
  public void endRow() throws IOException {
    run(() -> {
      out.writeEndObject();
      out.writeRaw('\n');
    });
  }

  @Override
  public void finish() throws IOException {
    run(out::close);
  }

  private static void run(Step step) throws IOException {
    try {
      step.run();
    } catch (JacksonIOException e) {
      throw e.getCause();
    }
  }
}
