package dev.telar.tables.out;

import dev.telar.content.ArrayHeader;
import dev.telar.internal.PendingFile;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;

/// Writes an array as `numpy.save` does, number after number, without knowing how many rows there
/// will be: the header has room for their number, which is written last. (Format:
/// `numpy.lib.format`, NEP 1, version 1.0; C order, little-endian.)
///
/// The file appears whole when it is committed; closed before that it leaves nothing. For one
/// thread at a time.
public final class ArrayWriter implements Closeable {
  /// What the numbers are.
  public enum Type {
    /// A float of four bytes.
    FLOAT32("<f4", Float.BYTES),
    /// A double of eight bytes.
    FLOAT64("<f8", Double.BYTES),
    /// A whole number of 0 … 255 in a byte.
    UINT8("|u1", Byte.BYTES);

    private final String code;
    private final int bytes;

    Type(String code, int bytes) {
      this.code = code;
      this.bytes = bytes;
    }
  }

  private static final int BUFFER_BYTES = 1 << 16;

  private final PendingFile file;
  private final boolean ownsFile;
  private final OutputStream out;
  private final Type type;
  private final int[] rowShape;
  private final long width;
  private final ByteBuffer buffer =
      ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private long count;

  private ArrayWriter(PendingFile file, boolean ownsFile, Type type, int[] rowShape)
      throws IOException {
    this.file = file;
    this.ownsFile = ownsFile;
    this.type = type;
    this.rowShape = rowShape;
    out = file.stream();
    width = Arrays.stream(rowShape).asLongStream().reduce(1, Math::multiplyExact);
    out.write(header(0));
  }

  /// Begins a file.
  ///
  /// @param rowShape the sizes behind the number of rows, each at least 1; none for an array of one
  ///   dimension
  /// @throws IOException if it cannot be written
  /// @throws IllegalArgumentException if a size is less than 1
  public static ArrayWriter create(Path path, Type type, int... rowShape) throws IOException {
    int[] shape = rowShape.clone();
    if (Arrays.stream(shape).anyMatch(size -> size < 1)) {
      throw new IllegalArgumentException(
          "the sizes of a row must be at least 1, got " + Arrays.toString(shape));
    }
    PendingFile file = PendingFile.create(path);
    try {
      return new ArrayWriter(file, true, type, shape);
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

  /// Writes to a file that somebody else commits and closes.
  static ArrayWriter to(PendingFile file, Type type, int width) throws IOException {
    return new ArrayWriter(file, false, type, new int[] {width});
  }

  private byte[] header(long rows) {
    return ArrayHeader.of(type.code, rows, rowShape);
  }

  /// Writes the next number.
  ///
  /// @param value is rounded to the array's type
  public void number(double value) throws IOException {
    if (buffer.remaining() < type.bytes) {
      flush();
    }
    switch (type) {
      case FLOAT32 -> buffer.putFloat((float) value);
      case FLOAT64 -> buffer.putDouble(value);
      case UINT8 -> buffer.put((byte) Math.clamp(Math.round(value), 0, 255));
    }
    count++;
  }

  private void flush() throws IOException {
    try {
      out.write(buffer.array(), 0, buffer.position());
    } catch (IOException e) {
      throw file.naming(e);
    }
    buffer.clear();
  }

  /// Has the file appear.
  ///
  /// @throws IllegalStateException within a row
  public void commit() throws IOException {
    finish();
    if (ownsFile) {
      file.commit();
    }
  }

  /// Writes what is still in memory, and the number of rows.
  private void finish() throws IOException {
    if (count % width != 0) {
      throw new IllegalStateException(
          "rows of %d numbers are not %d numbers".formatted(width, count));
    }
    flush();
    try {
      file.overwrite(0, header(count / width));
    } catch (IOException e) {
      throw file.naming(e);
    }
  }

  @Override
  public void close() throws IOException {
    if (ownsFile) {
      file.close();
    }
  }
}
