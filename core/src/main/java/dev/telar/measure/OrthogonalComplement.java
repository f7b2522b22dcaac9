package dev.telar.measure;

/// Vectors of unit length that are orthogonal to given ones and to each other: the columns that
/// Householder's QR decomposition adds to them.
final class OrthogonalComplement {
  private final double[][] reflections; // each v, of length √2, for I − v·vᵀ

  /// @param vectors orthonormal, one a row, fewer than they have entries; not modified
  OrthogonalComplement(double[][] vectors) {
    reflections = new double[vectors.length][];
    for (int i = 0; i < vectors.length; i++) {
      double[] v = vectors[i].clone();
      for (int j = 0; j < i; j++) {
        reflect(reflections[j], v);
      }
      for (int k = 0; k < i; k++) {
        v[k] = 0;
      }
      double length = Math.sqrt(dot(v, v));
      v[i] += v[i] < 0 ? -length : length;
      double scale = Math.sqrt(2 / dot(v, v));
      for (int k = i; k < v.length; k++) {
        v[k] *= scale;
      }
      reflections[i] = v;
    }
  }

  /// One of the vectors that are missing to a basis.
  ///
  /// @param index at least the number of the given ones, below their length
  double[] vector(int index, int length) {
    double[] vector = new double[length];
    vector[index] = 1;
    for (int i = reflections.length - 1; i >= 0; i--) {
      reflect(reflections[i], vector);
    }
    return vector;
  }

  private static void reflect(double[] v, double[] x) {
    double product = dot(v, x);
    for (int k = 0; k < x.length; k++) {
      x[k] -= product * v[k];
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }
}
