package dev.telar.engine.vector;

import static dev.telar.engine.vector.Panels.WIDTH;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Up to 64 × 64 weights of a layer, whose gradient is computed and used at a time.
///
/// @param layer the number of the layer, through the encoder and on through the decoder; the rows
///   of its weights are the code's side
/// @param rowPanel the weights' rows are `64 · rowPanel + from … 64 · rowPanel + to − 1`
/// @param panel the weights' columns
/// @param from a multiple of [Products#GRAIN]
/// @param width the columns of the panel that belong to the matrix
record WeightBlock(int layer, int rowPanel, int panel, int from, int to, int width) {
  /// How many tasks a thread should find, so that threads finish together.
  private static final int TASKS_PER_THREAD = 16;

  /// Panels of rows whose blocks come together.
  private static final int GROUP = 4;

  private static final int GRAINS = Math.ceilDiv(WIDTH, Products.GRAIN);

  /// The rows and columns of a layer's weights.
  record Shape(int layer, int rows, int columns) {
    private int blocks() {
      return Math.ceilDiv(rows, WIDTH) * Math.ceilDiv(columns, WIDTH);
    }
  }

  /// The blocks of all layers, the largest first. Those of a panel of columns in a few panels of
  /// rows are consecutive, so that a panel of the second factor is read from afar less often, and
  /// the few of the first factor stay in the cache.
  ///
  /// @param shapes of the layers whose weights are updated, in the order of their blocks
  static List<WeightBlock> all(List<Shape> shapes, int threads) {
    int whole = shapes.stream().mapToInt(Shape::blocks).sum();
    int parts = Math.clamp(Math.ceilDiv((long) TASKS_PER_THREAD * threads, whole), 1, GRAINS);
    int rows = Math.ceilDiv(GRAINS, parts) * Products.GRAIN;
    List<WeightBlock> blocks = new ArrayList<>();
    List<Integer> layers = shapes.stream().map(Shape::layer).toList();
    for (Shape shape : shapes) {
      for (int start = 0; start < shape.rows; start += WIDTH) {
        for (int column = 0; column < shape.columns; column += WIDTH) {
          int width = Math.min(WIDTH, shape.columns - column);
          int end = Math.min(WIDTH, shape.rows - start);
          for (int from = 0; from < end; from += rows) {
            int to = Math.min(end, from + rows);
            blocks.add(
                new WeightBlock(shape.layer, start / WIDTH, column / WIDTH, from, to, width));
          }
        }
      }
    }
    blocks.sort(
        Comparator.comparingInt((WeightBlock block) -> -block.size())
            .thenComparingInt(block -> layers.indexOf(block.layer))
            .thenComparingInt(block -> block.rowPanel / GROUP)
            .thenComparingInt(block -> block.panel));
    return blocks;
  }

  private int size() {
    return (to - from) * width;
  }
}
