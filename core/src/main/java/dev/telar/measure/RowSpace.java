package dev.telar.measure;

import java.util.Arrays;

/// The principal components of few rows with many columns, from the rows' side: the products of the
/// centred rows with each other are a smaller matrix than the covariance, and have the same
/// eigenvalues above 0.
///
/// A thread computes whole rows of what is computed, so the number of threads changes no bit.
///
/// @see <a href="https://doi.org/10.1090/qam/910462">Sirovich, Turbulence and the dynamics of
///   coherent structures, part I (1987), the method of snapshots</a>
final class RowSpace {
  private final double[][] rows; // centred
  private final int threads;
  private final double[] variances; // those above 0
  private final double[][] components; // one a row

  private RowSpace(double[][] rows, int threads) throws InterruptedException {
    this.threads = threads;
    this.rows = rows;
    SymmetricEigen eigen = SymmetricEigen.of(products());
    this.variances = aboveZero(eigen.values());
    this.components = components(eigen.vectors());
    orthogonalise();
    for (double[] component : components) {
      SymmetricEigen.orient(component);
    }
  }

  /// Computes them.
  ///
  /// @param rows centred, at least one; not modified
  /// @throws InterruptedException if the thread is interrupted
  static RowSpace of(double[][] rows, int threads) throws InterruptedException {
    return new RowSpace(rows, threads);
  }

  /// The variances above 0, which are fewer than the rows, from the largest to the smallest; not a
  /// copy.
  double[] variances() {
    return variances;
  }

  /// A component of unit length for each of them, one a row; not a copy. Its entry of largest
  /// magnitude, the first of these, is positive.
  double[][] components() {
    return components;
  }

  private double[][] products() throws InterruptedException {
    int n = rows.length;
    double[][] products = new double[n][n];
    Parallel.run(
        threads,
        first -> {
          for (int i = first; i < n; i += threads) {
            Parallel.checkInterrupt();
            for (int j = i; j < n; j++) {
              products[i][j] = dot(rows[i], rows[j]) / n;
            }
          }
        });
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        products[i][j] = products[j][i];
      }
    }
    return products;
  }

  /// What is not above the rounding of the largest is none: centred rows have at least one 0.
  private double[] aboveZero(double[] values) {
    double rounding = values[0] * rows.length * Math.ulp(1.0);
    int count = 0;
    while (count < values.length - 1 && values[count] > rounding) {
      count++;
    }
    return Arrays.copyOf(values, count);
  }

  /// `Σ vector[r] · rows[r]` for each eigenvector, of length 1.
  private double[][] components(double[][] vectors) throws InterruptedException {
    double[][] out = new double[variances.length][rows[0].length];
    Parallel.run(
        threads,
        first -> {
          for (int i = first; i < out.length; i += threads) {
            for (int r = 0; r < rows.length; r++) {
              Parallel.checkInterrupt();
              addMultiple(out[i], vectors[i][r], rows[r]);
            }
            normalise(out[i]);
          }
        });
    return out;
  }

  /// The modified Gram-Schmidt process: rounding leaves components of small variance a little of
  /// those of large variance.
  private void orthogonalise() throws InterruptedException {
    for (int i = 0; i < components.length; i++) {
      double[] component = components[i];
      normalise(component);
      int from = i + 1;
      int threads =
          (long) (components.length - from) * component.length < 1 << 20 ? 1 : this.threads;
      Parallel.run(
          threads,
          first -> {
            for (int j = from + first; j < components.length; j += threads) {
              Parallel.checkInterrupt();
              addMultiple(components[j], -dot(component, components[j]), component);
            }
          });
    }
  }

  private static void normalise(double[] vector) {
    double length = Math.sqrt(dot(vector, vector));
    for (int k = 0; k < vector.length; k++) {
      vector[k] /= length;
    }
  }

  private static void addMultiple(double[] out, double factor, double[] row) {
    for (int k = 0; k < out.length; k++) {
      out[k] += factor * row[k];
    }
  }

  /// Four sums that do not wait for each other.
  private static double dot(double[] a, double[] b) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int k = 0;
    for (; k + 4 <= a.length; k += 4) {
      s0 += a[k] * b[k];
      s1 += a[k + 1] * b[k + 1];
      s2 += a[k + 2] * b[k + 2];
      s3 += a[k + 3] * b[k + 3];
    }
    for (; k < a.length; k++) {
      s0 += a[k] * b[k];
    }
    return s0 + s1 + (s2 + s3);
  }
}
