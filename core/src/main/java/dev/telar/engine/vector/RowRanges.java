package dev.telar.engine.vector;

/// Cuts the rows of a batch into ranges, large ones first and ever smaller ones to the end, so that
/// threads finish together whatever their speed (guided self-scheduling, Polychronopoulos and Kuck
/// 1987).
final class RowRanges {
  /// Rows that a thread takes at a time where the weights are larger than the second-level cache,
  /// and are read from farther for every range. Smaller ones leave it to the [Tiling].
  private static final int LARGE_ROWS = 96;

  /// The same where the weights do not fit any cache, and are read from memory.
  private static final int WIDE_ROWS = 192;

  private static final long LARGE_WEIGHTS = 1 << 20;
  private static final long WIDE_WEIGHTS = 1 << 23;

  private final int share;
  private final int longest;
  private final int[] starts;
  private int rows;
  private int count;

  /// @param share a range has at most this part, one of so many, of the rows that are left
  /// @param longest the most rows in a range
  RowRanges(int maxRows, int share, int longest) {
    this.share = share;
    this.longest = roundUp(longest);
    this.starts = new int[Math.ceilDiv(maxRows, Products.GRAIN) + 1];
  }

  /// Those of an engine.
  ///
  /// @param weights of the network
  static RowRanges of(long weights, int maxRows, int threads, Tiling tiling) {
    if (weights <= LARGE_WEIGHTS) {
      return new RowRanges(maxRows, 2 * threads, tiling.range());
    }
    return new RowRanges(maxRows, threads, weights <= WIDE_WEIGHTS ? LARGE_ROWS : WIDE_ROWS);
  }

  /// Cuts `0 … rows − 1`; every start is a multiple of [Products#GRAIN].
  void cut(int rows) {
    if (rows == this.rows) {
      return;
    }
    this.rows = rows;
    count = 0;
    int start = 0;
    while (start < rows) {
      starts[count++] = start;
      start += Math.min(longest, roundUp((rows - start) / share + 1));
    }
    starts[count] = rows;
  }

  int count() {
    return count;
  }

  int from(int range) {
    return starts[range];
  }

  int to(int range) {
    return starts[range + 1];
  }

  /// The smallest multiple of [Products#GRAIN] that reaches `rows`.
  static int roundUp(int rows) {
    return Math.ceilDiv(rows, Products.GRAIN) * Products.GRAIN;
  }
}
