package dev.telar.engine;

import static dev.telar.engine.Panels.WIDTH;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Up to 64 × 64 weights of a layer, whose gradient is computed and used at a time.
///
/// @param decoder which of the two layers
/// @param rowPanel the weights' rows are `64 · rowPanel + from … 64 · rowPanel + to − 1`
/// @param panel the weights' columns
/// @param from a multiple of [Products#GRAIN]
/// @param width the columns of the panel that belong to the matrix
record WeightBlock(boolean decoder, int rowPanel, int panel, int from, int to, int width) {
  /// How many tasks a thread should find, so that threads finish together.
  private static final int TASKS_PER_THREAD = 16;

  private static final int GRAINS = Math.ceilDiv(WIDTH, Products.GRAIN);

  /// The blocks of both layers, the largest first, and those that share a panel in a row.
  static List<WeightBlock> all(Panels w1, Panels w2, int threads) {
    int whole = w1.count() * w2.count() * 2;
    int parts = Math.clamp(Math.ceilDiv((long) TASKS_PER_THREAD * threads, whole), 1, GRAINS);
    int rows = Math.ceilDiv(GRAINS, parts) * Products.GRAIN;
    List<WeightBlock> blocks = new ArrayList<>();
    add(true, w2, rows, blocks);
    add(false, w1, rows, blocks);
    blocks.sort(Comparator.comparingInt(WeightBlock::size).reversed());
    return blocks;
  }

  private static void add(boolean decoder, Panels matrix, int rows, List<WeightBlock> blocks) {
    for (int panel = 0; panel < matrix.count(); panel++) {
      for (int start = 0; start < matrix.rows; start += WIDTH) {
        int end = Math.min(WIDTH, matrix.rows - start);
        for (int from = 0; from < end; from += rows) {
          int to = Math.min(end, from + rows);
          blocks.add(new WeightBlock(decoder, start / WIDTH, panel, from, to, matrix.width(panel)));
        }
      }
    }
  }

  /// Whether it is the one of its panel that takes care of the biases.
  boolean isFirstOfPanel() {
    return rowPanel == 0 && from == 0;
  }

  private int size() {
    return (to - from) * width;
  }
}
