package dev.telar.data;

import java.util.Objects;

/// Rows of unsigned bytes, read as `byte / 255`: images keep a quarter of the memory of floats.
///
/// Immutable, and safe for use by many threads, as long as the array given to the constructor is
/// left alone; it is not copied.
public final class ByteSamples implements Samples {
  private final byte[] bytes;
  private final int rows;
  private final int width;

  /// Wraps `rows × width` bytes, row after row. The array is kept, not copied.
  ///
  /// @throws IllegalArgumentException if the array's length is not `rows · width`, or there is
  ///   nothing in it
  public ByteSamples(byte[] bytes, int rows, int width) {
    SampleSize.check(rows, width, bytes.length);
    this.bytes = bytes;
    this.rows = rows;
    this.width = width;
  }

  /// A copy of some rows.
  ByteSamples only(int[] chosen) {
    byte[] some = new byte[Math.multiplyExact(chosen.length, width)];
    for (int i = 0; i < chosen.length; i++) {
      int start = Objects.checkIndex(chosen[i], rows) * width;
      System.arraycopy(bytes, start, some, i * width, width);
    }
    return new ByteSamples(some, chosen.length, width);
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public void read(int row, float[] out) {
    int start = Objects.checkIndex(row, rows) * width;
    for (int i = 0; i < width; i++) {
      out[i] = (bytes[start + i] & 0xff) / 255f;
    }
  }

  /// The unsigned byte at (row, column), 0 … 255.
  ///
  /// @throws IndexOutOfBoundsException if there is no such row or column
  public int at(int row, int column) {
    return bytes[Objects.checkIndex(row, rows) * width + Objects.checkIndex(column, width)] & 0xff;
  }

  /// The wrapped array, row after row: not a copy, to be left unchanged.
  public byte[] bytes() {
    return bytes;
  }
}
