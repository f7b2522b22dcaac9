package dev.telar.engine;

/// Sums over a row in an order that does not depend on the width of the machine's vectors: element
/// `i` goes to lane `i % 16` in float, and the lanes are added pairwise in double.
final class VirtualLanes {
  static final int COUNT = 16;

  private VirtualLanes() {}

  /// `Σ (a[i] − b[i])²`, arrays of equal length; not modified.
  static double squaredDistance(float[] a, float[] b) {
    float[] lanes = new float[COUNT];
    for (int i = 0; i < a.length; i++) {
      float difference = a[i] - b[i];
      lanes[i % COUNT] = Math.fma(difference, difference, lanes[i % COUNT]);
    }
    return sum(lanes);
  }

  /// The fixed tree: lane i + lane (i + 8), then 4, 2 and 1.
  static double sum(float[] lanes) {
    double[] sums = new double[COUNT];
    for (int i = 0; i < COUNT; i++) {
      sums[i] = lanes[i];
    }
    for (int half = COUNT / 2; half > 0; half /= 2) {
      for (int i = 0; i < half; i++) {
        sums[i] += sums[i + half];
      }
    }
    return sums[0];
  }
}
