package dev.telar.tables.out;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategy;
import dev.telar.tables.out.TableWriter.Column;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// CSV and its relatives (RFC 4180), with the columns' names in the first line. An empty text is
/// quoted, so that it is not a missing cell; so is the missing cell of a table of one column, whose
/// line would be empty and skipped by who reads it.
final class CsvCells implements CellWriter {
  /// What is quoted beside what must be.
  private record Quotes(boolean quotesMissing) implements QuoteStrategy {
    @Override
    public boolean quoteNull(int line, int field) {
      return quotesMissing;
    }

    @Override
    public boolean quoteEmpty(int line, int field) {
      return true;
    }
  }

  private final CsvWriter out;
  private final boolean[] areFloats;
  private final @Nullable String[] row;

  CsvCells(OutputStream out, List<Column> columns, char delimiter) throws IOException {
    this.out =
        CsvWriter.builder()
            .fieldSeparator(delimiter)
            .lineDelimiter(LineDelimiter.LF)
            .quoteStrategy(new Quotes(columns.size() == 1))
            .build(out, UTF_8);
    areFloats = new boolean[columns.size()];
    row = new @Nullable String[columns.size()];
    for (int i = 0; i < row.length; i++) {
      areFloats[i] = columns.get(i).type() == TableWriter.Type.FLOAT;
      row[i] = columns.get(i).name();
    }
    endRow();
  }

  @Override
  public void number(int column, double value) {
    row[column] = areFloats[column] ? NumberText.of((float) value) : NumberText.of(value);
  }

  @Override
  public void whole(int column, long value) {
    row[column] = Long.toString(value);
  }

  @Override
  public void truth(int column, boolean value) {
    row[column] = Boolean.toString(value);
  }

  @Override
  public void text(int column, String value) {
    row[column] = value;
  }

  @Override
  public void missing(int column) {
    row[column] = null;
  }

  @Override
  public void endRow() throws IOException {
    try {
      // FastCSV takes null for a missing cell, and is not annotated.
      out.writeRecord(Arrays.asList(row));
    } catch (UncheckedIOException e) {
      throw cause(e);
    }
  }

  private static IOException cause(UncheckedIOException failure) {
    IOException cause = failure.getCause();
    return cause == null ? new IOException(failure) : cause;
  }

  /// Closes the stream, because that ends a compressed one.
  @Override
  public void finish() throws IOException {
    out.close();
  }
}
