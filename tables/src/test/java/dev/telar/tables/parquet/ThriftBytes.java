package dev.telar.tables.parquet;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Writes a struct in Thrift's compact protocol, whatever it promises.
final class ThriftBytes {
  static final int TRUE = 1;
  static final int FALSE = 2;
  static final int INT = 5;
  static final int LONG = 6;
  static final int BINARY = 8;
  static final int LIST = 9;
  static final int STRUCT = 12;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  ThriftBytes integer(int field, int value) {
    header(field, INT);
    return varint(zigzag(value));
  }

  ThriftBytes integer(int field, long value) {
    header(field, LONG);
    return varint(zigzag(value));
  }

  ThriftBytes truth(int field, boolean value) {
    return header(field, value ? TRUE : FALSE);
  }

  ThriftBytes text(int field, String value) {
    header(field, BINARY);
    return element(value);
  }

  ThriftBytes struct(int field, ThriftBytes value) {
    header(field, STRUCT);
    out.writeBytes(value.bytes());
    return this;
  }

  ThriftBytes structs(int field, ThriftBytes... values) {
    list(field, STRUCT, values.length);
    for (ThriftBytes value : values) {
      out.writeBytes(value.bytes());
    }
    return this;
  }

  ThriftBytes texts(int field, String... values) {
    list(field, BINARY, values.length);
    for (String value : values) {
      element(value);
    }
    return this;
  }

  /// Begins a list; its elements are up to the caller.
  ThriftBytes list(int field, int type, int size) {
    header(field, LIST);
    out.write(0xf0 | type);
    return varint(size & 0xffff_ffffL);
  }

  ThriftBytes header(int field, int type) {
    out.write(type);
    varint(zigzag(field));
    return this;
  }

  ThriftBytes varint(long value) {
    long rest = value;
    for (; (rest & ~0x7fL) != 0; rest >>>= 7) {
      out.write((int) ((rest & 0x7f) | 0x80));
    }
    out.write((int) rest);
    return this;
  }

  private ThriftBytes element(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    varint(bytes.length);
    out.writeBytes(bytes);
    return this;
  }

  private static long zigzag(long value) {
    return (value << 1) ^ (value >> 63);
  }

  /// What was written, without the end of a struct.
  byte[] truncated() {
    return out.toByteArray();
  }

  byte[] bytes() {
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(out.toByteArray());
    bytes.write(0);
    return bytes.toByteArray();
  }
}
