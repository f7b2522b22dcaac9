package dev.telar.onnx;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// A protobuf message that is being made: fields, each a number and a value. A message knows its
/// length before it is written, so that weights are written from where they are.
///
/// @see <a href="https://protobuf.dev/programming-guides/encoding/">Protocol Buffers, Encoding</a>
final class ProtoWriter {
  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int LENGTH = 2;
  static final int FIXED32 = 5;
  static final int TYPE_BITS = 3;

  private static final int CHUNK = 1 << 14;

  /// Bytes of the message.
  private interface Part {
    long size();

    void writeTo(OutputStream out) throws IOException;
  }

  private static Part bytes(byte[] bytes) {
    return new Part() {
      @Override
      public long size() {
        return bytes.length;
      }

      @Override
      public void writeTo(OutputStream out) throws IOException {
        out.write(bytes);
      }
    };
  }

  /// Little-endian floats.
  private static Part floats(float[] values) {
    return new Part() {
      @Override
      public long size() {
        return (long) values.length * Float.BYTES;
      }

      @Override
      public void writeTo(OutputStream out) throws IOException {
        byte[] chunk = new byte[CHUNK * Float.BYTES];
        ByteBuffer buffer = ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN);
        for (int from = 0; from < values.length; from += CHUNK) {
          int count = Math.min(CHUNK, values.length - from);
          buffer.asFloatBuffer().put(values, from, count);
          out.write(chunk, 0, count * Float.BYTES);
        }
      }
    };
  }

  private record Message(ProtoWriter writer) implements Part {
    @Override
    public long size() {
      return writer.size();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      writer.writeTo(out);
    }
  }

  private final List<Part> parts = new ArrayList<>();
  private long size;

  /// The message's length in bytes.
  long size() {
    return size;
  }

  /// Writes the message to a stream, which stays open.
  void writeTo(OutputStream out) throws IOException {
    for (Part part : parts) {
      part.writeTo(out);
    }
  }

  /// An integer, a boolean or an enum.
  ProtoWriter add(int field, long value) {
    var out = new ByteArrayOutputStream();
    varint(((long) field << TYPE_BITS) | VARINT, out);
    varint(value, out);
    return add(bytes(out.toByteArray()));
  }

  /// A float.
  ProtoWriter add(int field, float value) {
    var out = new ByteArrayOutputStream();
    varint(((long) field << TYPE_BITS) | FIXED32, out);
    out.writeBytes(
        ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN).putFloat(value).array());
    return add(bytes(out.toByteArray()));
  }

  /// A text, in UTF-8.
  ProtoWriter add(int field, String text) {
    return add(field, text.getBytes(UTF_8));
  }

  /// Bytes.
  ProtoWriter add(int field, byte[] bytes) {
    return addLong(field, bytes(bytes));
  }

  /// Floats as their little-endian bytes; the array is kept, not copied.
  ProtoWriter add(int field, float[] values) {
    return addLong(field, floats(values));
  }

  /// A message within this one, to which nothing is added from now on.
  ProtoWriter add(int field, ProtoWriter message) {
    return addLong(field, new Message(message));
  }

  /// All fields of another message, to which nothing is added from now on.
  ProtoWriter append(ProtoWriter fields) {
    return add(new Message(fields));
  }

  private ProtoWriter addLong(int field, Part part) {
    var out = new ByteArrayOutputStream();
    varint(((long) field << TYPE_BITS) | LENGTH, out);
    varint(part.size(), out);
    return add(bytes(out.toByteArray())).add(part);
  }

  private ProtoWriter add(Part part) {
    parts.add(part);
    size += part.size();
    return this;
  }

  /// Seven bits a byte, the lowest first; all but the last have the eighth bit.
  private static void varint(long value, ByteArrayOutputStream out) {
    long left = value;
    while ((left & ~0x7fL) != 0) {
      out.write((int) ((left & 0x7f) | 0x80));
      left >>>= 7;
    }
    out.write((int) left);
  }
}
