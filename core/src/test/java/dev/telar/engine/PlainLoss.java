package dev.telar.engine;

import dev.telar.data.Batch;
import dev.telar.model.Activation;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.model.Dense;
import dev.telar.model.Tensor;
import dev.telar.random.NormalDistribution;
import dev.telar.random.RandomSource;
import dev.telar.random.RandomSource.Purpose;
import java.util.Arrays;
import java.util.List;

/// What training makes small, in double, written from the formulas alone: one sample after the
/// other, one neuron after the other, in PyTorch's layout.
final class PlainLoss {
  private final Architecture architecture;
  private final List<Dense> layers;
  private final double[][] tensors; // weight and bias of each layer
  private final float[][] x;
  private final double[][] weights; // of each value, its row's among it
  private final double[][] noisy;
  private final Training training;
  private final boolean[][][] kept; // of each hidden layer and row
  private final double dropout;
  private double kinkDistance;
  private double meanSquaredError;

  PlainLoss(Autoencoder model, Batch batch, long step, Training training) {
    architecture = model.architecture();
    layers = architecture.layers();
    tensors =
        model.parameters().tensors().stream().map(PlainLoss::toDouble).toArray(double[][]::new);
    this.training = training;
    x = new float[batch.size()][architecture.inputs()];
    weights = new double[batch.size()][architecture.inputs()];
    noisy = new double[batch.size()][architecture.inputs()];
    var noise = new RandomSource(training.seed(), Purpose.NOISE);
    dropout = training.regularisation().dropout();
    kept = new boolean[architecture.hiddenLayers()][batch.size()][];
    for (int row = 0; row < x.length; row++) {
      batch.read(row, x[row]);
      float[] ofRow = new float[architecture.inputs()];
      batch.readLossWeights(row, ofRow);
      for (int i = 0; i < ofRow.length; i++) {
        weights[row][i] = (double) batch.rowWeight(row) * ofRow[i];
      }
      int[] drawn = new int[architecture.inputs()];
      noise.fillBits(step, row, drawn, drawn.length);
      for (int i = 0; i < drawn.length; i++) {
        noisy[row][i] =
            switch (training.regularisation().noise()) {
              case Noise.None() -> x[row][i];
              case Noise.Gaussian(float deviation) ->
                  x[row][i] + deviation * NormalDistribution.of(drawn[i]);
              case Noise.Masking(float probability) ->
                  Integer.toUnsignedLong(drawn[i]) >= probability * 0x1p32 ? x[row][i] : 0;
            };
      }
      for (int l = 0; l < kept.length; l++) {
        int[] bits = new int[layers.get(l).outputs()];
        RandomSource.dropout(training.seed(), l).fillBits(step, row, bits, bits.length);
        kept[l][row] = new boolean[bits.length];
        for (int unit = 0; unit < bits.length; unit++) {
          kept[l][row][unit] = Integer.toUnsignedLong(bits[unit]) >= dropout * 0x1p32;
        }
      }
    }
  }

  private static double[] toDouble(Tensor tensor) {
    double[] values = new double[tensor.values().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = tensor.values()[i];
    }
    return values;
  }

  /// The values of tensor i, to be varied.
  double[] tensor(int i) {
    return tensors[i];
  }

  /// How close a pre-activation came to a ReLU's kink in the last [#compute()].
  double kinkDistance() {
    return kinkDistance;
  }

  /// The mean square error of the last [#compute()].
  double meanSquaredError() {
    return meanSquaredError;
  }

  double compute() {
    kinkDistance = Double.POSITIVE_INFINITY;
    double squares = 0;
    double crossEntropy = 0;
    double activity = 0;
    int code = architecture.encoder().size() - 1;
    for (int row = 0; row < x.length; row++) {
      double[] values = noisy[row];
      for (int l = 0; l < kept.length; l++) {
        values = sums(l, values);
        for (int unit = 0; unit < values.length; unit++) {
          values[unit] = activate(layers.get(l).activation(), values[unit]);
        }
        if (layers.get(l).activation() instanceof Activation.TopK(int k)) {
          keepLargest(values, k);
        }
        for (int unit = 0; unit < values.length; unit++) {
          activity += l == code ? Math.abs(values[unit]) : 0;
          values[unit] = kept[l][row][unit] ? values[unit] / (1 - dropout) : 0;
        }
      }
      double[] z = sums(kept.length, values);
      for (int i = 0; i < z.length; i++) {
        double y = activate(architecture.outputActivation(), z[i]);
        squares += weights[row][i] * (y - x[row][i]) * (y - x[row][i]);
        crossEntropy +=
            weights[row][i]
                * (Math.log1p(Math.exp(-Math.abs(z[i]))) + Math.max(z[i], 0) - z[i] * x[row][i]);
      }
    }
    int rows = x.length;
    int inputs = architecture.inputs();
    meanSquaredError = squares / (rows * inputs);
    double loss =
        training.loss() == Loss.MEAN_SQUARED_ERROR
            ? meanSquaredError
            : crossEntropy / (rows * inputs);
    return loss
        + training.regularisation().sparsity() * activity / (rows * architecture.codeWidth());
  }

  private double[] sums(int layer, double[] inputs) {
    double[] sums = tensors[2 * layer + 1].clone();
    for (int unit = 0; unit < sums.length; unit++) {
      for (int i = 0; i < inputs.length; i++) {
        sums[unit] += tensors[2 * layer][unit * inputs.length + i] * inputs[i];
      }
    }
    return sums;
  }

  private void keepLargest(double[] values, int k) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int first = Math.max(0, sorted.length - k);
    if (first > 0) {
      kinkDistance = Math.min(kinkDistance, sorted[first] - sorted[first - 1]);
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = values[i] >= sorted[first] ? values[i] : 0;
    }
  }

  private double activate(Activation activation, double z) {
    return switch (activation) {
      case Activation.Identity() -> z;
      case Activation.Relu() -> {
        kinkDistance = Math.min(kinkDistance, Math.abs(z));
        yield Math.max(0, z);
      }
      case Activation.LeakyRelu(float slope) -> {
        kinkDistance = Math.min(kinkDistance, Math.abs(z));
        yield z > 0 ? z : slope * z;
      }
      case Activation.Gelu() ->
          0.5 * z * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (z + 0.044715 * z * z * z)));
      case Activation.Tanh() -> Math.tanh(z);
      case Activation.Sigmoid() -> 1 / (1 + Math.exp(-z));
      case Activation.TopK(int _) -> {
        kinkDistance = Math.min(kinkDistance, Math.abs(z)); // the penalty's
        yield z;
      }
    };
  }
}
