package dev.telar.tables.parquet;

import dev.telar.content.Expansion;

/// How large a page, and a table, may be for the bytes that bear it out. Runs of one value take no
/// bytes, so that a small file could promise any number of them.
final class PageLimits {
  /// The most bytes of a page's header; statistics in it have two values.
  static final int HEADER_BYTES = 1 << 20;

  private static final long PAGE_BYTES = 256 << 20;
  private static final long PAGE_VALUES = 64 << 20;
  private static final long FREE_ROWS = 4 << 20;
  private static final long FREE_VALUES = 64 << 20;

  private PageLimits() {}

  /// The most bytes that a page may expand to.
  static long pageBytes(long compressed) {
    return Math.min(Expansion.limit(compressed), PAGE_BYTES);
  }

  /// The most values that a page of so many bytes may have.
  static long pageValues(long bytes) {
    return Math.min(FREE_ROWS + Expansion.LARGEST * bytes, PAGE_VALUES);
  }

  /// The most bytes that texts may have which share their beginnings.
  static long textBytes(long bytes) {
    return Expansion.limit(bytes);
  }

  /// The most rows that a file may have.
  static long rows(long bytes) {
    return FREE_ROWS + Expansion.LARGEST * bytes;
  }

  /// The most values that a column's chunk in a file may have: more than rows if they are lists.
  static long values(long bytes) {
    return FREE_VALUES + Expansion.LARGEST * bytes;
  }
}
