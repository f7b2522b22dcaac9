package dev.telar.codes;

import dev.telar.tables.out.ArrayWriter;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Codes as a NumPy array of bytes, with their scale beside it.
final class ByteRows implements RowWriter {
  private final Path file;
  private final CodeScale scale;
  private final ArrayWriter out;

  ByteRows(Path file, CodeScale scale) throws IOException {
    this.file = file;
    this.scale = scale;
    out = ArrayWriter.create(file, ArrayWriter.Type.UINT8, scale.least().size());
  }

  @Override
  public void write(@Nullable String[] names, float[] values, int at) throws IOException {
    for (int i = 0; i < scale.least().size(); i++) {
      out.number(scale.step(i, values[at + i]));
    }
  }

  /// The scale comes first: without it the bytes would be taken for codes.
  @Override
  public void commit() throws IOException {
    scale.write(file);
    out.commit();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
