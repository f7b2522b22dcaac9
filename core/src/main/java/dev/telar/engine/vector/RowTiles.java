package dev.telar.engine.vector;

import static dev.telar.engine.vector.Panels.SHIFT;
import static dev.telar.engine.vector.Panels.WIDTH;
import static dev.telar.engine.vector.Vectors.LANES;
import static dev.telar.engine.vector.Vectors.SPECIES;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;

/// Register tiles of `C = A·B`: `C[i][j] = Σ A[i][k]·B[k][j]`.
///
/// A tile is a few rows by a few vectors of C, held in registers while k ascends: each element is a
/// chain of fused multiply-adds, the accumulation order of the bit contract. A, B and C lie in
/// [Panels].
///
/// k runs through a row of one panel of A, then through the same row of the next panel. Where an
/// iteration computes two links, the address of A is computed half as often; the length must be
/// even. Such tiles begin new chains only: with loads from C, C2 spills registers.
///
/// Written by `tools/TileGenerator.java`.
final class RowTiles {
  private RowTiles() {}

  /// Writes 12 rows of C.
  ///
  /// @param vectors how many of each row: 2, 1
  /// @param length a multiple of 2
  /// @param next of which the cache lines from `nextStart` on are read, one in each iteration: what
  ///   is needed soon comes from farther caches meanwhile
  /// @return a number that depends on what was read, so that C2 reads it
  static float multiplyTwelve(
      int vectors,
      float[] a,
      int aStart,
      int aPanelSize,
      float[] b,
      int bStart,
      float[] c,
      int cStart,
      int length,
      float[] next,
      int nextStart) {
    return switch (vectors) {
      case 2 -> multiply12x2(a, aStart, aPanelSize, b, bStart, c, cStart, length, next, nextStart);
      default -> multiply12x1(a, aStart, aPanelSize, b, bStart, c, cStart, length, next, nextStart);
    };
  }

  /// Writes 6 rows of C.
  ///
  /// @param vectors how many of each row: 4, 2, 1
  static void multiplySix(
      int vectors,
      float[] a,
      int aStart,
      int aPanelSize,
      float[] b,
      int bStart,
      float[] c,
      int cStart,
      int length) {
    switch (vectors) {
      case 4 -> multiply6x4(a, aStart, aPanelSize, b, bStart, c, cStart, length);
      case 2 -> multiply6x2(a, aStart, aPanelSize, b, bStart, c, cStart, length);
      default -> multiply6x1(a, aStart, aPanelSize, b, bStart, c, cStart, length);
    }
  }

  /// Continues the chains of 4 rows of C.
  ///
  /// @param vectors how many of each row: 4, 2, 1
  static void addFour(
      int vectors,
      float[] a,
      int aStart,
      int aPanelSize,
      float[] b,
      int bStart,
      float[] c,
      int cStart,
      int length) {
    switch (vectors) {
      case 4 -> add4x4(a, aStart, aPanelSize, b, bStart, c, cStart, length);
      case 2 -> add4x2(a, aStart, aPanelSize, b, bStart, c, cStart, length);
      default -> add4x1(a, aStart, aPanelSize, b, bStart, c, cStart, length);
    }
  }

  private static float multiply12x2(
      float[] a,
      int aStart,
      int aPanelSize,
      float[] b,
      int bStart,
      float[] c,
      int cStart,
      int length,
      float[] next,
      int nextStart) {
    FloatVector zero = broadcast(SPECIES, 0);
    FloatVector c000 = zero;
    FloatVector c001 = zero;
    FloatVector c010 = zero;
    FloatVector c011 = zero;
    FloatVector c020 = zero;
    FloatVector c021 = zero;
    FloatVector c030 = zero;
    FloatVector c031 = zero;
    FloatVector c040 = zero;
    FloatVector c041 = zero;
    FloatVector c050 = zero;
    FloatVector c051 = zero;
    FloatVector c060 = zero;
    FloatVector c061 = zero;
    FloatVector c070 = zero;
    FloatVector c071 = zero;
    FloatVector c080 = zero;
    FloatVector c081 = zero;
    FloatVector c090 = zero;
    FloatVector c091 = zero;
    FloatVector c100 = zero;
    FloatVector c101 = zero;
    FloatVector c110 = zero;
    FloatVector c111 = zero;
    float read = 0;
    for (int k = 0; k < length; k += 2) {
      int aRow = aStart + (k >> SHIFT) * aPanelSize + (k & (WIDTH - 1));
      int bRow = bStart + k * WIDTH;
      FloatVector b0 = fromArray(SPECIES, b, bRow);
      FloatVector b1 = fromArray(SPECIES, b, bRow + 1 * LANES);
      FloatVector a00 = broadcast(SPECIES, a[aRow]);
      c000 = a00.fma(b0, c000);
      c001 = a00.fma(b1, c001);
      FloatVector a01 = broadcast(SPECIES, a[aRow + 1 * WIDTH]);
      c010 = a01.fma(b0, c010);
      c011 = a01.fma(b1, c011);
      FloatVector a02 = broadcast(SPECIES, a[aRow + 2 * WIDTH]);
      c020 = a02.fma(b0, c020);
      c021 = a02.fma(b1, c021);
      FloatVector a03 = broadcast(SPECIES, a[aRow + 3 * WIDTH]);
      c030 = a03.fma(b0, c030);
      c031 = a03.fma(b1, c031);
      FloatVector a04 = broadcast(SPECIES, a[aRow + 4 * WIDTH]);
      c040 = a04.fma(b0, c040);
      c041 = a04.fma(b1, c041);
      FloatVector a05 = broadcast(SPECIES, a[aRow + 5 * WIDTH]);
      c050 = a05.fma(b0, c050);
      c051 = a05.fma(b1, c051);
      FloatVector a06 = broadcast(SPECIES, a[aRow + 6 * WIDTH]);
      c060 = a06.fma(b0, c060);
      c061 = a06.fma(b1, c061);
      FloatVector a07 = broadcast(SPECIES, a[aRow + 7 * WIDTH]);
      c070 = a07.fma(b0, c070);
      c071 = a07.fma(b1, c071);
      FloatVector a08 = broadcast(SPECIES, a[aRow + 8 * WIDTH]);
      c080 = a08.fma(b0, c080);
      c081 = a08.fma(b1, c081);
      FloatVector a09 = broadcast(SPECIES, a[aRow + 9 * WIDTH]);
      c090 = a09.fma(b0, c090);
      c091 = a09.fma(b1, c091);
      FloatVector a10 = broadcast(SPECIES, a[aRow + 10 * WIDTH]);
      c100 = a10.fma(b0, c100);
      c101 = a10.fma(b1, c101);
      FloatVector a11 = broadcast(SPECIES, a[aRow + 11 * WIDTH]);
      c110 = a11.fma(b0, c110);
      c111 = a11.fma(b1, c111);
      FloatVector e0 = fromArray(SPECIES, b, bRow + WIDTH);
      FloatVector e1 = fromArray(SPECIES, b, bRow + WIDTH + 1 * LANES);
      FloatVector d00 = broadcast(SPECIES, a[aRow + 1]);
      c000 = d00.fma(e0, c000);
      c001 = d00.fma(e1, c001);
      FloatVector d01 = broadcast(SPECIES, a[aRow + 1 * WIDTH + 1]);
      c010 = d01.fma(e0, c010);
      c011 = d01.fma(e1, c011);
      FloatVector d02 = broadcast(SPECIES, a[aRow + 2 * WIDTH + 1]);
      c020 = d02.fma(e0, c020);
      c021 = d02.fma(e1, c021);
      FloatVector d03 = broadcast(SPECIES, a[aRow + 3 * WIDTH + 1]);
      c030 = d03.fma(e0, c030);
      c031 = d03.fma(e1, c031);
      FloatVector d04 = broadcast(SPECIES, a[aRow + 4 * WIDTH + 1]);
      c040 = d04.fma(e0, c040);
      c041 = d04.fma(e1, c041);
      FloatVector d05 = broadcast(SPECIES, a[aRow + 5 * WIDTH + 1]);
      c050 = d05.fma(e0, c050);
      c051 = d05.fma(e1, c051);
      FloatVector d06 = broadcast(SPECIES, a[aRow + 6 * WIDTH + 1]);
      c060 = d06.fma(e0, c060);
      c061 = d06.fma(e1, c061);
      FloatVector d07 = broadcast(SPECIES, a[aRow + 7 * WIDTH + 1]);
      c070 = d07.fma(e0, c070);
      c071 = d07.fma(e1, c071);
      FloatVector d08 = broadcast(SPECIES, a[aRow + 8 * WIDTH + 1]);
      c080 = d08.fma(e0, c080);
      c081 = d08.fma(e1, c081);
      FloatVector d09 = broadcast(SPECIES, a[aRow + 9 * WIDTH + 1]);
      c090 = d09.fma(e0, c090);
      c091 = d09.fma(e1, c091);
      FloatVector d10 = broadcast(SPECIES, a[aRow + 10 * WIDTH + 1]);
      c100 = d10.fma(e0, c100);
      c101 = d10.fma(e1, c101);
      FloatVector d11 = broadcast(SPECIES, a[aRow + 11 * WIDTH + 1]);
      c110 = d11.fma(e0, c110);
      c111 = d11.fma(e1, c111);
      read += next[nextStart + k * 8];
    }
    c000.intoArray(c, cStart);
    c001.intoArray(c, cStart + 1 * LANES);
    c010.intoArray(c, cStart + 1 * WIDTH);
    c011.intoArray(c, cStart + 1 * WIDTH + 1 * LANES);
    c020.intoArray(c, cStart + 2 * WIDTH);
    c021.intoArray(c, cStart + 2 * WIDTH + 1 * LANES);
    c030.intoArray(c, cStart + 3 * WIDTH);
    c031.intoArray(c, cStart + 3 * WIDTH + 1 * LANES);
    c040.intoArray(c, cStart + 4 * WIDTH);
    c041.intoArray(c, cStart + 4 * WIDTH + 1 * LANES);
    c050.intoArray(c, cStart + 5 * WIDTH);
    c051.intoArray(c, cStart + 5 * WIDTH + 1 * LANES);
    c060.intoArray(c, cStart + 6 * WIDTH);
    c061.intoArray(c, cStart + 6 * WIDTH + 1 * LANES);
    c070.intoArray(c, cStart + 7 * WIDTH);
    c071.intoArray(c, cStart + 7 * WIDTH + 1 * LANES);
    c080.intoArray(c, cStart + 8 * WIDTH);
    c081.intoArray(c, cStart + 8 * WIDTH + 1 * LANES);
    c090.intoArray(c, cStart + 9 * WIDTH);
    c091.intoArray(c, cStart + 9 * WIDTH + 1 * LANES);
    c100.intoArray(c, cStart + 10 * WIDTH);
    c101.intoArray(c, cStart + 10 * WIDTH + 1 * LANES);
    c110.intoArray(c, cStart + 11 * WIDTH);
    c111.intoArray(c, cStart + 11 * WIDTH + 1 * LANES);
    return read;
  }

  private static float multiply12x1(
      float[] a,
      int aStart,
      int aPanelSize,
      float[] b,
      int bStart,
      float[] c,
      int cStart,
      int length,
      float[] next,
      int nextStart) {
    FloatVector zero = broadcast(SPECIES, 0);
    FloatVector c000 = zero;
    FloatVector c010 = zero;
    FloatVector c020 = zero;
    FloatVector c030 = zero;
    FloatVector c040 = zero;
    FloatVector c050 = zero;
    FloatVector c060 = zero;
    FloatVector c070 = zero;
    FloatVector c080 = zero;
    FloatVector c090 = zero;
    FloatVector c100 = zero;
    FloatVector c110 = zero;
    float read = 0;
    for (int k = 0; k < length; k += 2) {
      int aRow = aStart + (k >> SHIFT) * aPanelSize + (k & (WIDTH - 1));
      int bRow = bStart + k * WIDTH;
      FloatVector b0 = fromArray(SPECIES, b, bRow);
      FloatVector a00 = broadcast(SPECIES, a[aRow]);
      c000 = a00.fma(b0, c000);
      FloatVector a01 = broadcast(SPECIES, a[aRow + 1 * WIDTH]);
      c010 = a01.fma(b0, c010);
      FloatVector a02 = broadcast(SPECIES, a[aRow + 2 * WIDTH]);
      c020 = a02.fma(b0, c020);
      FloatVector a03 = broadcast(SPECIES, a[aRow + 3 * WIDTH]);
      c030 = a03.fma(b0, c030);
      FloatVector a04 = broadcast(SPECIES, a[aRow + 4 * WIDTH]);
      c040 = a04.fma(b0, c040);
      FloatVector a05 = broadcast(SPECIES, a[aRow + 5 * WIDTH]);
      c050 = a05.fma(b0, c050);
      FloatVector a06 = broadcast(SPECIES, a[aRow + 6 * WIDTH]);
      c060 = a06.fma(b0, c060);
      FloatVector a07 = broadcast(SPECIES, a[aRow + 7 * WIDTH]);
      c070 = a07.fma(b0, c070);
      FloatVector a08 = broadcast(SPECIES, a[aRow + 8 * WIDTH]);
      c080 = a08.fma(b0, c080);
      FloatVector a09 = broadcast(SPECIES, a[aRow + 9 * WIDTH]);
      c090 = a09.fma(b0, c090);
      FloatVector a10 = broadcast(SPECIES, a[aRow + 10 * WIDTH]);
      c100 = a10.fma(b0, c100);
      FloatVector a11 = broadcast(SPECIES, a[aRow + 11 * WIDTH]);
      c110 = a11.fma(b0, c110);
      FloatVector e0 = fromArray(SPECIES, b, bRow + WIDTH);
      FloatVector d00 = broadcast(SPECIES, a[aRow + 1]);
      c000 = d00.fma(e0, c000);
      FloatVector d01 = broadcast(SPECIES, a[aRow + 1 * WIDTH + 1]);
      c010 = d01.fma(e0, c010);
      FloatVector d02 = broadcast(SPECIES, a[aRow + 2 * WIDTH + 1]);
      c020 = d02.fma(e0, c020);
      FloatVector d03 = broadcast(SPECIES, a[aRow + 3 * WIDTH + 1]);
      c030 = d03.fma(e0, c030);
      FloatVector d04 = broadcast(SPECIES, a[aRow + 4 * WIDTH + 1]);
      c040 = d04.fma(e0, c040);
      FloatVector d05 = broadcast(SPECIES, a[aRow + 5 * WIDTH + 1]);
      c050 = d05.fma(e0, c050);
      FloatVector d06 = broadcast(SPECIES, a[aRow + 6 * WIDTH + 1]);
      c060 = d06.fma(e0, c060);
      FloatVector d07 = broadcast(SPECIES, a[aRow + 7 * WIDTH + 1]);
      c070 = d07.fma(e0, c070);
      FloatVector d08 = broadcast(SPECIES, a[aRow + 8 * WIDTH + 1]);
      c080 = d08.fma(e0, c080);
      FloatVector d09 = broadcast(SPECIES, a[aRow + 9 * WIDTH + 1]);
      c090 = d09.fma(e0, c090);
      FloatVector d10 = broadcast(SPECIES, a[aRow + 10 * WIDTH + 1]);
      c100 = d10.fma(e0, c100);
      FloatVector d11 = broadcast(SPECIES, a[aRow + 11 * WIDTH + 1]);
      c110 = d11.fma(e0, c110);
      read += next[nextStart + k * 8];
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

  private static void multiply6x4(
      float[] a,
      int aStart,
      int aPanelSize,
      float[] b,
      int bStart,
      float[] c,
      int cStart,
      int length) {
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
      int aRow = aStart + (k >> SHIFT) * aPanelSize + (k & (WIDTH - 1));
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
      FloatVector a1 = broadcast(SPECIES, a[aRow + 1 * WIDTH]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      c12 = a1.fma(b2, c12);
      c13 = a1.fma(b3, c13);
      FloatVector a2 = broadcast(SPECIES, a[aRow + 2 * WIDTH]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      c22 = a2.fma(b2, c22);
      c23 = a2.fma(b3, c23);
      FloatVector a3 = broadcast(SPECIES, a[aRow + 3 * WIDTH]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
      c32 = a3.fma(b2, c32);
      c33 = a3.fma(b3, c33);
      FloatVector a4 = broadcast(SPECIES, a[aRow + 4 * WIDTH]);
      c40 = a4.fma(b0, c40);
      c41 = a4.fma(b1, c41);
      c42 = a4.fma(b2, c42);
      c43 = a4.fma(b3, c43);
      FloatVector a5 = broadcast(SPECIES, a[aRow + 5 * WIDTH]);
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

  private static void multiply6x2(
      float[] a,
      int aStart,
      int aPanelSize,
      float[] b,
      int bStart,
      float[] c,
      int cStart,
      int length) {
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
      int aRow = aStart + (k >> SHIFT) * aPanelSize + (k & (WIDTH - 1));
      int bRow = bStart + k * WIDTH;
      FloatVector b0 = fromArray(SPECIES, b, bRow);
      FloatVector b1 = fromArray(SPECIES, b, bRow + 1 * LANES);
      FloatVector a0 = broadcast(SPECIES, a[aRow]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      FloatVector a1 = broadcast(SPECIES, a[aRow + 1 * WIDTH]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      FloatVector a2 = broadcast(SPECIES, a[aRow + 2 * WIDTH]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      FloatVector a3 = broadcast(SPECIES, a[aRow + 3 * WIDTH]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
      FloatVector a4 = broadcast(SPECIES, a[aRow + 4 * WIDTH]);
      c40 = a4.fma(b0, c40);
      c41 = a4.fma(b1, c41);
      FloatVector a5 = broadcast(SPECIES, a[aRow + 5 * WIDTH]);
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

  private static void multiply6x1(
      float[] a,
      int aStart,
      int aPanelSize,
      float[] b,
      int bStart,
      float[] c,
      int cStart,
      int length) {
    FloatVector zero = broadcast(SPECIES, 0);
    FloatVector c00 = zero;
    FloatVector c10 = zero;
    FloatVector c20 = zero;
    FloatVector c30 = zero;
    FloatVector c40 = zero;
    FloatVector c50 = zero;
    for (int k = 0; k < length; k++) {
      int aRow = aStart + (k >> SHIFT) * aPanelSize + (k & (WIDTH - 1));
      int bRow = bStart + k * WIDTH;
      FloatVector b0 = fromArray(SPECIES, b, bRow);
      FloatVector a0 = broadcast(SPECIES, a[aRow]);
      c00 = a0.fma(b0, c00);
      FloatVector a1 = broadcast(SPECIES, a[aRow + 1 * WIDTH]);
      c10 = a1.fma(b0, c10);
      FloatVector a2 = broadcast(SPECIES, a[aRow + 2 * WIDTH]);
      c20 = a2.fma(b0, c20);
      FloatVector a3 = broadcast(SPECIES, a[aRow + 3 * WIDTH]);
      c30 = a3.fma(b0, c30);
      FloatVector a4 = broadcast(SPECIES, a[aRow + 4 * WIDTH]);
      c40 = a4.fma(b0, c40);
      FloatVector a5 = broadcast(SPECIES, a[aRow + 5 * WIDTH]);
      c50 = a5.fma(b0, c50);
    }
    c00.intoArray(c, cStart);
    c10.intoArray(c, cStart + 1 * WIDTH);
    c20.intoArray(c, cStart + 2 * WIDTH);
    c30.intoArray(c, cStart + 3 * WIDTH);
    c40.intoArray(c, cStart + 4 * WIDTH);
    c50.intoArray(c, cStart + 5 * WIDTH);
  }

  private static void add4x4(
      float[] a,
      int aStart,
      int aPanelSize,
      float[] b,
      int bStart,
      float[] c,
      int cStart,
      int length) {
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
      int aRow = aStart + (k >> SHIFT) * aPanelSize + (k & (WIDTH - 1));
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
      FloatVector a1 = broadcast(SPECIES, a[aRow + 1 * WIDTH]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      c12 = a1.fma(b2, c12);
      c13 = a1.fma(b3, c13);
      FloatVector a2 = broadcast(SPECIES, a[aRow + 2 * WIDTH]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      c22 = a2.fma(b2, c22);
      c23 = a2.fma(b3, c23);
      FloatVector a3 = broadcast(SPECIES, a[aRow + 3 * WIDTH]);
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
      float[] a,
      int aStart,
      int aPanelSize,
      float[] b,
      int bStart,
      float[] c,
      int cStart,
      int length) {
    FloatVector c00 = fromArray(SPECIES, c, cStart);
    FloatVector c01 = fromArray(SPECIES, c, cStart + 1 * LANES);
    FloatVector c10 = fromArray(SPECIES, c, cStart + 1 * WIDTH);
    FloatVector c11 = fromArray(SPECIES, c, cStart + 1 * WIDTH + 1 * LANES);
    FloatVector c20 = fromArray(SPECIES, c, cStart + 2 * WIDTH);
    FloatVector c21 = fromArray(SPECIES, c, cStart + 2 * WIDTH + 1 * LANES);
    FloatVector c30 = fromArray(SPECIES, c, cStart + 3 * WIDTH);
    FloatVector c31 = fromArray(SPECIES, c, cStart + 3 * WIDTH + 1 * LANES);
    for (int k = 0; k < length; k++) {
      int aRow = aStart + (k >> SHIFT) * aPanelSize + (k & (WIDTH - 1));
      int bRow = bStart + k * WIDTH;
      FloatVector b0 = fromArray(SPECIES, b, bRow);
      FloatVector b1 = fromArray(SPECIES, b, bRow + 1 * LANES);
      FloatVector a0 = broadcast(SPECIES, a[aRow]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      FloatVector a1 = broadcast(SPECIES, a[aRow + 1 * WIDTH]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      FloatVector a2 = broadcast(SPECIES, a[aRow + 2 * WIDTH]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      FloatVector a3 = broadcast(SPECIES, a[aRow + 3 * WIDTH]);
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
      float[] a,
      int aStart,
      int aPanelSize,
      float[] b,
      int bStart,
      float[] c,
      int cStart,
      int length) {
    FloatVector c00 = fromArray(SPECIES, c, cStart);
    FloatVector c10 = fromArray(SPECIES, c, cStart + 1 * WIDTH);
    FloatVector c20 = fromArray(SPECIES, c, cStart + 2 * WIDTH);
    FloatVector c30 = fromArray(SPECIES, c, cStart + 3 * WIDTH);
    for (int k = 0; k < length; k++) {
      int aRow = aStart + (k >> SHIFT) * aPanelSize + (k & (WIDTH - 1));
      int bRow = bStart + k * WIDTH;
      FloatVector b0 = fromArray(SPECIES, b, bRow);
      FloatVector a0 = broadcast(SPECIES, a[aRow]);
      c00 = a0.fma(b0, c00);
      FloatVector a1 = broadcast(SPECIES, a[aRow + 1 * WIDTH]);
      c10 = a1.fma(b0, c10);
      FloatVector a2 = broadcast(SPECIES, a[aRow + 2 * WIDTH]);
      c20 = a2.fma(b0, c20);
      FloatVector a3 = broadcast(SPECIES, a[aRow + 3 * WIDTH]);
      c30 = a3.fma(b0, c30);
    }
    c00.intoArray(c, cStart);
    c10.intoArray(c, cStart + 1 * WIDTH);
    c20.intoArray(c, cStart + 2 * WIDTH);
    c30.intoArray(c, cStart + 3 * WIDTH);
  }
}
