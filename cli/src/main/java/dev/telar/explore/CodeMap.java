package dev.telar.explore;

import dev.telar.data.FloatSamples;
import dev.telar.measure.PrincipalComponents;
import java.util.stream.IntStream;

/// The codes of all test images on a plane: their first two principal components. Immutable.
final class CodeMap {
  private final float[] x;
  private final float[] y;
  private final double explainedByX;
  private final double explainedByY;

  private CodeMap(float[] x, float[] y, double explainedByX, double explainedByY) {
    this.x = x;
    this.y = y;
    this.explainedByX = explainedByX;
    this.explainedByY = explainedByY;
  }

  /// Draws the map; of codes of one unit it is a line.
  ///
  /// @param codes (rows, N); kept by nobody, not modified
  /// @throws InterruptedException if the thread is interrupted
  static CodeMap of(float[] codes, int rows, int hidden) throws InterruptedException {
    var samples = new FloatSamples(codes, rows, hidden);
    int[] all = IntStream.range(0, rows).toArray();
    PrincipalComponents components = PrincipalComponents.of(samples, all, 1);
    float[] x = project(codes, components, 0, rows);
    if (hidden == 1) {
      return new CodeMap(x, new float[rows], components.explainedVariance(1), 0);
    }
    return new CodeMap(
        x,
        project(codes, components, 1, rows),
        components.explainedVariance(1),
        components.explainedVariance(2) - components.explainedVariance(1));
  }

  private static float[] project(
      float[] codes, PrincipalComponents components, int index, int rows) {
    double[] component = components.component(index);
    double[] mean = components.mean();
    float[] out = new float[rows];
    for (int row = 0; row < rows; row++) {
      double sum = 0;
      for (int unit = 0; unit < mean.length; unit++) {
        sum += component[unit] * (codes[row * mean.length + unit] - mean[unit]);
      }
      out[row] = (float) sum;
    }
    return out;
  }

  /// The number of images.
  int rows() {
    return x.length;
  }

  /// Where an image lies along the first component, from the mean.
  float x(int row) {
    return x[row];
  }

  /// Where an image lies along the second component, from the mean.
  float y(int row) {
    return y[row];
  }

  /// The part of the codes' variance along the first component, in [0, 1].
  double explainedByX() {
    return explainedByX;
  }

  /// The part of the codes' variance along the second component, in [0, 1].
  double explainedByY() {
    return explainedByY;
  }
}
