package dev.telar.measure;

import dev.telar.data.ByteSamples;
import dev.telar.data.Samples;

/// The mean, the range and the covariance matrix of rows of samples, in double.
///
/// Of bytes every sum is an integer below 2⁵³, so no order of adding changes it. Other values are
/// centred first, and added in the rows' order. A thread computes whole rows of the matrix, so the
/// number of threads changes no bit.
final class Covariance {
  private static final double BYTE_ONE = 255;

  /// Rows of samples at a time: 400 KB at 784 columns, which a second-level cache holds.
  private static final int BLOCK_ROWS = 64;

  /// Rows in one pass over a row of the matrix, so that it is loaded and stored once for all four.
  private static final int PASS_ROWS = 4;

  private final Samples samples;
  private final int[] rows;
  private final int width;
  private final boolean bytes;

  /// Of bytes the sums, of others the means.
  private final double[] centre;

  private final double[][] products;
  private float smallest = Float.POSITIVE_INFINITY;
  private float largest = Float.NEGATIVE_INFINITY;

  private Covariance(Samples samples, int[] rows, double[][] products) {
    this.samples = samples;
    this.rows = rows;
    this.width = samples.width();
    this.bytes = samples instanceof ByteSamples;
    this.centre = new double[width];
    this.products = products;
  }

  /// Computes them.
  ///
  /// @param rows at least one; not modified
  /// @throws IllegalArgumentException if a value is not finite
  /// @throws InterruptedException if the thread is interrupted
  static Covariance of(Samples samples, int[] rows, int threads) throws InterruptedException {
    int width = samples.width();
    var covariance = new Covariance(samples, rows, new double[width][width]);
    covariance.sum();
    Parallel.run(threads, first -> covariance.multiply(first, threads));
    covariance.finish();
    return covariance;
  }

  /// Computes the mean and the range alone.
  ///
  /// @param rows at least one; not modified
  /// @throws IllegalArgumentException if a value is not finite
  /// @throws InterruptedException if the thread is interrupted
  static Covariance withoutMatrix(Samples samples, int[] rows) throws InterruptedException {
    var covariance = new Covariance(samples, rows, new double[0][]);
    covariance.sum();
    return covariance;
  }

  /// The mean of each column; a copy.
  double[] mean() {
    double[] mean = centre.clone();
    if (bytes) {
      for (int i = 0; i < width; i++) {
        mean[i] = centre[i] / (BYTE_ONE * rows.length);
      }
    }
    return mean;
  }

  /// The covariance matrix (D, D), divided by the number of rows; not a copy.
  double[][] matrix() {
    return products;
  }

  /// A row without the mean.
  ///
  /// @param index of the samples
  double[] centredRow(int index) {
    double[] row = new double[width];
    read(index, new float[width], row);
    centre(row);
    for (int i = 0; i < width && bytes; i++) {
      row[i] = (row[i] * rows.length - centre[i]) / (BYTE_ONE * rows.length);
    }
    return row;
  }

  /// The smallest value that samples of this kind have: 0 of bytes, of others that of the rows.
  float lower() {
    return bytes ? 0 : smallest;
  }

  /// The largest value, likewise.
  float upper() {
    return bytes ? 1 : largest;
  }

  private void sum() throws InterruptedException {
    double[] row = new double[width];
    float[] values = new float[width];
    for (int index : rows) {
      Parallel.checkInterrupt();
      read(index, values, row);
      for (int i = 0; i < width; i++) {
        centre[i] += row[i];
        smallest = Math.min(smallest, values[i]);
        largest = Math.max(largest, values[i]);
      }
    }
    if (!Float.isFinite(smallest) || !Float.isFinite(largest)) {
      throw new IllegalArgumentException(
          "samples must be finite numbers, got values from %s to %s".formatted(smallest, largest));
    }
    for (int i = 0; i < width && !bytes; i++) {
      centre[i] /= rows.length;
    }
  }

  /// Adds all products of each `step`-th row of the matrix, right of its diagonal.
  private void multiply(int first, int step) throws InterruptedException {
    double[][] block = new double[BLOCK_ROWS][width];
    float[] values = new float[width];
    for (int start = 0; start < rows.length; start += BLOCK_ROWS) {
      for (int r = 0; r < BLOCK_ROWS; r++) {
        if (start + r < rows.length) {
          read(rows[start + r], values, block[r]);
          centre(block[r]);
        } else {
          block[r] = new double[width];
        }
      }
      for (int i = first; i < width; i += step) {
        Parallel.checkInterrupt();
        for (int r = 0; r < BLOCK_ROWS; r += PASS_ROWS) {
          add(products[i], i, block[r], block[r + 1], block[r + 2], block[r + 3]);
        }
      }
    }
  }

  private static void add(
      double[] out, int from, double[] x0, double[] x1, double[] x2, double[] x3) {
    double f0 = x0[from];
    double f1 = x1[from];
    double f2 = x2[from];
    double f3 = x3[from];
    if (f0 == 0 && f1 == 0 && f2 == 0 && f3 == 0) {
      return; // half of Fashion-MNIST is 0
    }
    for (int k = from; k < out.length; k++) {
      out[k] += f0 * x0[k] + f1 * x1[k] + f2 * x2[k] + f3 * x3[k];
    }
  }

  private void read(int index, float[] values, double[] out) {
    if (samples instanceof ByteSamples pixels) {
      for (int i = 0; i < width; i++) {
        out[i] = pixels.bytes()[index * width + i] & 0xff;
      }
    } else {
      samples.read(index, values);
      for (int i = 0; i < width; i++) {
        out[i] = values[i];
      }
    }
  }

  private void centre(double[] row) {
    for (int i = 0; i < width && !bytes; i++) {
      row[i] -= centre[i];
    }
  }

  /// Divides, and copies the upper triangle to the lower one.
  private void finish() {
    double n = rows.length;
    for (int i = 0; i < width; i++) {
      for (int k = i; k < width; k++) {
        double sum = products[i][k];
        products[i][k] =
            bytes ? (n * sum - centre[i] * centre[k]) / (n * n * BYTE_ONE * BYTE_ONE) : sum / n;
        products[k][i] = products[i][k];
      }
    }
  }
}
