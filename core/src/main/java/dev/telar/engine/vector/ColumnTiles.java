package dev.telar.engine.vector;

import static dev.telar.engine.vector.Panels.WIDTH;
import static dev.telar.engine.vector.Vectors.LANES;
import static dev.telar.engine.vector.Vectors.SPECIES;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;

/// Register tiles of `C = Aᵀ·B`: `C[i][j] = Σ A[k][i]·B[k][j]`.
///
/// A tile is a few rows by a few vectors of C, held in registers while k ascends: each element is a
/// chain of fused multiply-adds, the accumulation order of the bit contract. A, B and C lie in
/// [Panels].
///
/// The twin of [RowTiles] for the gradients of weights, where k is the row of the batch.
///
/// Written by `tools/TileGenerator.java`.
final class ColumnTiles {
  private ColumnTiles() {}

  /// Continues the chains of 12 rows of C.
  ///
  /// @param vectors how many of each row: 1
  /// @param next of which the cache lines from `nextStart` on are read, one in each iteration: what
  ///   is needed soon comes from farther caches meanwhile
  /// @return a number that depends on what was read, so that C2 reads it
  static float addTwelve(
      int vectors,
      float[] a,
      int aStart,
      float[] b,
      int bStart,
      float[] c,
      int cStart,
      int length,
      float[] next,
      int nextStart) {
    return switch (vectors) {
      default -> add12x1(a, aStart, b, bStart, c, cStart, length, next, nextStart);
    };
  }

  /// Continues the chains of 6 rows of C.
  ///
  /// @param vectors how many of each row: 4, 2, 1
  /// @param next of which the cache lines from `nextStart` on are read, one in each iteration: what
  ///   is needed soon comes from farther caches meanwhile
  /// @return a number that depends on what was read, so that C2 reads it
  static float addSix(
      int vectors,
      float[] a,
      int aStart,
      float[] b,
      int bStart,
      float[] c,
      int cStart,
      int length,
      float[] next,
      int nextStart) {
    return switch (vectors) {
      case 4 -> add6x4(a, aStart, b, bStart, c, cStart, length, next, nextStart);
      case 2 -> add6x2(a, aStart, b, bStart, c, cStart, length, next, nextStart);
      default -> add6x1(a, aStart, b, bStart, c, cStart, length, next, nextStart);
    };
  }

  /// Continues the chains of 4 rows of C.
  ///
  /// @param vectors how many of each row: 4, 2, 1
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
      case 4 -> add4x4(a, aStart, b, bStart, c, cStart, length);
      case 2 -> add4x2(a, aStart, b, bStart, c, cStart, length);
      default -> add4x1(a, aStart, b, bStart, c, cStart, length);
    }
  }

  private static float add12x1(
      float[] a,
      int aStart,
      float[] b,
      int bStart,
      float[] c,
      int cStart,
      int length,
      float[] next,
      int nextStart) {
    FloatVector c000 = fromArray(SPECIES, c, cStart);
    FloatVector c010 = fromArray(SPECIES, c, cStart + 1 * WIDTH);
    FloatVector c020 = fromArray(SPECIES, c, cStart + 2 * WIDTH);
    FloatVector c030 = fromArray(SPECIES, c, cStart + 3 * WIDTH);
    FloatVector c040 = fromArray(SPECIES, c, cStart + 4 * WIDTH);
    FloatVector c050 = fromArray(SPECIES, c, cStart + 5 * WIDTH);
    FloatVector c060 = fromArray(SPECIES, c, cStart + 6 * WIDTH);
    FloatVector c070 = fromArray(SPECIES, c, cStart + 7 * WIDTH);
    FloatVector c080 = fromArray(SPECIES, c, cStart + 8 * WIDTH);
    FloatVector c090 = fromArray(SPECIES, c, cStart + 9 * WIDTH);
    FloatVector c100 = fromArray(SPECIES, c, cStart + 10 * WIDTH);
    FloatVector c110 = fromArray(SPECIES, c, cStart + 11 * WIDTH);
    float read = 0;
    for (int k = 0; k < length; k++) {
      int aRow = aStart + k * WIDTH;
      int bRow = bStart + k * WIDTH;
      FloatVector b0 = fromArray(SPECIES, b, bRow);
      FloatVector a00 = broadcast(SPECIES, a[aRow]);
      c000 = a00.fma(b0, c000);
      FloatVector a01 = broadcast(SPECIES, a[aRow + 1]);
      c010 = a01.fma(b0, c010);
      FloatVector a02 = broadcast(SPECIES, a[aRow + 2]);
      c020 = a02.fma(b0, c020);
      FloatVector a03 = broadcast(SPECIES, a[aRow + 3]);
      c030 = a03.fma(b0, c030);
      FloatVector a04 = broadcast(SPECIES, a[aRow + 4]);
      c040 = a04.fma(b0, c040);
      FloatVector a05 = broadcast(SPECIES, a[aRow + 5]);
      c050 = a05.fma(b0, c050);
      FloatVector a06 = broadcast(SPECIES, a[aRow + 6]);
      c060 = a06.fma(b0, c060);
      FloatVector a07 = broadcast(SPECIES, a[aRow + 7]);
      c070 = a07.fma(b0, c070);
      FloatVector a08 = broadcast(SPECIES, a[aRow + 8]);
      c080 = a08.fma(b0, c080);
      FloatVector a09 = broadcast(SPECIES, a[aRow + 9]);
      c090 = a09.fma(b0, c090);
      FloatVector a10 = broadcast(SPECIES, a[aRow + 10]);
      c100 = a10.fma(b0, c100);
      FloatVector a11 = broadcast(SPECIES, a[aRow + 11]);
      c110 = a11.fma(b0, c110);
      read += next[nextStart + k * 16];
    }
    c000.intoArray(c, cStart);
    c010.intoArray(c, cStart + 1 * WIDTH);
    c020.intoArray(c, cStart + 2 * WIDTH);
    c030.intoArray(c, cStart + 3 * WIDTH);
    c040.intoArray(c, cStart + 4 * WIDTH);
    c050.intoArray(c, cStart + 5 * WIDTH);
    c060.intoArray(c, cStart + 6 * WIDTH);
    c070.intoArray(c, cStart + 7 * WIDTH);
    c080.intoArray(c, cStart + 8 * WIDTH);
    c090.intoArray(c, cStart + 9 * WIDTH);
    c100.intoArray(c, cStart + 10 * WIDTH);
    c110.intoArray(c, cStart + 11 * WIDTH);
    return read;
  }

  private static float add6x4(
      float[] a,
      int aStart,
      float[] b,
      int bStart,
      float[] c,
      int cStart,
      int length,
      float[] next,
      int nextStart) {
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
    FloatVector c40 = fromArray(SPECIES, c, cStart + 4 * WIDTH);
    FloatVector c41 = fromArray(SPECIES, c, cStart + 4 * WIDTH + 1 * LANES);
    FloatVector c42 = fromArray(SPECIES, c, cStart + 4 * WIDTH + 2 * LANES);
    FloatVector c43 = fromArray(SPECIES, c, cStart + 4 * WIDTH + 3 * LANES);
    FloatVector c50 = fromArray(SPECIES, c, cStart + 5 * WIDTH);
    FloatVector c51 = fromArray(SPECIES, c, cStart + 5 * WIDTH + 1 * LANES);
    FloatVector c52 = fromArray(SPECIES, c, cStart + 5 * WIDTH + 2 * LANES);
    FloatVector c53 = fromArray(SPECIES, c, cStart + 5 * WIDTH + 3 * LANES);
    float read = 0;
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
      read += next[nextStart + k * 16];
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
    return read;
  }

  private static float add6x2(
      float[] a,
      int aStart,
      float[] b,
      int bStart,
      float[] c,
      int cStart,
      int length,
      float[] next,
      int nextStart) {
    FloatVector c00 = fromArray(SPECIES, c, cStart);
    FloatVector c01 = fromArray(SPECIES, c, cStart + 1 * LANES);
    FloatVector c10 = fromArray(SPECIES, c, cStart + 1 * WIDTH);
    FloatVector c11 = fromArray(SPECIES, c, cStart + 1 * WIDTH + 1 * LANES);
    FloatVector c20 = fromArray(SPECIES, c, cStart + 2 * WIDTH);
    FloatVector c21 = fromArray(SPECIES, c, cStart + 2 * WIDTH + 1 * LANES);
    FloatVector c30 = fromArray(SPECIES, c, cStart + 3 * WIDTH);
    FloatVector c31 = fromArray(SPECIES, c, cStart + 3 * WIDTH + 1 * LANES);
    FloatVector c40 = fromArray(SPECIES, c, cStart + 4 * WIDTH);
    FloatVector c41 = fromArray(SPECIES, c, cStart + 4 * WIDTH + 1 * LANES);
    FloatVector c50 = fromArray(SPECIES, c, cStart + 5 * WIDTH);
    FloatVector c51 = fromArray(SPECIES, c, cStart + 5 * WIDTH + 1 * LANES);
    float read = 0;
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
      read += next[nextStart + k * 16];
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
    return read;
  }

  private static float add6x1(
      float[] a,
      int aStart,
      float[] b,
      int bStart,
      float[] c,
      int cStart,
      int length,
      float[] next,
      int nextStart) {
    FloatVector c00 = fromArray(SPECIES, c, cStart);
    FloatVector c10 = fromArray(SPECIES, c, cStart + 1 * WIDTH);
    FloatVector c20 = fromArray(SPECIES, c, cStart + 2 * WIDTH);
    FloatVector c30 = fromArray(SPECIES, c, cStart + 3 * WIDTH);
    FloatVector c40 = fromArray(SPECIES, c, cStart + 4 * WIDTH);
    FloatVector c50 = fromArray(SPECIES, c, cStart + 5 * WIDTH);
    float read = 0;
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
      read += next[nextStart + k * 16];
    }
    c00.intoArray(c, cStart);
    c10.intoArray(c, cStart + 1 * WIDTH);
    c20.intoArray(c, cStart + 2 * WIDTH);
    c30.intoArray(c, cStart + 3 * WIDTH);
    c40.intoArray(c, cStart + 4 * WIDTH);
    c50.intoArray(c, cStart + 5 * WIDTH);
    return read;
  }

  private static void add4x4(
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

  private static void add4x2(
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

  private static void add4x1(
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
