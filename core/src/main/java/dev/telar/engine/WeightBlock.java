package dev.telar.engine;

import static dev.telar.engine.Panels.WIDTH;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Up to 64 × 64 weights of a layer, whose gradient is computed and used at a time.
///
/// @param decoder which of the two layers; the weights of both are (N, D)
/// @param rowPanel the weights' rows are `64 · rowPanel + from … 64 · rowPanel + to − 1`
/// @param panel the weights' columns
/// @param from a multiple of [Products#GRAIN]
/// @param width the columns of the panel that belong to the matrix
record WeightBlock(boolean decoder, int rowPanel, int panel, int from, int to, int width) {
  /// How many tasks a thread should find, so that threads finish together.
  private static final int TASKS_PER_THREAD = 16;

  private static final int GRAINS = Math.ceilDiv(WIDTH, Products.GRAIN);

  /// The blocks of both layers, the largest first.
  ///
  /// Those with the same rows follow each other: of a gradient's two factors, the one that is read
  /// across its rows stays in the cache, and the one that is read along them may come from farther.
  ///
  /// @param tied whether the layers share their weights: then there are the encoder's blocks only
  static List<WeightBlock> all(int hidden, int inputs, int threads, boolean tied) {
    boolean[] layers = tied ? new boolean[] {false} : new boolean[] {true, false};
    int whole = layers.length * Math.ceilDiv(hidden, WIDTH) * Math.ceilDiv(inputs, WIDTH);
    int parts = Math.clamp(Math.ceilDiv((long) TASKS_PER_THREAD * threads, whole), 1, GRAINS);
    int rows = Math.ceilDiv(GRAINS, parts) * Products.GRAIN;
    List<WeightBlock> blocks = new ArrayList<>();
    for (boolean decoder : layers) {
      for (int start = 0; start < hidden; start += WIDTH) {
        for (int column = 0; column < inputs; column += WIDTH) {
          int width = Math.min(WIDTH, inputs - column);
          int end = Math.min(WIDTH, hidden - start);
          for (int from = 0; from < end; from += rows) {
            int to = Math.min(end, from + rows);
            blocks.add(new WeightBlock(decoder, start / WIDTH, column / WIDTH, from, to, width));
          }
        }
      }
    }
    blocks.sort(Comparator.comparingInt(WeightBlock::size).reversed());
    return blocks;
  }

  private int size() {
    return (to - from) * width;
  }
}
