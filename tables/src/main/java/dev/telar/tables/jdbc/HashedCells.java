package dev.telar.tables.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.telar.data.FileIdentity;
import dev.telar.table.ColumnSink;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// Passes cells on, and adds them up to the identity of a table that is in no file: the SHA-256 of
/// a form of all cells, and the form's length in bytes.
///
/// The form has a byte for the kind of each cell and then its value, big-endian; a row ends with a
/// byte `\n`. The first row has the names of the columns.
///
/// | cell | bytes |
/// |---|---|
/// | missing | `-` |
/// | number | `n`, the eight bytes of the double, those of 0x7ff8000000000000 for every NaN |
/// | text | `t`, the number of bytes as four bytes, the text in UTF-8 |
/// | truth value | `b`, a byte 0 or 1 |
/// | time | `d`, eight bytes: microseconds since 1970-01-01T00:00:00Z |
///
/// For one thread at a time.
final class HashedCells implements ColumnSink {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int LARGEST_CELL = 1 + Long.BYTES;

  private final MessageDigest digest = sha256();
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
  private long flushed;
  private final List<? extends ColumnSink> sinks;
  private int next;

  /// @param sinks those of the columns: each cell of a row goes to the next one
  HashedCells(List<? extends ColumnSink> sinks) {
    this.sinks = sinks;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /// Adds a column's name.
  void name(String name) {
    addText(name);
  }

  /// Ends a row.
  void endRow() {
    next = 0;
    room().put((byte) '\n');
  }

  /// The identity of all that was added. Afterwards nothing has been added.
  FileIdentity identity(String name) {
    flush();
    var identity = new FileIdentity(name, flushed, HexFormat.of().formatHex(digest.digest()));
    flushed = 0;
    return identity;
  }

  @Override
  public void missing() {
    room().put((byte) '-');
    sinks.get(next).missing();
    next++;
  }

  @Override
  public void text(char[] chars, int start, int length) {
    addText(new String(chars, start, length));
    sinks.get(next).text(chars, start, length);
    next++;
  }

  @Override
  public void number(double value) {
    room().put((byte) 'n').putLong(Double.doubleToLongBits(value));
    sinks.get(next).number(value);
    next++;
  }

  @Override
  public void truth(boolean value) {
    room().put((byte) 'b').put((byte) (value ? 1 : 0));
    sinks.get(next).truth(value);
    next++;
  }

  @Override
  public void time(long epochMicros) {
    room().put((byte) 'd').putLong(epochMicros);
    sinks.get(next).time(epochMicros);
    next++;
  }

  private void addText(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    room().put((byte) 't').putInt(bytes.length);
    if (bytes.length <= buffer.remaining()) {
      buffer.put(bytes);
    } else {
      flush();
      digest.update(bytes);
      flushed += bytes.length;
    }
  }

  private ByteBuffer room() {
    if (buffer.remaining() < LARGEST_CELL) {
      flush();
    }
    return buffer;
  }

  private void flush() {
    digest.update(buffer.array(), 0, buffer.position());
    flushed += buffer.position();
    buffer.clear();
  }
}
