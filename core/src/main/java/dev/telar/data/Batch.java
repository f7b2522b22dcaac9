package dev.telar.data;

import java.util.Objects;

/// Some rows of a data set, named by index: a view, nothing is copied.
///
/// Row `i` of the batch is row `order[from + i]` of the samples. A plain class and not a record
/// because the order is an array that many batches share.
///
/// Immutable, and safe for use by many threads, as long as the order is left alone.
public final class Batch {
  private final Samples samples;
  private final int[] order;
  private final int from;
  private final int size;

  /// @param order indices of rows of the samples; kept, not copied
  /// @param from where in the order the batch begins
  /// @param size B, the number of its rows, at least 1
  /// @throws IllegalArgumentException if there is no row in it
  /// @throws IndexOutOfBoundsException if the range does not lie within the order
  public Batch(Samples samples, int[] order, int from, int size) {
    if (size < 1) {
      throw new IllegalArgumentException("a batch must have at least 1 row, got " + size);
    }
    Objects.checkFromIndexSize(from, size, order.length);
    this.samples = samples;
    this.order = order;
    this.from = from;
    this.size = size;
  }

  /// The samples that the rows are taken from.
  public Samples samples() {
    return samples;
  }

  /// The number of rows in this batch.
  public int size() {
    return size;
  }

  /// The index within the samples of the batch's row `i`, from 0.
  public int row(int i) {
    return order[from + i];
  }

  /// Writes the batch's row `i` to `out[0 … width − 1]`.
  ///
  /// @param out (width) or longer; modified
  public void read(int i, float[] out) {
    samples.read(row(i), out);
  }

  /// Writes what each value of the batch's row `i` counts for to `out[0 … width − 1]`; see
  /// [Samples#readLossWeights].
  ///
  /// @param out (width) or longer; modified
  public void readLossWeights(int i, float[] out) {
    samples.readLossWeights(row(i), out);
  }

  /// What the batch's row `i` counts for; see [Samples#rowWeight].
  public float rowWeight(int i) {
    return samples.rowWeight(row(i));
  }
}
