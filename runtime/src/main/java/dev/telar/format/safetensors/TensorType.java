package dev.telar.format.safetensors;

import java.nio.ByteBuffer;
import java.nio.ShortBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The types of a safetensors file's tensors. Those that float32 holds exactly are read; of the
/// others it is known how long they are, so that a file may have some that nobody needs.
enum TensorType {
  F32(32),
  F16(16),
  BF16(16),
  F64(64),
  C64(64),
  I64(64),
  U64(64),
  I32(32),
  U32(32),
  I16(16),
  U16(16),
  I8(8),
  U8(8),
  BOOL(8),
  F8_E5M2(8),
  F8_E4M3(8),
  F8_E5M2FNUZ(8),
  F8_E4M3FNUZ(8),
  F8_E8M0(8),
  F6_E2M3(6),
  F6_E3M2(6),
  F4(4);

  // A header may have a hundred thousand of them.
  private static final Map<String, TensorType> BY_NAME =
      Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Enum::name, type -> type));

  final int bits;

  TensorType(int bits) {
    this.bits = bits;
  }

  /// The type of this name, if there is one.
  static @Nullable TensorType of(String name) {
    return BY_NAME.get(name);
  }

  /// Whether float32 holds all of its values.
  boolean isRead() {
    return this == F32 || this == F16 || this == BF16;
  }

  /// Widens numbers.
  ///
  /// @param in little-endian
  /// @param out whose elements `from … from + count − 1` are overwritten
  void read(ByteBuffer in, float[] out, int from, int count) {
    if (this == F32) {
      in.asFloatBuffer().get(out, from, count);
      return;
    }
    ShortBuffer halves = in.asShortBuffer();
    for (int i = 0; i < count; i++) {
      short half = halves.get(i);
      out[from + i] = this == F16 ? ofHalf(half) : Float.intBitsToFloat(half << 16);
    }
  }

  /// The value of a number in half precision (IEEE 754 binary16), which each float holds exactly.
  static float ofHalf(short half) {
    int exponent = (half >> 10) & 0x1f;
    int fraction = half & 0x3ff;
    float magnitude;
    if (exponent == 0x1f) {
      magnitude = Float.intBitsToFloat(0x7f80_0000 | (fraction << 13));
    } else if (exponent == 0) {
      magnitude = fraction * 0x1p-24f;
    } else {
      magnitude = Float.intBitsToFloat(((exponent + 112) << 23) | (fraction << 13));
    }
    return half < 0 ? -magnitude : magnitude;
  }
}
