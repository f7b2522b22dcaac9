package dev.telar.content;

/// How much compressed data may expand to, so that a small file does not fill the memory.
public final class Expansion {
  /// How many times its size a file may expand to: pictures rarely reach ten, zeros a thousand.
  public static final int LARGEST = 64;

  /// How much more any file may expand to.
  private static final long FREE_BYTES = 16L << 20;

  private Expansion() {}

  /// The most bytes that so many compressed ones may expand to.
  public static long limit(long compressed) {
    return FREE_BYTES + LARGEST * compressed;
  }
}
