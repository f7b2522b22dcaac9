package dev.telar.onnx;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.telar.format.FormatException;
import java.util.Arrays;

/// Reads the fields of a protobuf message one after the other. No length is believed that leads out
/// of the message.
///
/// ```java
/// while (message.next()) {
///   switch (message.field()) { … }
/// }
/// ```
///
/// @see <a href="https://protobuf.dev/programming-guides/encoding/">Protocol Buffers, Encoding</a>
final class ProtoReader {
  private static final int MOST_BITS = 64;
  private static final int BITS = 7;

  private final String source;
  private final byte[] content;
  private final int end;
  private int at;

  private int field;
  private int type;
  private int from;
  private int to;
  private long number;

  ProtoReader(String source, byte[] content) {
    this(source, content, 0, content.length);
  }

  private ProtoReader(String source, byte[] content, int from, int to) {
    this.source = source;
    this.content = content;
    this.at = from;
    this.end = to;
  }

  /// Goes to the next field.
  ///
  /// @return whether there is one
  /// @throws FormatException if it is not whole, or none that protobuf knows
  boolean next() throws FormatException {
    if (at == end) {
      return false;
    }
    int start = at;
    long tag = varint();
    field = (int) Math.min(tag >>> ProtoWriter.TYPE_BITS, Integer.MAX_VALUE);
    type = (int) (tag & ((1 << ProtoWriter.TYPE_BITS) - 1));
    if (field == 0) {
      throw problem(start, "has a field without a number: this is no ONNX file");
    }
    switch (type) {
      case ProtoWriter.VARINT -> number = varint();
      case ProtoWriter.FIXED64 -> skip(Long.BYTES);
      case ProtoWriter.FIXED32 -> skip(Integer.BYTES);
      case ProtoWriter.LENGTH -> skip(varint());
      default ->
          throw problem(start, "has a field of the type %d: this is no ONNX file".formatted(type));
    }
    return true;
  }

  private void skip(long length) throws FormatException {
    if (length < 0 || length > end - at) {
      throw problem(
          at,
          "a field promises %s bytes, %d are left"
              .formatted(Long.toUnsignedString(length), end - at));
    }
    from = at;
    to = at + (int) length;
    at = to;
  }

  private long varint() throws FormatException {
    int start = at;
    long value = 0;
    for (int shift = 0; shift < MOST_BITS && at < end; shift += BITS) {
      byte next = content[at++];
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw problem(start, "has a number that does not end");
  }

  /// The number of the field.
  int field() {
    return field;
  }

  /// Where its bytes begin.
  int from() {
    return from;
  }

  /// Where they end.
  int to() {
    return to;
  }

  /// Its value, an integer.
  long integer() throws FormatException {
    expect(ProtoWriter.VARINT);
    return number;
  }

  /// Its value, a text.
  String text() throws FormatException {
    expect(ProtoWriter.LENGTH);
    return new String(content, from, to - from, UTF_8);
  }

  /// Its value, a message.
  ProtoReader message() throws FormatException {
    expect(ProtoWriter.LENGTH);
    return new ProtoReader(source, content, from, to);
  }

  /// Its value, one of a list of integers, or several of them together.
  ///
  /// @param most there may be
  long[] integers(int most) throws FormatException {
    if (type == ProtoWriter.VARINT) {
      return new long[] {number};
    }
    ProtoReader packed = message();
    long[] values = new long[Math.min(most, packed.end - packed.at)];
    int count = 0;
    while (packed.at < packed.end) {
      if (count == values.length) {
        throw problem(packed.at, "has more than %d dimensions".formatted(most));
      }
      values[count++] = packed.varint();
    }
    return Arrays.copyOf(values, count);
  }

  private void expect(int wanted) throws FormatException {
    if (type != wanted) {
      throw problem(
          at, "the field %d is of the type %d, must be %d".formatted(field, type, wanted));
    }
  }

  /// What is wrong, and where.
  FormatException problem(int offset, String problem) {
    return new FormatException(source, offset, problem);
  }
}
