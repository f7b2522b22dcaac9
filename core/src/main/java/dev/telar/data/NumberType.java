package dev.telar.data;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The types of numbers that are read from NumPy's files. As text they have NumPy's names, such as
/// `uint8`.
public enum NumberType {
  /// 0 or 1, in a byte.
  BOOL("b1"),
  /// 0 … 255.
  UINT8("u1"),
  /// Unsigned, in two bytes.
  UINT16("u2"),
  /// Unsigned, in four bytes.
  UINT32("u4"),
  /// Unsigned, in eight bytes.
  UINT64("u8"),
  /// −128 … 127.
  INT8("i1"),
  /// Signed, in two bytes.
  INT16("i2"),
  /// Signed, in four bytes.
  INT32("i4"),
  /// Signed, in eight bytes.
  INT64("i8"),
  /// Half precision (IEEE 754 binary16).
  FLOAT16("f2"),
  /// Single precision (binary32).
  FLOAT32("f4"),
  /// Double precision (binary64).
  FLOAT64("f8");

  private static final Map<String, NumberType> BY_CODE =
      Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(type -> type.code, t -> t));

  private final String code;
  private final int bytes;

  /// @param code NumPy's: the kind and the number of bytes
  NumberType(String code) {
    this.code = code;
    this.bytes = code.charAt(1) - '0';
  }

  /// The type of this code without a byte order, such as `f4`, if there is one.
  static @Nullable NumberType of(String code) {
    return BY_CODE.get(code);
  }

  /// The number of bytes that a number takes in a file.
  public int bytes() {
    return bytes;
  }

  /// Whether the numbers are kept as the unsigned bytes that they are: [#BOOL] and [#UINT8].
  public boolean isByte() {
    return this == BOOL || this == UINT8;
  }

  /// Converts numbers, each of which is rounded once.
  ///
  /// @param in from its position on, in its byte order
  /// @param out whose elements `from … from + count − 1` are overwritten
  void read(ByteBuffer in, float[] out, int from, int count) {
    if (this == FLOAT32) {
      in.asFloatBuffer().get(out, from, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      out[from + i] = number(in, in.position() + i * bytes);
    }
  }

  private float number(ByteBuffer in, int at) {
    return switch (this) {
      case BOOL, UINT8 -> in.get(at) & 0xff;
      case UINT16 -> in.getShort(at) & 0xffff;
      case UINT32 -> in.getInt(at) & 0xffff_ffffL;
      case UINT64 -> unsigned(in.getLong(at));
      case INT8 -> in.get(at);
      case INT16 -> in.getShort(at);
      case INT32 -> in.getInt(at);
      case INT64 -> in.getLong(at);
      case FLOAT16 -> Float.float16ToFloat(in.getShort(at));
      case FLOAT32 -> in.getFloat(at);
      case FLOAT64 -> (float) in.getDouble(at);
    };
  }

  /// One number as a double, which the whole ones of eight bytes are rounded to.
  ///
  /// @param in in its byte order
  /// @param at its first byte
  double read(ByteBuffer in, int at) {
    return switch (this) {
      case UINT64 -> {
        long number = in.getLong(at);
        yield number >= 0 ? number : 2.0 * ((number >>> 1) | (number & 1));
      }
      case INT32 -> in.getInt(at);
      case UINT32 -> in.getInt(at) & 0xffff_ffffL;
      case INT64 -> in.getLong(at);
      case FLOAT64 -> in.getDouble(at);
      case BOOL, UINT8, UINT16, INT8, INT16, FLOAT16, FLOAT32 -> number(in, at);
    };
  }

  private static float unsigned(long number) {
    // Halved for the sign; the last bit stays, because it may decide the rounding.
    return number >= 0 ? number : 2f * ((number >>> 1) | (number & 1));
  }

  /// NumPy's name, such as `uint8`.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
