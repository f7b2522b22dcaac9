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

  /// Rows of the result in the tiles of each kind.
  private static final int TALL = 12;

  private static final int MIDDLE = 6;
  private static final int LOW = 4;

  /// Vectors in each row of a tall tile, whose results alone fill most registers.
  private static final int TALL_VECTORS = TILE_VECTORS == 4 ? 2 : 1;

  /// The longest chain that is computed at once: so many rows of a panel of B take half of a
  /// second-level cache of one megabyte.
  private static final int LONGEST_CHAIN = 2048;

  /// How much of a longer chain is computed at once.
  private static final int BLOCK_LENGTH = 128;

  /// Floats in a cache line.
  private static final int LINE = 16;

  /// The floats of a matrix that a second-level cache does not hold beside all else.
  private static final int LARGE = 200_000;

  private final Tiling tiling;

  // Hardly ever written: it keeps C2 from leaving out what is read ahead.
  @SuppressWarnings("UnusedVariable")
  private float read;

  Products(Tiling tiling) {
    this.tiling = tiling;
  }

  /// Rows `from … to − 1` of one panel of `C = A·B`.
  ///
  /// @param a (I, K); not modified
  /// @param b (K, J); not modified
  /// @param c (I, J); the panel's rows are overwritten
  void multiply(Panels a, int from, int to, Panels b, int panel, Panels c) {
    int length = b.rows;
    int vectors = Math.ceilDiv(c.width(panel), LANES);
    boolean tall = tiling.rows() == TALL && length % 2 == 0 && length <= LONGEST_CHAIN;
    int talls = tall ? from + (to - from) / TALL * TALL : from;
    multiplyTalls(a, from, talls, b, panel, c);
    int middles = length > LONGEST_CHAIN ? from : endOfMiddles(talls, to);
    for (int i = talls; i < middles; i += MIDDLE) {
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
    if (middles < to) {
      Arrays.fill(c.values, c.start(panel, middles), c.start(panel, to), 0);
    }
    for (int k = 0; k < length; k += BLOCK_LENGTH) {
      for (int i = middles; i < to; i += LOW) {
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

  /// The rows of [#multiply] that tall tiles cover. Meanwhile the next panel of a matrix that the
  /// second-level cache does not hold is read ahead, by the last tiles.
  private void multiplyTalls(Panels a, int from, int to, Panels b, int panel, Panels c) {
    int length = b.rows;
    int vectors = Math.ceilDiv(c.width(panel), LANES);
    int tile = -(to - from) / TALL * Math.ceilDiv(vectors, TALL_VECTORS);
    boolean readsAhead = b.values.length > LARGE && panel + 1 < b.count();
    // An iteration is two links, which are eight lines.
    int lines = length / 2 * LINE;
    float sum = 0;
    for (int i = from; i < to; i += TALL) {
      for (int v = 0; v < vectors; v += TALL_VECTORS) {
        int part = Math.ceilDiv(b.panelSize(), lines) + tile++;
        sum +=
            RowTiles.multiplyTwelve(
                Math.min(TALL_VECTORS, vectors - v),
                a.values,
                a.start(0, i),
                a.panelSize(),
                b.values,
                b.start(panel, 0) + v * LANES,
                c.values,
                c.start(panel, i) + v * LANES,
                length,
                b.values,
                readsAhead && part >= 0 ? b.start(panel + 1, 0) + part * lines : b.start(panel, 0));
      }
    }
    pretendToKeep(sum);
  }

  /// A block of `C = Aᵀ·B`: columns `from … to − 1` of a panel of A against a panel of B. Each
  /// block of links reads the next one's rows of B ahead.
  ///
  /// @param a (K or more, I); not modified
  /// @param from a column within the panel
  /// @param b (K or more, J); not modified
  /// @param length K
  /// @param c (64, 64); the rows `from … to − 1` are overwritten
  void multiplyTransposed(
      Panels a, int aPanel, int from, int to, Panels b, int bPanel, int length, Panels c) {
    int vectors = Math.ceilDiv(b.width(bPanel), LANES);
    int talls = tiling.gradientRows() == TALL ? from + (to - from) / TALL * TALL : from;
    int middles = endOfMiddles(talls, to);
    int block = block(length);
    float sum = 0;
    Arrays.fill(c.values, c.start(0, from), c.start(0, to), 0);
    for (int k = 0; k < length; k += block) {
      int links = Math.min(block, length - k);
      int aStart = a.start(aPanel, k);
      int bStart = b.start(bPanel, k);
      int next = bStart + block * WIDTH;
      for (int i = from; i < talls; i += TALL) {
        for (int v = 0; v < vectors; v++) {
          sum +=
              ColumnTiles.addTwelve(
                  1,
                  a.values,
                  aStart + i,
                  b.values,
                  bStart + v * LANES,
                  c.values,
                  c.start(0, i) + v * LANES,
                  links,
                  b.values,
                  ahead(next, links, b, bStart));
          next += links * LINE;
        }
      }
      for (int i = talls; i < middles; i += MIDDLE) {
        for (int v = 0; v < vectors; v += tileVectors(vectors - v)) {
          sum +=
              ColumnTiles.addSix(
                  tileVectors(vectors - v),
                  a.values,
                  aStart + i,
                  b.values,
                  bStart + v * LANES,
                  c.values,
                  c.start(0, i) + v * LANES,
                  links,
                  b.values,
                  ahead(next, links, b, bStart));
          next += links * LINE;
        }
      }
      for (int i = middles; i < to; i += LOW) {
        for (int v = 0; v < vectors; v += tileVectors(vectors - v)) {
          ColumnTiles.addFour(
              tileVectors(vectors - v),
              a.values,
              aStart + i,
              b.values,
              bStart + v * LANES,
              c.values,
              c.start(0, i) + v * LANES,
              links);
        }
      }
    }
    pretendToKeep(sum);
  }

  /// Where a tile reads ahead: rows of the next block until these are read, then what is near
  /// anyway.
  private static int ahead(int next, int links, Panels b, int bStart) {
    boolean needed = next < bStart + 2 * links * WIDTH && next + links * LINE <= b.values.length;
    return needed ? next : bStart;
  }

  private void pretendToKeep(float sum) {
    if (sum == Float.MIN_VALUE) {
      read = sum;
    }
  }

  private int block(int length) {
    if (tiling.links() > 0) {
      return tiling.links();
    }
    return length > LONGEST_CHAIN ? BLOCK_LENGTH : length;
  }

  /// Where the tiles of six rows end and those of four begin.
  private static int endOfMiddles(int from, int to) {
    // Five rows are one tile of six and not two of four.
    int tiles = (to - from + MIDDLE - LOW - 1) / MIDDLE;
    return Math.min(to, from + tiles * MIDDLE);
  }

  private static int tileVectors(int left) {
    return left >= TILE_VECTORS ? TILE_VECTORS : left >= 2 ? 2 : 1;
  }
}
