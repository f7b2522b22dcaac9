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
    return sum(lanes, start, 1, 0);
  }

  /// The sum of the lanes `first, first + stride, …`: two halves of twice the stride.
  private static double sum(float[] lanes, int start, int stride, int first) {
    return stride == COUNT
        ? lanes[start + first]
        : sum(lanes, start, 2 * stride, first) + sum(lanes, start, 2 * stride, first + stride);
  }
}
