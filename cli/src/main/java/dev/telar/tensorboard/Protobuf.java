package dev.telar.tensorboard;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// A protocol buffer message that is written field by field.
///
/// @see <a href="https://protobuf.dev/programming-guides/encoding/">Protocol Buffers: Encoding</a>
final class Protobuf {
  private static final int VARINT = 0;
  private static final int FIXED_64 = 1;
  private static final int LENGTH_DELIMITED = 2;
  private static final int FIXED_32 = 5;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  Protobuf integer(int field, long value) {
    tag(field, VARINT);
    varint(value);
    return this;
  }

  Protobuf real(int field, double value) {
    tag(field, FIXED_64);
    out.writeBytes(littleEndian(Double.BYTES).putDouble(value).array());
    return this;
  }

  Protobuf real(int field, float value) {
    tag(field, FIXED_32);
    out.writeBytes(littleEndian(Float.BYTES).putFloat(value).array());
    return this;
  }

  Protobuf text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  Protobuf message(int field, Protobuf value) {
    return bytes(field, value.bytes());
  }

  Protobuf bytes(int field, byte[] value) {
    tag(field, LENGTH_DELIMITED);
    varint(value.length);
    out.writeBytes(value);
    return this;
  }

  /// What was written so far.
  byte[] bytes() {
    return out.toByteArray();
  }

  private void tag(int field, int wireType) {
    varint(((long) field << 3) | wireType);
  }

  // Seven bits a byte, the lowest first; the eighth says that more follow.
  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.write((int) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
