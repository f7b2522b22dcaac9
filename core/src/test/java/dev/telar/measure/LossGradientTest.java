package dev.telar.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import dev.telar.data.Batch;
import dev.telar.data.ByteSamples;
import dev.telar.engine.Engine;
import dev.telar.model.Activation;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.model.Tensor;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The norms against those of central differences of the loss, computed in double here.
class LossGradientTest {
  private static final int ROWS = 7;
  private static final int INPUTS = 6;
  private static final int HIDDEN = 5;
  private static final double DIFFERENCE = 1e-6;
  private static final ByteSamples SAMPLES = DiagnosisTest.randomSamples(ROWS, INPUTS);

  private static Stream<Architecture> shapes() {
    var relu = new Activation.Relu();
    var identity = new Activation.Identity();
    return Stream.of(
        Architecture.of(INPUTS, HIDDEN, relu, relu),
        Architecture.of(INPUTS, HIDDEN, relu, identity),
        Architecture.of(INPUTS, HIDDEN, identity, relu),
        Architecture.of(INPUTS, HIDDEN, new Activation.Tanh(), new Activation.Sigmoid()),
        Architecture.of(INPUTS, HIDDEN, new Activation.LeakyRelu(0.1f), relu));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void normsAreThoseOfTheLossesDerivatives(Architecture shape) {
    Autoencoder model = Autoencoder.initialise(shape, 4);
    int[] order = IntStream.range(0, ROWS).toArray();
    List<double[]> tensors =
        model.parameters().tensors().stream().map(LossGradientTest::toDouble).toList();

    List<LayerNorms> layers =
        LossGradient.norms(model, new Batch(SAMPLES, order, 0, ROWS), Engine.Kind.REFERENCE, 1);

    assertThat(layers.getFirst().weight()).isCloseTo(norm(tensors.get(0)), withPercentage(1e-9));
    assertThat(layers.getLast().bias()).isCloseTo(norm(tensors.get(3)), withPercentage(1e-9));
    var measured =
        List.of(
            layers.getFirst().weightGradient(),
            layers.getFirst().biasGradient(),
            layers.getLast().weightGradient(),
            layers.getLast().biasGradient());
    for (int i = 0; i < 4; i++) {
      assertThat(measured.get(i))
          .isPositive()
          .isCloseTo(norm(differences(shape, tensors, tensors.get(i))), withPercentage(1e-3));
    }
  }

  private static double[] differences(Architecture shape, List<double[]> tensors, double[] varied) {
    double[] slopes = new double[varied.length];
    for (int i = 0; i < varied.length; i++) {
      double value = varied[i];
      varied[i] = value + DIFFERENCE;
      double above = loss(shape, tensors);
      varied[i] = value - DIFFERENCE;
      double below = loss(shape, tensors);
      varied[i] = value;
      slopes[i] = (above - below) / (2 * DIFFERENCE);
    }
    return slopes;
  }

  private static double loss(Architecture shape, List<double[]> tensors) {
    double sum = 0;
    float[] x = new float[INPUTS];
    double[] in = new double[INPUTS];
    for (int row = 0; row < ROWS; row++) {
      SAMPLES.read(row, x);
      for (int i = 0; i < INPUTS; i++) {
        in[i] = x[i];
      }
      double[] h = layer(shape.codeActivation(), in, tensors.get(0), tensors.get(1));
      double[] y = layer(shape.outputActivation(), h, tensors.get(2), tensors.get(3));
      for (int i = 0; i < INPUTS; i++) {
        sum += (y[i] - x[i]) * (y[i] - x[i]);
      }
    }
    return sum / (ROWS * INPUTS);
  }

  private static double[] layer(
      Activation activation, double[] in, double[] weight, double[] bias) {
    double[] out = new double[bias.length];
    for (int unit = 0; unit < out.length; unit++) {
      double z = bias[unit];
      for (int i = 0; i < in.length; i++) {
        z += weight[unit * in.length + i] * in[i];
      }
      out[unit] =
          switch (activation) {
            case Activation.Relu() -> Math.max(0, z);
            case Activation.Identity() -> z;
            case Activation.LeakyRelu(float slope) -> z > 0 ? z : slope * z;
            case Activation.Tanh() -> Math.tanh(z);
            case Activation.Sigmoid() -> 1 / (1 + Math.exp(-z));
            case Activation.Gelu _, Activation.TopK _ ->
                throw new IllegalArgumentException(activation.label());
          };
    }
    return out;
  }

  private static double[] toDouble(Tensor tensor) {
    double[] values = new double[tensor.values().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = tensor.values()[i];
    }
    return values;
  }

  private static double norm(double[] values) {
    double squares = 0;
    for (double value : values) {
      squares += value * value;
    }
    return Math.sqrt(squares);
  }
}
