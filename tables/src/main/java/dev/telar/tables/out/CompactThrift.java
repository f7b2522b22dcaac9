package dev.telar.tables.out;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Deque;

/// Writes structures as Parquet has them. (*Thrift compact protocol encoding*, Apache Thrift.)
final class CompactThrift {
  private static final int I32 = 5;
  private static final int I64 = 6;
  private static final int BINARY = 8;
  private static final int LIST = 9;
  private static final int STRUCT = 12;

  /// The greatest difference of two fields' numbers that shares a byte with the type.
  private static final int SHORT_DELTA = 15;

  /// The greatest length of a list that shares a byte with the type, and what says that it is more.
  private static final int SHORT_LIST = 14;

  private static final int LONG_LIST = 15;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /// The last field's number, of each structure that is open around the innermost one.
  private final Deque<Integer> outer = new ArrayDeque<>();

  private int last;

  byte[] bytes() {
    return bytes.toByteArray();
  }

  /// Begins a structure that is an element of a list, or the whole.
  CompactThrift begin() {
    outer.push(last);
    last = 0;
    return this;
  }

  /// Begins a structure that is a field.
  CompactThrift begin(int field) {
    return field(field, STRUCT).begin();
  }

  CompactThrift end() {
    bytes.write(0);
    last = outer.pop();
    return this;
  }

  CompactThrift number(int field, int value) {
    return field(field, I32).signed(value);
  }

  CompactThrift number(int field, long value) {
    return field(field, I64).signed(value);
  }

  CompactThrift text(int field, String value) {
    return field(field, BINARY).text(value);
  }

  CompactThrift numbers(int field, int... values) {
    list(field, I32, values.length);
    for (int value : values) {
      signed(value);
    }
    return this;
  }

  CompactThrift texts(int field, String... values) {
    list(field, BINARY, values.length);
    for (String value : values) {
      text(value);
    }
    return this;
  }

  /// Begins a list, whose structures come next.
  CompactThrift structures(int field, int count) {
    list(field, STRUCT, count);
    return this;
  }

  private void list(int field, int type, int count) {
    field(field, LIST);
    if (count <= SHORT_LIST) {
      bytes.write((count << 4) | type);
    } else {
      bytes.write((LONG_LIST << 4) | type);
      unsigned(count);
    }
  }

  private CompactThrift field(int field, int type) {
    int delta = field - last;
    if (delta > 0 && delta <= SHORT_DELTA) {
      bytes.write((delta << 4) | type);
    } else {
      bytes.write(type);
      signed(field);
    }
    last = field;
    return this;
  }

  private CompactThrift text(String value) {
    byte[] encoded = value.getBytes(UTF_8);
    unsigned(encoded.length);
    bytes.writeBytes(encoded);
    return this;
  }

  /// 0, −1, 1, −2 … as 0, 1, 2, 3 …
  private CompactThrift signed(long value) {
    unsigned((value << 1) ^ (value >> (Long.SIZE - 1)));
    return this;
  }

  /// Seven bits a byte, the lowest first; all bytes but the last have the eighth set.
  private void unsigned(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes.write((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    bytes.write((int) rest);
  }
}
