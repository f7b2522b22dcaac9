package dev.telar.engine.vector;

import dev.telar.model.Activation.TopK;

/// [TopK] on rows that lie in panels.
final class RowSelection {
  private RowSelection() {}

  /// Keeps the largest values of the rows `from … to − 1`.
  ///
  /// @param row (N); overwritten
  /// @param a (B, N); modified
  /// @param derivative (B, N); overwritten with 1 for what is kept and not 0, else 0
  static void keepLargest(TopK topK, int from, int to, float[] row, Panels a, Panels derivative) {
    for (int i = from; i < to; i++) {
      a.getRow(i, row);
      topK.apply(row);
      a.setRow(i, row, 0);
      for (int j = 0; j < row.length; j++) {
        row[j] = row[j] != 0 ? 1 : 0;
      }
      derivative.setRow(i, row, 0);
    }
  }
}
