package dev.telar.measure;

import dev.telar.data.Samples;
import dev.telar.model.Activation;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.model.Parameters;
import dev.telar.model.Parameters.Layer;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The principal components of samples: of all linear maps through k units, the projection on the
/// first k components has the smallest mean square error on the rows it was fitted on. An
/// autoencoder whose code has that width is compared with it. They are fitted without weights of
/// samples; [#meanError] counts these.
///
/// Exact and without random numbers; the same bits for any number of threads. Of n rows, n − 1
/// components can have a variance; the others make them a basis, and no model uses them. Immutable.
///
/// @see <a href="https://doi.org/10.1016/0893-6080(89)90014-2">Baldi and Hornik, Neural networks
///   and principal component analysis (1989)</a>
public final class PrincipalComponents {
  /// The widest samples that are decomposed: time grows with the cube of the width, memory with its
  /// square, and this is minutes and some hundred megabytes.
  public static final int MAX_WIDTH = 4096;

  /// How far above 0 a unit stays, as a part of the data's range.
  private static final double MARGIN = 1.0 / 128;

  private final double[] mean;
  private final double[] variances;
  private final double[][] components;
  private final float lower;
  private final float upper;
  private final int most;

  /// Those that rows cannot tell apart, computed when they are asked for.
  private volatile @Nullable OrthogonalComplement complement;

  /// @param rows how many it is fitted to
  /// @param variances the largest first; those that are missing are 0
  /// @param components for the variances, one a row
  private PrincipalComponents(
      Covariance data, int rows, double[] variances, double[][] components) {
    mean = data.mean();
    most = most(mean.length, rows);
    lower = data.lower();
    upper = data.upper();
    this.components = components;
    this.variances = Arrays.copyOf(variances, mean.length);
    for (int i = 0; i < mean.length; i++) {
      this.variances[i] = Math.max(0, this.variances[i]); // what is below 0 is rounding
    }
  }

  /// Fits the components to rows of samples.
  ///
  /// @param rows which rows, at least one
  /// @param threads that compute, at least 1; one of them decomposes
  /// @throws IllegalArgumentException if there are no rows, the samples are wider than
  ///   [#MAX_WIDTH], or a value is not finite
  /// @throws InterruptedException if the thread is interrupted
  public static PrincipalComponents of(Samples samples, int[] rows, int threads)
      throws InterruptedException {
    if (rows.length == 0) {
      throw new IllegalArgumentException("the principal components of no rows are not defined");
    }
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, got " + threads);
    }
    if (samples.width() > MAX_WIDTH) {
      throw new IllegalArgumentException(
          "principal components are computed of at most %d columns, got %d"
              .formatted(MAX_WIDTH, samples.width()));
    }
    // From the rows' side where that is less work; in between, so many components cost more than
    // they save.
    if (rows.length <= samples.width() / 2) {
      Covariance data = Covariance.withoutMatrix(samples, rows);
      double[][] centred = Arrays.stream(rows).mapToObj(data::centredRow).toArray(double[][]::new);
      RowSpace space = RowSpace.of(centred, threads);
      return new PrincipalComponents(data, rows.length, space.variances(), space.components());
    }
    Covariance covariance = Covariance.of(samples, rows, threads);
    SymmetricEigen eigen = SymmetricEigen.of(covariance.matrix());
    return new PrincipalComponents(covariance, rows.length, eigen.values(), eigen.vectors());
  }

  /// How many components can have a variance: as many as there are columns, or one less than rows.
  public static int most(int columns, int rows) {
    return Math.min(columns, rows - 1);
  }

  /// D, the width of a sample and the number of components.
  public int width() {
    return mean.length;
  }

  /// The mean of each column; a copy.
  public double[] mean() {
    return mean.clone();
  }

  /// The variance along each component, the largest first; a copy.
  public double[] variances() {
    return variances.clone();
  }

  /// A component (D), of unit length; a copy. Its entry of largest magnitude is positive.
  ///
  /// @param index from 0
  public double[] component(int index) {
    return vector(index).clone();
  }

  private double[] vector(int index) {
    if (index < components.length) {
      return components[index];
    }
    OrthogonalComplement rest = complement;
    if (rest == null) {
      rest = new OrthogonalComplement(components);
      complement = rest;
    }
    double[] vector = rest.vector(Objects.checkIndex(index, width()), width());
    SymmetricEigen.orient(vector);
    return vector;
  }

  /// The smallest value of the data: 0 of bytes, of others that of the rows fitted on.
  public float lower() {
    return lower;
  }

  /// The largest value of the data: 1 of bytes, of others that of the rows fitted on.
  public float upper() {
    return upper;
  }

  /// The mean square error per value, on the rows fitted on, of the first k components.
  ///
  /// @param k 0, the mean alone, to D
  public double trainError(int k) {
    return sum(k) / width();
  }

  /// The part of the variance that the first k components hold, in [0, 1]; 1 if there is none.
  ///
  /// @param k 0 to D
  public double explainedVariance(int k) {
    double all = sum(0);
    return all == 0 ? 1 : 1 - sum(k) / all;
  }

  /// The variances from index k on, the small ones first.
  private double sum(int k) {
    double sum = 0;
    for (int i = variances.length - 1; i >= k; i--) {
      sum += variances[i];
    }
    return sum;
  }

  /// The mean square error per value of the mean alone, whatever the input; of weighted samples
  /// that of what counts.
  ///
  /// @throws IllegalArgumentException if samples are of another width, or none counts
  public double meanError(Samples samples) {
    if (samples.width() != width()) {
      throw new IllegalArgumentException(
          "samples have %d columns, the components %d".formatted(samples.width(), width()));
    }
    float[] row = new float[width()];
    float[] weights = new float[width()];
    double sum = 0;
    for (int r = 0; r < samples.rows(); r++) {
      samples.read(r, row);
      samples.readLossWeights(r, weights);
      double rowWeight = samples.rowWeight(r);
      for (int i = 0; i < row.length; i++) {
        sum += rowWeight * weights[i] * ((row[i] - mean[i]) * (row[i] - mean[i]));
      }
    }
    return sum / (samples.totalWeight(Diagnosis.allRows(samples)) * width());
  }

  /// The projection on the first k components as a network without non-linearity.
  ///
  /// @throws IllegalArgumentException unless `1 ≤ k ≤ D`
  public Autoencoder model(int k) {
    var identity = new Activation.Identity();
    checkComponents(k);
    return model(Architecture.of(width(), k, identity, identity));
  }

  /// The projection on as many components as the architecture has hidden units, or as [#most] if
  /// that is less: further directions are arbitrary, and units for them are 0.
  ///
  /// A hidden ReLU, or leaky one, keeps it: biases lift every unit above 0 for any sample within
  /// the data's range, and the decoder's biases take that away again. An output ReLU cuts off what
  /// is below 0.
  ///
  /// @throws IllegalArgumentException if the architecture is of another width, has more than one
  ///   hidden layer or more hidden units than that, or an activation that is not linear above 0
  public Autoencoder model(Architecture architecture) {
    if (architecture.inputs() != width()) {
      throw new IllegalArgumentException(
          "the components have %d columns, the architecture %d inputs"
              .formatted(width(), architecture.inputs()));
    }
    if (architecture.isDeep()) {
      throw new IllegalArgumentException(
          "principal components are of one hidden layer, got " + architecture.label());
    }
    checkComponents(architecture.codeWidth());
    checkLinear(architecture.codeActivation());
    checkLinear(architecture.outputActivation());
    boolean lift = !(architecture.codeActivation() instanceof Activation.Identity);
    int hidden = architecture.codeWidth();
    float[] encoder = new float[hidden * width()];
    float[] encoderBias = new float[hidden];
    float[] decoder = new float[width() * hidden];
    double[] decoderBias = mean.clone();
    for (int i = 0; i < Math.min(hidden, most); i++) {
      double[] component = vector(i);
      double shift = lift ? shift(component) : 0;
      double bias = shift;
      for (int k = 0; k < width(); k++) {
        encoder[i * width() + k] = (float) component[k];
        decoder[k * hidden + i] = (float) component[k];
        bias -= component[k] * mean[k];
        decoderBias[k] -= component[k] * shift;
      }
      encoderBias[i] = (float) bias;
    }
    float[] outputBias = new float[width()];
    for (int k = 0; k < width(); k++) {
      outputBias[k] = (float) decoderBias[k];
    }
    return new Autoencoder(
        architecture,
        Parameters.of(new Layer(encoder, encoderBias), new Layer(decoder, outputBias)));
  }

  private void checkComponents(int k) {
    if (k < 1 || k > width()) {
      throw new IllegalArgumentException(
          "components must be between 1 and the %d columns of the data, got %d"
              .formatted(width(), k));
    }
  }

  /// Checks that an activation is linear above 0, so that components fit into a network with it.
  ///
  /// @throws IllegalArgumentException if it is not
  public static void checkLinear(Activation activation) {
    switch (activation) {
      case Activation.Identity(), Activation.Relu(), Activation.LeakyRelu _ -> {}
      case Activation.Gelu(), Activation.Tanh(), Activation.Sigmoid(), Activation.TopK _ ->
          throw new IllegalArgumentException(
              "principal components are linear, %s is not; use identity, relu or leaky-relu"
                  .formatted(activation.label()));
    }
  }

  /// What lifts a unit above 0 wherever a sample lies between the data's bounds, by more than the
  /// rounding of D float operations.
  private double shift(double[] component) {
    double least = 0;
    double reach = 0;
    for (int k = 0; k < width(); k++) {
      least += Math.min(component[k] * (lower - mean[k]), component[k] * (upper - mean[k]));
      reach += Math.abs(component[k]);
    }
    double range = upper > lower ? upper - lower : 1;
    double rounding = reach * Math.max(Math.abs(lower), Math.abs(upper)) * width() * 0x1p-22;
    return MARGIN * range + rounding - least;
  }
}
