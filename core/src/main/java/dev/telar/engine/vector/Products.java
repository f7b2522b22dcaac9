package dev.telar.engine.vector;

import static dev.telar.engine.vector.Panels.WIDTH;
import static dev.telar.engine.vector.Vectors.LANES;
import static dev.telar.engine.vector.Vectors.TILE_VECTORS;

import java.util.Arrays;

/// Matrix products `A·B` and `Aᵀ·B`, cut into register tiles.
///
/// Each element of a result is a chain: K fused multiply-adds in the accumulation order of the bit
/// contract, k ascending.
///
/// Whole tiles are written: the rows of the result up to the next multiple of [#GRAIN] may be
/// overwritten, and its columns up to the next multiple of a vector's length. So whoever cuts rows
/// into ranges cuts at multiples of the grain.
final class Products {
  /// A multiple of the rows of every tile.
  static final int GRAIN = 12;

  /// Rows of the result in a tile.
  private static final int TILE_ROWS = 6;

  /// Rows in the tiles of what remains, and of chains that are longer than a block.
  private static final int LOW_TILE_ROWS = 4;

  /// The longest chain that is computed at once: so many rows of a panel of B take half of a
  /// second-level cache of one megabyte.
  private static final int LONGEST_CHAIN = 2048;

  /// How much of a longer chain is computed at once.
  private static final int BLOCK_LENGTH = 128;

  private Products() {}

  /// Rows `from … to − 1` of one panel of `C = A·B`.
  ///
  /// @param a (I, K); not modified
  /// @param b (K, J); not modified
  /// @param c (I, J); the panel's rows are overwritten
  static void multiply(Panels a, int from, int to, Panels b, int panel, Panels c) {
    int length = b.rows;
    int vectors = Math.ceilDiv(c.width(panel), LANES);
    int sixes = endOfSixes(from, to, length);
    for (int i = from; i < sixes; i += TILE_ROWS) {
      for (int v = 0; v < vectors; v += tileVectors(vectors - v)) {
        RowTiles.multiplySix(
            tileVectors(vectors - v),
            a.values,
            a.start(0, i),
            a.panelSize(),
            b.values,
            b.start(panel, 0) + v * LANES,
            c.values,
            c.start(panel, i) + v * LANES,
            length);
      }
    }
    if (sixes < to) {
      Arrays.fill(c.values, c.start(panel, sixes), c.start(panel, to), 0);
    }
    for (int k = 0; k < length; k += BLOCK_LENGTH) {
      for (int i = sixes; i < to; i += LOW_TILE_ROWS) {
        for (int v = 0; v < vectors; v += tileVectors(vectors - v)) {
          RowTiles.addFour(
              tileVectors(vectors - v),
              a.values,
              a.start(k / WIDTH, i),
              a.panelSize(),
              b.values,
              b.start(panel, k) + v * LANES,
              c.values,
              c.start(panel, i) + v * LANES,
              Math.min(BLOCK_LENGTH, length - k));
        }
      }
    }
  }

  /// A block of `C = Aᵀ·B`: columns `from … to − 1` of a panel of A against a panel of B.
  ///
  /// @param a (K or more, I); not modified
  /// @param from a column within the panel
  /// @param b (K or more, J); not modified
  /// @param length K
  /// @param c (64, 64); the rows `from … to − 1` are overwritten
  static void multiplyTransposed(
      Panels a, int aPanel, int from, int to, Panels b, int bPanel, int length, float[] c) {
    int vectors = Math.ceilDiv(b.width(bPanel), LANES);
    int sixes = endOfSixes(from, to, length);
    for (int i = from; i < sixes; i += TILE_ROWS) {
      for (int v = 0; v < vectors; v += tileVectors(vectors - v)) {
        ColumnTiles.multiplySix(
            tileVectors(vectors - v),
            a.values,
            a.start(aPanel, 0) + i,
            b.values,
            b.start(bPanel, 0) + v * LANES,
            c,
            i * WIDTH + v * LANES,
            length);
      }
    }
    if (sixes < to) {
      Arrays.fill(c, sixes * WIDTH, to * WIDTH, 0);
    }
    for (int k = 0; k < length; k += BLOCK_LENGTH) {
      for (int i = sixes; i < to; i += LOW_TILE_ROWS) {
        for (int v = 0; v < vectors; v += tileVectors(vectors - v)) {
          ColumnTiles.addFour(
              tileVectors(vectors - v),
              a.values,
              a.start(aPanel, k) + i,
              b.values,
              b.start(bPanel, k) + v * LANES,
              c,
              i * WIDTH + v * LANES,
              Math.min(BLOCK_LENGTH, length - k));
        }
      }
    }
  }

  /// Where the tiles of six rows end and those of four begin.
  private static int endOfSixes(int from, int to, int length) {
    if (length > LONGEST_CHAIN) {
      return from;
    }
    // Five rows are one tile of six and not two of four.
    int tiles = (to - from + TILE_ROWS - LOW_TILE_ROWS - 1) / TILE_ROWS;
    return Math.min(to, from + tiles * TILE_ROWS);
  }

  private static int tileVectors(int left) {
    return left >= TILE_VECTORS ? TILE_VECTORS : left >= 2 ? 2 : 1;
  }
}
