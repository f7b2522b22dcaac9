package dev.telar.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import dev.telar.data.Batch;
import dev.telar.data.RandomWeights;
import dev.telar.data.Samples;
import dev.telar.engine.Engine;
import dev.telar.model.Activation;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.model.Dense;
import dev.telar.model.HiddenWidths;
import dev.telar.model.Tensor;
import java.util.List;
import java.util.stream.DoubleStream;
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

  private static Stream<Architecture> shapes() {
    var relu = new Activation.Relu();
    var identity = new Activation.Identity();
    var tanh = new Activation.Tanh();
    var gelu = new Activation.Gelu();
    var sigmoid = new Activation.Sigmoid();
    var leaky = new Activation.LeakyRelu(0.1f);
    return Stream.of(
        Architecture.of(INPUTS, HIDDEN, relu, relu),
        Architecture.of(INPUTS, HIDDEN, relu, identity),
        Architecture.of(INPUTS, HIDDEN, identity, relu),
        Architecture.of(INPUTS, HIDDEN, tanh, sigmoid),
        Architecture.of(INPUTS, HIDDEN, leaky, relu),
        Architecture.mirrored(33, HiddenWidths.of("17-9"), relu, identity, sigmoid),
        Architecture.mirrored(INPUTS, HiddenWidths.of("9-5-4"), gelu, tanh, leaky),
        Architecture.mirrored(INPUTS, HiddenWidths.of("9-5"), tanh, new Activation.TopK(2), relu),
        new Architecture(
            List.of(new Dense(INPUTS, 8, leaky), new Dense(8, 7, relu)),
            List.of(new Dense(7, INPUTS, identity))));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void normsAreThoseOfTheLossesDerivatives(Architecture shape) {
    check(shape, DiagnosisTest.randomSamples(ROWS, shape.inputs()));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void normsOfWeightedSamplesAreThoseOfTheirLoss(Architecture shape) {
    check(shape, RandomWeights.of(DiagnosisTest.randomSamples(ROWS, shape.inputs())));
  }

  private static void check(Architecture shape, Samples samples) {
    Autoencoder model = Autoencoder.initialise(shape, 4);
    int[] order = IntStream.range(0, ROWS).toArray();
    List<double[]> tensors =
        model.parameters().tensors().stream().map(LossGradientTest::toDouble).toList();

    List<LayerNorms> layers =
        LossGradient.norms(model, new Batch(samples, order, 0, ROWS), Engine.Kind.REFERENCE, 1);

    assertThat(layers).hasSize(shape.layers().size());
    for (int l = 0; l < layers.size(); l++) {
      LayerNorms layer = layers.get(l);
      double[] weight = tensors.get(2 * l);
      double[] bias = tensors.get(2 * l + 1);
      assertThat(layer.weight()).isCloseTo(norm(weight), withPercentage(1e-9));
      assertThat(layer.bias()).isCloseTo(norm(bias), withPercentage(1e-9));
      assertThat(layer.weightGradient())
          .as("weights of layer %d", l)
          .isPositive()
          .isCloseTo(norm(derivatives(shape, samples, tensors, weight)), withPercentage(1e-3));
      assertThat(layer.biasGradient())
          .as("biases of layer %d", l)
          .isPositive()
          .isCloseTo(norm(derivatives(shape, samples, tensors, bias)), withPercentage(1e-3));
    }
  }

  private static double[] derivatives(
      Architecture shape, Samples samples, List<double[]> tensors, double[] varied) {
    double[] derivatives = new double[varied.length];
    for (int i = 0; i < varied.length; i++) {
      double value = varied[i];
      varied[i] = value + DIFFERENCE;
      double above = loss(shape, samples, tensors);
      varied[i] = value - DIFFERENCE;
      double below = loss(shape, samples, tensors);
      varied[i] = value;
      derivatives[i] = (above - below) / (2 * DIFFERENCE);
    }
    return derivatives;
  }

  private static double loss(Architecture shape, Samples samples, List<double[]> tensors) {
    double sum = 0;
    float[] x = new float[shape.inputs()];
    float[] weights = new float[shape.inputs()];
    for (int row = 0; row < ROWS; row++) {
      samples.read(row, x);
      samples.readLossWeights(row, weights);
      double[] y = IntStream.range(0, x.length).mapToDouble(i -> x[i]).toArray();
      for (int l = 0; l < shape.layers().size(); l++) {
        Activation activation = shape.layers().get(l).activation();
        y = layer(activation, y, tensors.get(2 * l), tensors.get(2 * l + 1));
      }
      for (int i = 0; i < x.length; i++) {
        sum += samples.rowWeight(row) * weights[i] * (y[i] - x[i]) * (y[i] - x[i]);
      }
    }
    return sum / (ROWS * x.length);
  }

  private static double[] layer(
      Activation activation, double[] in, double[] weight, double[] bias) {
    double[] out = new double[bias.length];
    for (int unit = 0; unit < out.length; unit++) {
      out[unit] = bias[unit];
      for (int i = 0; i < in.length; i++) {
        out[unit] += weight[unit * in.length + i] * in[i];
      }
    }
    if (activation instanceof Activation.TopK(int k)) {
      double least = DoubleStream.of(out).sorted().skip(out.length - k).findFirst().orElseThrow();
      return DoubleStream.of(out).map(z -> z >= least ? z : 0).toArray();
    }
    return DoubleStream.of(out).map(z -> activate(activation, z)).toArray();
  }

  private static double activate(Activation activation, double z) {
    return switch (activation) {
      case Activation.Relu() -> Math.max(0, z);
      case Activation.Identity() -> z;
      case Activation.LeakyRelu(float slope) -> z > 0 ? z : slope * z;
      case Activation.Tanh() -> Math.tanh(z);
      case Activation.Sigmoid() -> 1 / (1 + Math.exp(-z));
      case Activation.Gelu() ->
          z / 2 * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (z + 0.044715 * z * z * z)));
      case Activation.TopK _ -> throw new IllegalArgumentException(activation.label());
    };
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
