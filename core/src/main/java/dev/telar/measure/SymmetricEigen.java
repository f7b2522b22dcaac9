package dev.telar.measure;

import java.util.Comparator;
import java.util.stream.IntStream;

/// The eigenvalues and eigenvectors of a symmetric matrix: Householder's reduction to a tridiagonal
/// matrix, then the implicit QL algorithm.
///
/// The steps are those of `tred2` and `tql2`, but matrices are kept so that every inner loop runs
/// along a row. They add, multiply, divide and take square roots, all of which IEEE 754 rounds in
/// one way, so the result is the same on every machine.
///
/// @see <a href="https://doi.org/10.1007/BF02161852">Martin, Reinsch and Wilkinson, Householder's
///   tridiagonalization of a symmetric matrix (1968)</a>
/// @see <a href="https://doi.org/10.1007/BF02166681">Bowdler, Martin, Reinsch and Wilkinson, The QR
///   and QL algorithms for symmetric matrices (1968)</a>
final class SymmetricEigen {
  private static final double EPSILON = Math.ulp(1.0);

  /// Two or three sweeps find an eigenvalue; thirty are what EISPACK allows.
  private static final int MOST_SWEEPS = 30;

  private final int n;
  private final double[] d; // the diagonal, in the end the eigenvalues
  private final double[] e; // e[i] beside the diagonal, between i and i + 1
  private final double[] h; // half the squared length of each reflection's vector
  private final double[][] a; // in the end the eigenvectors, one a row

  private SymmetricEigen(double[][] matrix) {
    n = matrix.length;
    d = new double[n];
    e = new double[n];
    h = new double[n];
    a = matrix;
  }

  /// Decomposes a matrix.
  ///
  /// @param matrix (n, n), symmetric and finite; overwritten
  /// @throws ArithmeticException if the numbers are so far apart that no eigenvalue is found
  /// @throws InterruptedException if the thread is interrupted
  static SymmetricEigen of(double[][] matrix) throws InterruptedException {
    var eigen = new SymmetricEigen(matrix);
    eigen.tridiagonalise();
    eigen.accumulate();
    eigen.transpose();
    eigen.iterate();
    eigen.sort();
    for (double[] vector : eigen.a) {
      orient(vector);
    }
    return eigen;
  }

  /// The eigenvalues from the largest to the smallest; not a copy.
  double[] values() {
    return d;
  }

  /// An eigenvector of unit length for each eigenvalue, one a row; not a copy. Its entry of largest
  /// magnitude, the first of these, is positive.
  double[][] vectors() {
    return a;
  }

  /// Reflections make the last row tridiagonal, then the last but one, and so on. The vector of the
  /// reflection for row i stays in that row, left of the diagonal.
  private void tridiagonalise() throws InterruptedException {
    double[] p = new double[n];
    for (int i = n - 1; i > 0; i--) {
      Parallel.checkInterrupt();
      double[] u = a[i];
      double scale = 0;
      for (int k = 0; k < i; k++) {
        scale += Math.abs(u[k]);
      }
      d[i] = u[i];
      if (i == 1 || scale == 0) {
        e[i - 1] = u[i - 1];
      } else {
        reflect(i, u, scale, p);
      }
    }
    d[0] = a[0][0];
  }

  private void reflect(int i, double[] u, double scale, double[] p) {
    double squares = 0;
    for (int k = 0; k < i; k++) {
      u[k] /= scale;
      squares += u[k] * u[k];
    }
    double f = u[i - 1];
    double g = f < 0 ? Math.sqrt(squares) : -Math.sqrt(squares);
    e[i - 1] = scale * g;
    h[i] = squares - f * g;
    u[i - 1] = f - g;
    combineRows(u, i, p);
    double up = 0;
    for (int k = 0; k < i; k++) {
      p[k] /= h[i];
      up += u[k] * p[k];
    }
    double half = up / (2 * h[i]);
    for (int k = 0; k < i; k++) {
      p[k] -= half * u[k];
    }
    for (int j = 0; j < i; j++) {
      subtract(a[j], u[j], p, p[j], u, i);
    }
  }

  /// `out[k] = Σ u[j] · a[j][k]` over the first rows and columns.
  private void combineRows(double[] u, int rows, double[] out) {
    for (int k = 0; k < rows; k++) {
      out[k] = 0;
    }
    for (int j = 0; j < rows; j++) {
      double factor = u[j];
      double[] row = a[j];
      for (int k = 0; k < rows; k++) {
        out[k] += factor * row[k];
      }
    }
  }

  private static void subtract(double[] row, double f, double[] p, double g, double[] u, int end) {
    for (int k = 0; k < end; k++) {
      row[k] -= f * p[k] + g * u[k];
    }
  }

  /// Multiplies the reflections out: the tridiagonal matrix's basis, one vector a column.
  private void accumulate() throws InterruptedException {
    double[] u = new double[n];
    double[] w = new double[n];
    for (int i = 0; i < n; i++) {
      Parallel.checkInterrupt();
      System.arraycopy(a[i], 0, u, 0, i);
      for (int k = 0; k < i; k++) {
        a[i][k] = 0;
        a[k][i] = 0;
      }
      a[i][i] = 1;
      if (h[i] != 0) {
        combineRows(u, i, w);
        for (int j = 0; j < i; j++) {
          addMultiple(a[j], -u[j] / h[i], w, i);
        }
      }
    }
  }

  private static void addMultiple(double[] row, double factor, double[] w, int end) {
    for (int k = 0; k < end; k++) {
      row[k] += factor * w[k];
    }
  }

  private void transpose() {
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < i; k++) {
        double kept = a[i][k];
        a[i][k] = a[k][i];
        a[k][i] = kept;
      }
    }
  }

  private void iterate() throws InterruptedException {
    double shift = 0;
    double size = 0;
    for (int l = 0; l < n; l++) {
      size = Math.max(size, Math.abs(d[l]) + Math.abs(e[l]));
      double negligible = EPSILON * size;
      int m = l;
      while (Math.abs(e[m]) > negligible) {
        m++; // ends, because e[n − 1] is 0
      }
      for (int sweeps = 0; m > l && Math.abs(e[l]) > negligible; sweeps++) {
        if (sweeps == MOST_SWEEPS) {
          throw new ArithmeticException("no eigenvalue after " + MOST_SWEEPS + " sweeps");
        }
        Parallel.checkInterrupt();
        shift += shift(l);
        sweep(l, m);
      }
      d[l] += shift;
      e[l] = 0;
    }
  }

  /// Moves the diagonal from l on by the eigenvalue of its first 2 × 2 block.
  private double shift(int l) {
    double g = d[l];
    double p = (d[l + 1] - g) / (2 * e[l]);
    double r = length(p, 1);
    double q = p < 0 ? p - r : p + r;
    d[l] = e[l] / q;
    d[l + 1] = e[l] * q;
    double moved = g - d[l];
    for (int i = l + 2; i < n; i++) {
      d[i] -= moved;
    }
    return moved;
  }

  /// One QL step between l and m, by rotations of neighbouring rows.
  private void sweep(int l, int m) {
    double first = d[l + 1];
    double beside = e[l + 1];
    double p = d[m];
    double c = 1;
    double s = 0;
    double c2 = 1;
    double c3 = 1;
    double s2 = 0;
    for (int i = m - 1; i >= l; i--) {
      c3 = c2;
      c2 = c;
      s2 = s;
      double g = c * e[i];
      double cp = c * p;
      double r = length(p, e[i]);
      e[i + 1] = s * r;
      s = e[i] / r;
      c = p / r;
      p = c * d[i] - s * g;
      d[i + 1] = cp + s * (c * g + s * d[i]);
      rotate(a[i], a[i + 1], c, s);
    }
    p = -s * s2 * c3 * beside * e[l] / first;
    e[l] = s * p;
    d[l] = c * p;
  }

  private static void rotate(double[] upper, double[] lower, double c, double s) {
    for (int k = 0; k < upper.length; k++) {
      double x = upper[k];
      double y = lower[k];
      lower[k] = s * x + c * y;
      upper[k] = c * x - s * y;
    }
  }

  /// √(x² + y²), not both 0. Not `Math.hypot`, whose last bit is left open.
  private static double length(double x, double y) {
    double large = Math.max(Math.abs(x), Math.abs(y));
    double ratio = Math.min(Math.abs(x), Math.abs(y)) / large;
    return large * Math.sqrt(1 + ratio * ratio);
  }

  private void sort() {
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> d[i]).reversed())
            .mapToInt(Integer::intValue)
            .toArray();
    double[] values = d.clone();
    double[][] vectors = a.clone();
    for (int i = 0; i < n; i++) {
      d[i] = values[order[i]];
      a[i] = vectors[order[i]];
    }
  }

  /// Turns a vector so that its entry of largest magnitude, the first of these, is positive.
  static void orient(double[] vector) {
    int largest = 0;
    for (int k = 1; k < vector.length; k++) {
      if (Math.abs(vector[k]) > Math.abs(vector[largest])) {
        largest = k;
      }
    }
    if (vector[largest] < 0) {
      for (int k = 0; k < vector.length; k++) {
        vector[k] = -vector[k];
      }
    }
  }
}
