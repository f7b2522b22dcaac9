package dev.telar.measure;

import dev.telar.score.CodeDistance;

/// The covariance of codes, shrunk towards a multiple of the identity, so that it has an inverse
/// however few codes there are (O. Ledoit, M. Wolf, *Journal of Multivariate Analysis* 88, 2004).
/// Of units divided by their standard deviations, so that none is large by its unit alone.
final class CodeCovariance {
  private final double[] mean;
  private final double[] deviation;
  private final double[][] shrunk;

  private CodeCovariance(double[] mean, double[] deviation, double[][] shrunk) {
    this.mean = mean;
    this.deviation = deviation;
    this.shrunk = shrunk;
  }

  /// @param codes (rows, width), at least one row; not modified
  static CodeCovariance of(float[][] codes) {
    int width = codes[0].length;
    double[] mean = new double[width];
    for (float[] code : codes) {
      for (int i = 0; i < width; i++) {
        mean[i] += code[i];
      }
    }
    for (int i = 0; i < width; i++) {
      mean[i] /= codes.length;
    }
    double[] deviation = new double[width];
    for (float[] code : codes) {
      for (int i = 0; i < width; i++) {
        double difference = code[i] - mean[i];
        deviation[i] += difference * difference;
      }
    }
    for (int i = 0; i < width; i++) {
      double found = Math.sqrt(deviation[i] / codes.length);
      // A unit that never changes: any other value of it is far away.
      deviation[i] = found > 0 ? found : Float.MIN_NORMAL;
    }
    return new CodeCovariance(mean, deviation, shrunk(codes, mean, deviation));
  }

  private static double[][] shrunk(float[][] codes, double[] mean, double[] deviation) {
    int width = mean.length;
    double[][] covariance = new double[width][width];
    double[] unit = new double[width];
    double fourth = 0; // Σ ‖z zᵀ‖²
    for (float[] code : codes) {
      double norm = 0;
      for (int i = 0; i < width; i++) {
        unit[i] = (code[i] - mean[i]) / deviation[i];
        norm += unit[i] * unit[i];
        for (int j = 0; j <= i; j++) {
          covariance[i][j] = Math.fma(unit[i], unit[j], covariance[i][j]);
        }
      }
      fourth += norm * norm;
    }
    double trace = 0;
    double squares = 0; // ‖S‖²
    for (int i = 0; i < width; i++) {
      for (int j = 0; j <= i; j++) {
        covariance[i][j] /= codes.length;
        squares += (i == j ? 1 : 2) * covariance[i][j] * covariance[i][j];
      }
      trace += covariance[i][i];
    }
    double scale = trace / width;
    double distance = squares - width * scale * scale; // ‖S − μI‖²
    double spread = (fourth / codes.length - squares) / codes.length;
    double share = distance > 0 ? Math.clamp(spread / distance, 0, 1) : 1;
    // Never without a diagonal.
    double least = 1e-9 * (scale > 0 ? scale : 1);
    for (int i = 0; i < width; i++) {
      for (int j = 0; j <= i; j++) {
        covariance[i][j] *= 1 - share;
      }
      covariance[i][i] += share * scale + least;
    }
    return covariance;
  }

  /// The distance that it makes: with the covariance L·Lᵀ of the divided units (A.-L. Cholesky), W
  /// = L⁻¹ divided by the deviations.
  CodeDistance distance() {
    int width = mean.length;
    double[][] factor = new double[width][width];
    for (int i = 0; i < width; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = shrunk[i][j];
        for (int k = 0; k < j; k++) {
          sum = Math.fma(-factor[i][k], factor[j][k], sum);
        }
        factor[i][j] = i == j ? Math.sqrt(sum) : sum / factor[j][j];
      }
    }
    double[] whitening = new double[width * (width + 1) / 2];
    double[] column = new double[width];
    for (int j = 0; j < width; j++) {
      for (int i = j; i < width; i++) {
        double sum = i == j ? 1 : 0;
        for (int k = j; k < i; k++) {
          sum = Math.fma(-factor[i][k], column[k], sum);
        }
        column[i] = sum / factor[i][i];
        whitening[i * (i + 1) / 2 + j] = column[i] / deviation[j];
      }
    }
    return new CodeDistance(mean.clone(), whitening);
  }
}
