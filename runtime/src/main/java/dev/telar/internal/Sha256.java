package dev.telar.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A SHA-256 of what is added to it, piece after piece. For one thread at a time.
public final class Sha256 {
  private static final int CHUNK_FLOATS = 1 << 14;

  private final MessageDigest digest;
  private final ByteBuffer chunk =
      ByteBuffer.allocate(CHUNK_FLOATS * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);

  /// One to which nothing has been added.
  public Sha256() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /// Adds all bytes of an array.
  public Sha256 add(byte[] bytes) {
    return add(bytes, 0, bytes.length);
  }

  /// Adds `length` bytes of an array, beginning with the one at `from`.
  public Sha256 add(byte[] bytes, int from, int length) {
    digest.update(bytes, from, length);
    return this;
  }

  /// Adds the eight little-endian bytes of a number.
  public Sha256 add(long number) {
    return add(chunk.putLong(0, number).array(), 0, Long.BYTES);
  }

  /// Adds the little-endian bytes of float32 numbers.
  public Sha256 add(float[] values) {
    int count;
    for (int from = 0; from < values.length; from += count) {
      count = Math.min(CHUNK_FLOATS, values.length - from);
      chunk.asFloatBuffer().put(values, from, count);
      add(chunk.array(), 0, count * Float.BYTES);
    }
    return this;
  }

  /// The SHA-256 in lower-case hexadecimal. Afterwards nothing has been added.
  public String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
