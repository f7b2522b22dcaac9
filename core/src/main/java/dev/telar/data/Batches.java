package dev.telar.data;

import java.util.Iterator;
import java.util.NoSuchElementException;

/// The rows of one pass over a data set, cut into batches in a given order. The last batch holds
/// what remains and may be smaller.
public final class Batches implements Iterable<Batch> {
  private final Samples samples;
  private final int[] order;
  private final int batchSize;

  /// @param order the rows to visit, in this order; kept, not copied
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

  @Override
  public Iterator<Batch> iterator() {
    return new Iterator<>() {
      private int from;

      @Override
      public boolean hasNext() {
        return from < order.length;
      }

      @Override
      public Batch next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        var batch = new Batch(samples, order, from, Math.min(batchSize, order.length - from));
        from += batch.size();
        return batch;
      }
    };
  }
}
