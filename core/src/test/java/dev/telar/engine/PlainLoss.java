package dev.telar.engine;

import dev.telar.data.Batch;
import dev.telar.model.Activation;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.model.Parameters.Tensor;
import dev.telar.random.RandomSource;
import dev.telar.random.RandomSource.Purpose;

/// The mean square error of an autoencoder with dropout, in double, written from the formulas
/// alone: one sample after the other, one neuron after the other, in PyTorch's layout.
final class PlainLoss {
  private final Architecture architecture;
  private final double[][] tensors; // encoder weight and bias, decoder weight and bias
  private final float[][] x;
  private final boolean[][] kept;
  private final double dropout;
  private double kinkDistance;

  PlainLoss(Autoencoder model, Batch batch, long step, Engine.Training training) {
    architecture = model.architecture();
    tensors =
        model.parameters().tensors().stream().map(PlainLoss::toDouble).toArray(double[][]::new);
    x = new float[batch.size()][architecture.inputs()];
    kept = new boolean[batch.size()][architecture.hidden()];
    dropout = training.dropout();
    var random = new RandomSource(training.seed(), Purpose.DROPOUT);
    int[] bits = new int[architecture.hidden()];
    for (int row = 0; row < x.length; row++) {
      batch.read(row, x[row]);
      random.fillBits(step, row, bits, bits.length);
      for (int unit = 0; unit < bits.length; unit++) {
        kept[row][unit] = Integer.toUnsignedLong(bits[unit]) >= dropout * 0x1p32;
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

  double compute() {
    kinkDistance = Double.POSITIVE_INFINITY;
    int inputs = architecture.inputs();
    double sum = 0;
    for (int row = 0; row < x.length; row++) {
      double[] hidden = new double[architecture.hidden()];
      for (int unit = 0; unit < hidden.length; unit++) {
        double z = tensors[1][unit];
        for (int i = 0; i < inputs; i++) {
          z += tensors[0][unit * inputs + i] * x[row][i];
        }
        double activated = activate(architecture.hiddenActivation(), z);
        hidden[unit] = kept[row][unit] ? activated / (1 - dropout) : 0;
      }
      for (int i = 0; i < inputs; i++) {
        double z = tensors[3][i];
        for (int unit = 0; unit < hidden.length; unit++) {
          z += tensors[2][i * hidden.length + unit] * hidden[unit];
        }
        double error = activate(architecture.outputActivation(), z) - x[row][i];
        sum += error * error;
      }
    }
    return sum / (x.length * inputs);
  }

  private double activate(Activation activation, double z) {
    return switch (activation) {
      case Activation.Identity() -> z;
      case Activation.Relu() -> {
        kinkDistance = Math.min(kinkDistance, Math.abs(z));
        yield Math.max(0, z);
      }
    };
  }
}
