package dev.telar.tables.out;

import dev.telar.internal.PendingFile;
import dev.telar.tables.out.TableWriter.Column;
import java.io.IOException;
import java.util.List;

/// An array of numbers, (rows, columns). A missing cell is NaN, a truth value 0 or 1.
final class NpyCells implements CellWriter {
  private final ArrayWriter array;

  NpyCells(PendingFile file, List<Column> columns) throws IOException {
    boolean areFloats =
        columns.stream().allMatch(column -> column.type() == TableWriter.Type.FLOAT);
    array =
        ArrayWriter.to(
            file, areFloats ? ArrayWriter.Type.FLOAT32 : ArrayWriter.Type.FLOAT64, columns.size());
  }

  @Override
  public void number(int column, double value) throws IOException {
    array.number(value);
  }

  @Override
  public void whole(int column, long value) throws IOException {
    array.number((double) value);
  }

  @Override
  public void truth(int column, boolean value) throws IOException {
    array.number(value ? 1 : 0);
  }

  @Override
  public void text(int column, String value) {
    throw new IllegalStateException("an array has no texts");
  }

  @Override
  public void missing(int column) throws IOException {
    array.number(Double.NaN);
  }

  @Override
  public void endRow() {}

  @Override
  public void finish() throws IOException {
    array.commit();
  }
}
