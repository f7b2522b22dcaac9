package dev.telar.engine.vector;

/// Cuts the rows of a batch into ranges, large ones first and ever smaller ones to the end, so that
/// threads finish together whatever their speed (guided self-scheduling, Polychronopoulos and Kuck
/// 1987).
final class RowRanges {
  private final int threads;
  private final int longest;
  private final int[] starts;
  private int rows;
  private int count;

  /// @param longest the most rows in a range
  RowRanges(int maxRows, int threads, int longest) {
    this.threads = threads;
    this.longest = roundUp(longest);
    this.starts = new int[Math.ceilDiv(maxRows, Products.GRAIN) + 1];
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
      start += Math.min(longest, roundUp((rows - start) / (2 * threads) + 1));
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
