package dev.telar.engine.vector;

/// Where the floats of an array lie that begins on a cache line.
///
/// A vector of 512 bits that lies across two cache lines takes two reads of the second-level cache
/// instead of one. HotSpot begins objects at multiples of 8 bytes unless it is told to use 64.
public final class CacheLines {
  /// The option with which the vector engine's arrays begin on cache lines.
  public static final String OPTION = "-XX:ObjectAlignmentInBytes=64";

  private static final int LINE = 64;

  private CacheLines() {}

  /// Whether this JVM was started so that arrays begin on cache lines.
  public static boolean areAligned() {
    return VmFlags.value("ObjectAlignmentInBytes")
        .filter(bytes -> Integer.parseInt(bytes) % LINE == 0)
        .isPresent();
  }

  /// The first float of an array that lies on a cache line; 0 where no float is known to.
  static int firstFloat() {
    return areAligned() ? (LINE - headerBytes()) / Float.BYTES : 0;
  }

  /// What HotSpot has before the elements of an array of floats: a header, a pointer to the class,
  /// the length.
  private static int headerBytes() {
    if (VmFlags.is("UseCompactObjectHeaders", "true")) {
      return 12;
    }
    return VmFlags.is("UseCompressedClassPointers", "false") ? 20 : 16;
  }
}
