package dev.telar.engine.vector;

import dev.telar.engine.base.VirtualLanes;
import java.util.Arrays;

/// The squared error of each row of a batch.
final class RowErrors {
  final float[] lanes; // (B, 16)
  private final double[] sums; // (B)

  RowErrors(int rows) {
    this.lanes = new float[Math.multiplyExact(rows, VirtualLanes.COUNT)];
    this.sums = new double[rows];
  }

  void clear(int from, int to) {
    Arrays.fill(lanes, from * VirtualLanes.COUNT, to * VirtualLanes.COUNT, 0);
  }

  /// Adds up the lanes of the rows.
  void sum(int from, int to) {
    for (int i = from; i < to; i++) {
      sums[i] = VirtualLanes.sum(lanes, i * VirtualLanes.COUNT);
    }
  }

  /// Over the first rows, in their order.
  double total(int rows) {
    double total = 0;
    for (int i = 0; i < rows; i++) {
      total += sums[i];
    }
    return total;
  }

  void copy(int rows, double[] out) {
    System.arraycopy(sums, 0, out, 0, rows);
  }
}
