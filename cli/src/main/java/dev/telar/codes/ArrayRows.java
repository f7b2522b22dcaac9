package dev.telar.codes;

import dev.telar.tables.out.ArrayWriter;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Rows as a NumPy array of float32, without their names.
final class ArrayRows implements RowWriter {
  private final ArrayWriter out;
  private final int width;

  /// @param shape of a row
  ArrayRows(Path file, int... shape) throws IOException {
    int count = 1;
    for (int size : shape) {
      count *= size;
    }
    width = count;
    out = ArrayWriter.create(file, ArrayWriter.Type.FLOAT32, shape);
  }

  @Override
  public void write(@Nullable String[] names, float[] values, int at) throws IOException {
    for (int i = 0; i < width; i++) {
      out.number(values[at + i]);
    }
  }

  @Override
  public void commit() throws IOException {
    out.commit();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
