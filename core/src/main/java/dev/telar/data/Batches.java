package dev.telar.data;

import java.util.Iterator;
import java.util.Objects;
import java.util.stream.IntStream;

/// The rows of one pass over a data set, cut into batches in a given order. The last batch holds
/// what remains and may be smaller.
///
/// Immutable, and safe for use by many threads, as long as the order is left alone.
public final class Batches implements Iterable<Batch> {
  private final Samples samples;
  private final int[] order;
  private final int batchSize;

  /// @param order the rows to visit, in this order; kept, not copied
  /// @param batchSize rows in each batch but the last, at least 1
  /// @throws IllegalArgumentException if the batch size is less
  public Batches(Samples samples, int[] order, int batchSize) {
    if (batchSize < 1) {
      throw new IllegalArgumentException("batch size must be at least 1, got " + batchSize);
    }
    this.samples = samples;
    this.order = order;
    this.batchSize = batchSize;
  }

  /// The number of batches.
  public int count() {
    return Math.ceilDiv(order.length, batchSize);
  }

  /// The batch with this number, from 0.
  ///
  /// @throws IndexOutOfBoundsException if there is none
  public Batch get(int index) {
    int from = Objects.checkIndex(index, count()) * batchSize;
    return new Batch(samples, order, from, Math.min(batchSize, order.length - from));
  }

  @Override
  public Iterator<Batch> iterator() {
    return IntStream.range(0, count()).mapToObj(this::get).iterator();
  }
}
