package dev.telar.engine.vector;

import static dev.telar.engine.vector.Panels.WIDTH;
import static dev.telar.engine.vector.Vectors.LANES;
import static dev.telar.engine.vector.Vectors.SPECIES;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;

/// Register tiles of `C = Aᵀ·B`: `C[i][j] = Σ A[k][i]·B[k][j]`.
///
/// The twin of [RowTiles] for the gradients of weights, where k is the row of the batch.
final class ColumnTiles {
  private ColumnTiles() {}

  /// Writes six rows of C.
  ///
  /// @param vectors 4, 2 or 1
  static void multiplySix(
      int vectors,
      float[] a,
      int aStart,
      float[] b,
      int bStart,
      float[] c,
      int cStart,
      int length) {
    switch (vectors) {
      case 4 -> tile6x4(a, aStart, b, bStart, c, cStart, length);
      case 2 -> tile6x2(a, aStart, b, bStart, c, cStart, length);
      default -> tile6x1(a, aStart, b, bStart, c, cStart, length);
    }
  }

  /// Continues the chains of four rows of C.
  ///
  /// @param vectors 4, 2 or 1
  static void addFour(
      int vectors,
      float[] a,
      int aStart,
      float[] b,
      int bStart,
      float[] c,
      int cStart,
      int length) {
    switch (vectors) {
      case 4 -> tile4x4(a, aStart, b, bStart, c, cStart, length);
      case 2 -> tile4x2(a, aStart, b, bStart, c, cStart, length);
      default -> tile4x1(a, aStart, b, bStart, c, cStart, length);
    }
  }

  private static void tile6x4(
      float[] a, int aStart, float[] b, int bStart, float[] c, int cStart, int length) {
    FloatVector zero = broadcast(SPECIES, 0);
    FloatVector c00 = zero;
    FloatVector c01 = zero;
    FloatVector c02 = zero;
    FloatVector c03 = zero;
    FloatVector c10 = zero;
    FloatVector c11 = zero;
    FloatVector c12 = zero;
    FloatVector c13 = zero;
    FloatVector c20 = zero;
    FloatVector c21 = zero;
    FloatVector c22 = zero;
    FloatVector c23 = zero;
    FloatVector c30 = zero;
    FloatVector c31 = zero;
    FloatVector c32 = zero;
    FloatVector c33 = zero;
    FloatVector c40 = zero;
    FloatVector c41 = zero;
    FloatVector c42 = zero;
    FloatVector c43 = zero;
    FloatVector c50 = zero;
    FloatVector c51 = zero;
    FloatVector c52 = zero;
    FloatVector c53 = zero;
    for (int k = 0; k < length; k++) {
      int aRow = aStart + k * WIDTH;
      int bRow = bStart + k * WIDTH;
      FloatVector b0 = fromArray(SPECIES, b, bRow);
      FloatVector b1 = fromArray(SPECIES, b, bRow + 1 * LANES);
      FloatVector b2 = fromArray(SPECIES, b, bRow + 2 * LANES);
      FloatVector b3 = fromArray(SPECIES, b, bRow + 3 * LANES);
      FloatVector a0 = broadcast(SPECIES, a[aRow]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      c02 = a0.fma(b2, c02);
      c03 = a0.fma(b3, c03);
      FloatVector a1 = broadcast(SPECIES, a[aRow + 1]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      c12 = a1.fma(b2, c12);
      c13 = a1.fma(b3, c13);
      FloatVector a2 = broadcast(SPECIES, a[aRow + 2]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      c22 = a2.fma(b2, c22);
      c23 = a2.fma(b3, c23);
      FloatVector a3 = broadcast(SPECIES, a[aRow + 3]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
      c32 = a3.fma(b2, c32);
      c33 = a3.fma(b3, c33);
      FloatVector a4 = broadcast(SPECIES, a[aRow + 4]);
      c40 = a4.fma(b0, c40);
      c41 = a4.fma(b1, c41);
      c42 = a4.fma(b2, c42);
      c43 = a4.fma(b3, c43);
      FloatVector a5 = broadcast(SPECIES, a[aRow + 5]);
      c50 = a5.fma(b0, c50);
      c51 = a5.fma(b1, c51);
      c52 = a5.fma(b2, c52);
      c53 = a5.fma(b3, c53);
    }
    c00.intoArray(c, cStart);
    c01.intoArray(c, cStart + 1 * LANES);
    c02.intoArray(c, cStart + 2 * LANES);
    c03.intoArray(c, cStart + 3 * LANES);
    c10.intoArray(c, cStart + 1 * WIDTH);
    c11.intoArray(c, cStart + 1 * WIDTH + 1 * LANES);
    c12.intoArray(c, cStart + 1 * WIDTH + 2 * LANES);
    c13.intoArray(c, cStart + 1 * WIDTH + 3 * LANES);
    c20.intoArray(c, cStart + 2 * WIDTH);
    c21.intoArray(c, cStart + 2 * WIDTH + 1 * LANES);
    c22.intoArray(c, cStart + 2 * WIDTH + 2 * LANES);
    c23.intoArray(c, cStart + 2 * WIDTH + 3 * LANES);
    c30.intoArray(c, cStart + 3 * WIDTH);
    c31.intoArray(c, cStart + 3 * WIDTH + 1 * LANES);
    c32.intoArray(c, cStart + 3 * WIDTH + 2 * LANES);
    c33.intoArray(c, cStart + 3 * WIDTH + 3 * LANES);
    c40.intoArray(c, cStart + 4 * WIDTH);
    c41.intoArray(c, cStart + 4 * WIDTH + 1 * LANES);
    c42.intoArray(c, cStart + 4 * WIDTH + 2 * LANES);
    c43.intoArray(c, cStart + 4 * WIDTH + 3 * LANES);
    c50.intoArray(c, cStart + 5 * WIDTH);
    c51.intoArray(c, cStart + 5 * WIDTH + 1 * LANES);
    c52.intoArray(c, cStart + 5 * WIDTH + 2 * LANES);
    c53.intoArray(c, cStart + 5 * WIDTH + 3 * LANES);
  }

  private static void tile6x2(
      float[] a, int aStart, float[] b, int bStart, float[] c, int cStart, int length) {
    FloatVector zero = broadcast(SPECIES, 0);
    FloatVector c00 = zero;
    FloatVector c01 = zero;
    FloatVector c10 = zero;
    FloatVector c11 = zero;
    FloatVector c20 = zero;
    FloatVector c21 = zero;
    FloatVector c30 = zero;
    FloatVector c31 = zero;
    FloatVector c40 = zero;
    FloatVector c41 = zero;
    FloatVector c50 = zero;
    FloatVector c51 = zero;
    for (int k = 0; k < length; k++) {
      int aRow = aStart + k * WIDTH;
      int bRow = bStart + k * WIDTH;
      FloatVector b0 = fromArray(SPECIES, b, bRow);
      FloatVector b1 = fromArray(SPECIES, b, bRow + 1 * LANES);
      FloatVector a0 = broadcast(SPECIES, a[aRow]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      FloatVector a1 = broadcast(SPECIES, a[aRow + 1]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      FloatVector a2 = broadcast(SPECIES, a[aRow + 2]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      FloatVector a3 = broadcast(SPECIES, a[aRow + 3]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
      FloatVector a4 = broadcast(SPECIES, a[aRow + 4]);
      c40 = a4.fma(b0, c40);
      c41 = a4.fma(b1, c41);
      FloatVector a5 = broadcast(SPECIES, a[aRow + 5]);
      c50 = a5.fma(b0, c50);
      c51 = a5.fma(b1, c51);
    }
    c00.intoArray(c, cStart);
    c01.intoArray(c, cStart + 1 * LANES);
    c10.intoArray(c, cStart + 1 * WIDTH);
    c11.intoArray(c, cStart + 1 * WIDTH + 1 * LANES);
    c20.intoArray(c, cStart + 2 * WIDTH);
    c21.intoArray(c, cStart + 2 * WIDTH + 1 * LANES);
    c30.intoArray(c, cStart + 3 * WIDTH);
    c31.intoArray(c, cStart + 3 * WIDTH + 1 * LANES);
    c40.intoArray(c, cStart + 4 * WIDTH);
    c41.intoArray(c, cStart + 4 * WIDTH + 1 * LANES);
    c50.intoArray(c, cStart + 5 * WIDTH);
    c51.intoArray(c, cStart + 5 * WIDTH + 1 * LANES);
  }

  private static void tile6x1(
      float[] a, int aStart, float[] b, int bStart, float[] c, int cStart, int length) {
    FloatVector zero = broadcast(SPECIES, 0);
    FloatVector c00 = zero;
    FloatVector c10 = zero;
    FloatVector c20 = zero;
    FloatVector c30 = zero;
    FloatVector c40 = zero;
    FloatVector c50 = zero;
    for (int k = 0; k < length; k++) {
      int aRow = aStart + k * WIDTH;
      int bRow = bStart + k * WIDTH;
      FloatVector b0 = fromArray(SPECIES, b, bRow);
      FloatVector a0 = broadcast(SPECIES, a[aRow]);
      c00 = a0.fma(b0, c00);
      FloatVector a1 = broadcast(SPECIES, a[aRow + 1]);
      c10 = a1.fma(b0, c10);
      FloatVector a2 = broadcast(SPECIES, a[aRow + 2]);
      c20 = a2.fma(b0, c20);
      FloatVector a3 = broadcast(SPECIES, a[aRow + 3]);
      c30 = a3.fma(b0, c30);
      FloatVector a4 = broadcast(SPECIES, a[aRow + 4]);
      c40 = a4.fma(b0, c40);
      FloatVector a5 = broadcast(SPECIES, a[aRow + 5]);
      c50 = a5.fma(b0, c50);
    }
    c00.intoArray(c, cStart);
    c10.intoArray(c, cStart + 1 * WIDTH);
    c20.intoArray(c, cStart + 2 * WIDTH);
    c30.intoArray(c, cStart + 3 * WIDTH);
    c40.intoArray(c, cStart + 4 * WIDTH);
    c50.intoArray(c, cStart + 5 * WIDTH);
  }

  private static void tile4x4(
      float[] a, int aStart, float[] b, int bStart, float[] c, int cStart, int length) {
    FloatVector c00 = fromArray(SPECIES, c, cStart);
    FloatVector c01 = fromArray(SPECIES, c, cStart + 1 * LANES);
    FloatVector c02 = fromArray(SPECIES, c, cStart + 2 * LANES);
    FloatVector c03 = fromArray(SPECIES, c, cStart + 3 * LANES);
    FloatVector c10 = fromArray(SPECIES, c, cStart + 1 * WIDTH);
    FloatVector c11 = fromArray(SPECIES, c, cStart + 1 * WIDTH + 1 * LANES);
    FloatVector c12 = fromArray(SPECIES, c, cStart + 1 * WIDTH + 2 * LANES);
    FloatVector c13 = fromArray(SPECIES, c, cStart + 1 * WIDTH + 3 * LANES);
    FloatVector c20 = fromArray(SPECIES, c, cStart + 2 * WIDTH);
    FloatVector c21 = fromArray(SPECIES, c, cStart + 2 * WIDTH + 1 * LANES);
    FloatVector c22 = fromArray(SPECIES, c, cStart + 2 * WIDTH + 2 * LANES);
    FloatVector c23 = fromArray(SPECIES, c, cStart + 2 * WIDTH + 3 * LANES);
    FloatVector c30 = fromArray(SPECIES, c, cStart + 3 * WIDTH);
    FloatVector c31 = fromArray(SPECIES, c, cStart + 3 * WIDTH + 1 * LANES);
    FloatVector c32 = fromArray(SPECIES, c, cStart + 3 * WIDTH + 2 * LANES);
    FloatVector c33 = fromArray(SPECIES, c, cStart + 3 * WIDTH + 3 * LANES);
    for (int k = 0; k < length; k++) {
      int aRow = aStart + k * WIDTH;
      int bRow = bStart + k * WIDTH;
      FloatVector b0 = fromArray(SPECIES, b, bRow);
      FloatVector b1 = fromArray(SPECIES, b, bRow + 1 * LANES);
      FloatVector b2 = fromArray(SPECIES, b, bRow + 2 * LANES);
      FloatVector b3 = fromArray(SPECIES, b, bRow + 3 * LANES);
      FloatVector a0 = broadcast(SPECIES, a[aRow]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      c02 = a0.fma(b2, c02);
      c03 = a0.fma(b3, c03);
      FloatVector a1 = broadcast(SPECIES, a[aRow + 1]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      c12 = a1.fma(b2, c12);
      c13 = a1.fma(b3, c13);
      FloatVector a2 = broadcast(SPECIES, a[aRow + 2]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      c22 = a2.fma(b2, c22);
      c23 = a2.fma(b3, c23);
      FloatVector a3 = broadcast(SPECIES, a[aRow + 3]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
      c32 = a3.fma(b2, c32);
      c33 = a3.fma(b3, c33);
    }
    c00.intoArray(c, cStart);
    c01.intoArray(c, cStart + 1 * LANES);
    c02.intoArray(c, cStart + 2 * LANES);
    c03.intoArray(c, cStart + 3 * LANES);
    c10.intoArray(c, cStart + 1 * WIDTH);
    c11.intoArray(c, cStart + 1 * WIDTH + 1 * LANES);
    c12.intoArray(c, cStart + 1 * WIDTH + 2 * LANES);
    c13.intoArray(c, cStart + 1 * WIDTH + 3 * LANES);
    c20.intoArray(c, cStart + 2 * WIDTH);
    c21.intoArray(c, cStart + 2 * WIDTH + 1 * LANES);
    c22.intoArray(c, cStart + 2 * WIDTH + 2 * LANES);
    c23.intoArray(c, cStart + 2 * WIDTH + 3 * LANES);
    c30.intoArray(c, cStart + 3 * WIDTH);
    c31.intoArray(c, cStart + 3 * WIDTH + 1 * LANES);
    c32.intoArray(c, cStart + 3 * WIDTH + 2 * LANES);
    c33.intoArray(c, cStart + 3 * WIDTH + 3 * LANES);
  }

  private static void tile4x2(
      float[] a, int aStart, float[] b, int bStart, float[] c, int cStart, int length) {
    FloatVector c00 = fromArray(SPECIES, c, cStart);
    FloatVector c01 = fromArray(SPECIES, c, cStart + 1 * LANES);
    FloatVector c10 = fromArray(SPECIES, c, cStart + 1 * WIDTH);
    FloatVector c11 = fromArray(SPECIES, c, cStart + 1 * WIDTH + 1 * LANES);
    FloatVector c20 = fromArray(SPECIES, c, cStart + 2 * WIDTH);
    FloatVector c21 = fromArray(SPECIES, c, cStart + 2 * WIDTH + 1 * LANES);
    FloatVector c30 = fromArray(SPECIES, c, cStart + 3 * WIDTH);
    FloatVector c31 = fromArray(SPECIES, c, cStart + 3 * WIDTH + 1 * LANES);
    for (int k = 0; k < length; k++) {
      int aRow = aStart + k * WIDTH;
      int bRow = bStart + k * WIDTH;
      FloatVector b0 = fromArray(SPECIES, b, bRow);
      FloatVector b1 = fromArray(SPECIES, b, bRow + 1 * LANES);
      FloatVector a0 = broadcast(SPECIES, a[aRow]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      FloatVector a1 = broadcast(SPECIES, a[aRow + 1]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      FloatVector a2 = broadcast(SPECIES, a[aRow + 2]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      FloatVector a3 = broadcast(SPECIES, a[aRow + 3]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
    }
    c00.intoArray(c, cStart);
    c01.intoArray(c, cStart + 1 * LANES);
    c10.intoArray(c, cStart + 1 * WIDTH);
    c11.intoArray(c, cStart + 1 * WIDTH + 1 * LANES);
    c20.intoArray(c, cStart + 2 * WIDTH);
    c21.intoArray(c, cStart + 2 * WIDTH + 1 * LANES);
    c30.intoArray(c, cStart + 3 * WIDTH);
    c31.intoArray(c, cStart + 3 * WIDTH + 1 * LANES);
  }

  private static void tile4x1(
      float[] a, int aStart, float[] b, int bStart, float[] c, int cStart, int length) {
    FloatVector c00 = fromArray(SPECIES, c, cStart);
    FloatVector c10 = fromArray(SPECIES, c, cStart + 1 * WIDTH);
    FloatVector c20 = fromArray(SPECIES, c, cStart + 2 * WIDTH);
    FloatVector c30 = fromArray(SPECIES, c, cStart + 3 * WIDTH);
    for (int k = 0; k < length; k++) {
      int aRow = aStart + k * WIDTH;
      int bRow = bStart + k * WIDTH;
      FloatVector b0 = fromArray(SPECIES, b, bRow);
      FloatVector a0 = broadcast(SPECIES, a[aRow]);
      c00 = a0.fma(b0, c00);
      FloatVector a1 = broadcast(SPECIES, a[aRow + 1]);
      c10 = a1.fma(b0, c10);
      FloatVector a2 = broadcast(SPECIES, a[aRow + 2]);
      c20 = a2.fma(b0, c20);
      FloatVector a3 = broadcast(SPECIES, a[aRow + 3]);
      c30 = a3.fma(b0, c30);
    }
    c00.intoArray(c, cStart);
    c10.intoArray(c, cStart + 1 * WIDTH);
    c20.intoArray(c, cStart + 2 * WIDTH);
    c30.intoArray(c, cStart + 3 * WIDTH);
  }
}
