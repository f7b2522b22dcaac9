package dev.telar.engine.base;

/// Sums over a row in an order that does not depend on the width of the machine's vectors: element
/// `i` goes to lane `i % 16` in float, and the lanes are added pairwise in double.
public final class VirtualLanes {
  public static final int COUNT = 16;

  private VirtualLanes() {}

  /// `Σ (a[i] − b[i])²`, arrays of equal length; not modified.
  public static double squaredDistance(float[] a, float[] b) {
    float[] lanes = new float[COUNT];
    for (int i = 0; i < a.length; i++) {
      float difference = a[i] - b[i];
      lanes[i % COUNT] = Math.fma(difference, difference, lanes[i % COUNT]);
    }
    return sum(lanes, 0);
  }

  /// `Σ weight[i] · (a[i] − b[i])²`, arrays of equal length; not modified.
  public static double squaredDistance(float[] a, float[] b, float[] weight) {
    float[] lanes = new float[COUNT];
    for (int i = 0; i < a.length; i++) {
      float difference = a[i] - b[i];
      lanes[i % COUNT] = Math.fma(difference * weight[i], difference, lanes[i % COUNT]);
    }
    return sum(lanes, 0);
  }

  /// `Σ a[i]²`; not modified.
  public static double squaredNorm(float[] a) {
    float[] lanes = new float[COUNT];
    for (int i = 0; i < a.length; i++) {
      lanes[i % COUNT] = Math.fma(a[i], a[i], lanes[i % COUNT]);
    }
    return sum(lanes, 0);
  }

  /// The fixed tree over `lanes[start … start + 15]`: lane i + lane (i + 8), then 4, 2 and 1.
  public static double sum(float[] lanes, int start) {
    double a0 = (double) lanes[start] + lanes[start + 8];
    double a1 = (double) lanes[start + 1] + lanes[start + 9];
    double a2 = (double) lanes[start + 2] + lanes[start + 10];
    double a3 = (double) lanes[start + 3] + lanes[start + 11];
    double a4 = (double) lanes[start + 4] + lanes[start + 12];
    double a5 = (double) lanes[start + 5] + lanes[start + 13];
    double a6 = (double) lanes[start + 6] + lanes[start + 14];
    double a7 = (double) lanes[start + 7] + lanes[start + 15];
    return ((a0 + a4) + (a2 + a6)) + ((a1 + a5) + (a3 + a7));
  }
}
