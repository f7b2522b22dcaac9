package dev.telar.measure;

import dev.telar.data.Batch;
import dev.telar.engine.Engine;
import dev.telar.model.Activation;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import java.util.Arrays;

/// Follows a model's outputs before and after their activation, and the samples they should equal.
///
/// An engine gives outputs only after the activation, so it computes a model whose output
/// activation is the identity; the real one is applied here, to the same bits.
final class OutputSums implements AutoCloseable {
  private final Engine linear;
  private final Activation activation;
  private final int width;
  private final float[] preActivations;
  private final float[] outputs;
  private final float[] row;
  private final float[] sample;
  private final float[] weights;
  private final float[] greatest;
  private final double[] preActivationSum;
  private final double[] dataSum;
  private final double[] errorSum;
  private final double[] valueWeight; // of each output's values
  private double rowWeight; // of all rows

  OutputSums(Engine.Kind kind, Autoencoder model, int maxBatch, int threads) {
    Architecture shape = model.architecture();
    activation = shape.outputActivation();
    width = shape.inputs();
    preActivations = new float[maxBatch * width];
    outputs = new float[maxBatch * width];
    row = new float[width];
    sample = new float[width];
    weights = new float[width];
    preActivationSum = new double[width];
    greatest = new float[width];
    Arrays.fill(greatest, Float.NEGATIVE_INFINITY);
    dataSum = new double[width];
    errorSum = new double[width];
    valueWeight = new double[width];
    // Last: its threads would go on if an array did not fit.
    linear =
        Engine.open(
            kind, LossGradient.withLinearLayer(model, shape.hiddenLayers()), maxBatch, threads);
  }

  /// Adds a batch.
  ///
  /// @return the outputs (B, D), row after row, until the next call
  float[] add(Batch batch) {
    linear.reconstruct(batch, preActivations);
    for (int r = 0; r < batch.size(); r++) {
      System.arraycopy(preActivations, r * width, row, 0, width);
      activation.apply(row);
      System.arraycopy(row, 0, outputs, r * width, width);
      batch.read(r, sample);
      batch.readLossWeights(r, weights);
      rowWeight += batch.rowWeight(r);
      for (int i = 0; i < width; i++) {
        float preActivation = preActivations[r * width + i];
        greatest[i] = Math.max(greatest[i], preActivation);
        double weight = (double) batch.rowWeight(r) * weights[i];
        preActivationSum[i] += weight * preActivation;
        double difference = (double) row[i] - sample[i];
        errorSum[i] += weight * (difference * difference);
        dataSum[i] += weight * sample[i];
        valueWeight[i] += weight;
      }
    }
    return outputs;
  }

  /// The greatest pre-activation of an output.
  float greatest(int output) {
    return greatest[output];
  }

  /// The mean pre-activation of an output where its value counts; 0 if none does.
  double preActivationMean(int output) {
    return meanOfValues(preActivationSum, output);
  }

  /// The mean of the samples at an output, of the values that count; 0 if none does.
  double dataMean(int output) {
    return meanOfValues(dataSum, output);
  }

  private double meanOfValues(double[] sums, int output) {
    return valueWeight[output] == 0 ? 0 : sums[output] / valueWeight[output];
  }

  /// The mean square error of an output over the rows that count: the mean over all outputs is the
  /// error of the model.
  double error(int output) {
    return errorSum[output] / rowWeight;
  }

  @Override
  public void close() {
    linear.close();
  }
}
