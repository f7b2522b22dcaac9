package dev.telar.table;

import java.util.Arrays;
import java.util.Map;

/// Which level of a category a cell with a number has. Looked up for each row that is read, so
/// nothing is allocated; and scattered by a product (Fibonacci hashing), because the lower bits of
/// small whole numbers are all 0. Immutable.
final class NumberLevels {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L; // 2⁶⁴ / φ, odd

  private final long[] cells; // MISSING where there is none
  private final int[] levels;
  private final int shift;

  /// @param levels of cells, none of which is missing; not modified
  NumberLevels(Map<Long, Integer> levels) {
    // At most half full, so that a cell without a level is soon known.
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(2 * levels.size() + 1);
    this.shift = Long.SIZE - bits;
    this.cells = new long[1 << bits];
    this.levels = new int[1 << bits];
    Arrays.fill(cells, Cell.MISSING);
    levels.forEach((cell, level) -> {
      int place = place(cell);
      cells[place] = cell;
      this.levels[place] = level;
    });
  }

  /// Where a cell stands, or would.
  private int place(long cell) {
    int place = (int) ((cell * GOLDEN) >>> shift);
    while (cells[place] != cell && cells[place] != Cell.MISSING) {
      place = (place + 1) & (cells.length - 1);
    }
    return place;
  }

  /// The level of a cell.
  ///
  /// @param cell not a missing one
  /// @param unknown what a cell without a level has
  double of(long cell, double unknown) {
    int place = place(cell);
    return cells[place] == cell ? levels[place] : unknown;
  }
}
