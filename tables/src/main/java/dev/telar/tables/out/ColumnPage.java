package dev.telar.tables.out;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.BitSet;

/// The cells of a column that a page of Parquet will hold: which of them are there, and the values
/// of those in plain encoding. (*Encodings*, Apache Parquet.)
final class ColumnPage {
  private static final int FIRST_BYTES = 1 << 10;

  private final BitSet present = new BitSet();
  private final BitSet truths = new BitSet();
  private ByteBuffer values = ByteBuffer.allocate(FIRST_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private int truthCount;
  private int rows;

  void addMissing() {
    rows++;
  }

  void add(float value) {
    present.set(rows++);
    room(Float.BYTES).putFloat(value);
  }

  void add(double value) {
    present.set(rows++);
    room(Double.BYTES).putDouble(value);
  }

  void add(long value) {
    present.set(rows++);
    room(Long.BYTES).putLong(value);
  }

  void add(boolean value) {
    present.set(rows++);
    truths.set(truthCount++, value);
  }

  void add(String value) {
    present.set(rows++);
    byte[] bytes = value.getBytes(UTF_8);
    room(Math.addExact(Integer.BYTES, bytes.length)).putInt(bytes.length).put(bytes);
  }

  private ByteBuffer room(int bytes) {
    if (values.remaining() < bytes) {
      int needed = Math.addExact(values.position(), bytes);
      int grown = Math.max(needed, (int) Math.min(2L * values.capacity(), Integer.MAX_VALUE - 8));
      byte[] copy = Arrays.copyOf(values.array(), grown);
      values = ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN).position(values.position());
    }
    return values;
  }

  /// About how many bytes the values take.
  int size() {
    return values.position() + truthCount / Byte.SIZE;
  }

  int rows() {
    return rows;
  }

  /// Empties the page into its bytes, neither compressed nor with a header.
  byte[] take() {
    byte[] levels = levels();
    byte[] packed = packed(truths, truthCount);
    byte[] page =
        ByteBuffer.allocate(Integer.BYTES + levels.length + values.position() + packed.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(levels.length)
            .put(levels)
            .put(values.array(), 0, values.position())
            .put(packed)
            .array();
    present.clear();
    truths.clear();
    values.clear();
    truthCount = 0;
    rows = 0;
    return page;
  }

  /// A level of one bit for each row, in the hybrid of runs and packed bits: 1 where there is a
  /// value.
  private byte[] levels() {
    int there = present.cardinality();
    ByteBuffer levels = ByteBuffer.allocate(Integer.BYTES + 1 + (rows + 7) / Byte.SIZE);
    if (there == 0 || there == rows) {
      header(levels, rows << 1).put((byte) (there == 0 ? 0 : 1));
    } else {
      byte[] packed = packed(present, rows);
      header(levels, (packed.length << 1) | 1).put(packed);
    }
    return Arrays.copyOf(levels.array(), levels.position());
  }

  private static ByteBuffer header(ByteBuffer out, int value) {
    int rest = value;
    while ((rest & ~0x7f) != 0) {
      out.put((byte) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    return out.put((byte) rest);
  }

  /// The lowest bit first, filled up with zeros to whole bytes.
  private static byte[] packed(BitSet bits, int count) {
    return Arrays.copyOf(bits.toByteArray(), (count + 7) / Byte.SIZE);
  }
}
