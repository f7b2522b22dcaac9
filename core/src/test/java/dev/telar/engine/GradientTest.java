package dev.telar.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import dev.telar.data.Batch;
import dev.telar.data.ByteSamples;
import dev.telar.data.RandomWeights;
import dev.telar.model.Activation;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.model.HiddenWidths;
import dev.telar.model.Tensor;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The gradient against central differences of [PlainLoss], which knows nothing of engines.
class GradientTest {
  private static final double DIFFERENCE = 1e-5;

  /// No pre-activation comes closer to the ReLU's kink, so no difference straddles it.
  private static final double KINK_DISTANCE = 1e-4;

  /// Float32 carries 6e-8 relative; measured: at most 2.1e-7.
  private static final double TOLERANCE = 1e-6;

  private static Stream<Arguments> cases() {
    var relu = new Activation.Relu();
    var identity = new Activation.Identity();
    return Stream.of(0f, 0.1f, 0.5f)
        .flatMap(dropout ->
            Stream.of(
                Arguments.of(Architecture.of(1, 3, identity, identity), 2, dropout),
                Arguments.of(Architecture.of(13, 7, relu, relu), 5, dropout),
                Arguments.of(Architecture.of(33, 17, relu, identity), 9, dropout),
                Arguments.of(Architecture.of(20, 50, identity, relu), 4, dropout)));
  }

  private static Stream<Arguments> methods() {
    return Stream.of(
        Arguments.of("sigmoid", "sigmoid", Loss.BINARY_CROSS_ENTROPY, new Noise.None(), 0f),
        Arguments.of("sigmoid", "sigmoid", Loss.MEAN_SQUARED_ERROR, new Noise.Gaussian(0.3f), 0f),
        Arguments.of("tanh", "gelu", Loss.MEAN_SQUARED_ERROR, new Noise.Masking(0.5f), 0.3f),
        Arguments.of("gelu", "tanh", Loss.MEAN_SQUARED_ERROR, new Noise.None(), 0.3f),
        Arguments.of("leaky-relu:0.2", "leaky-relu", Loss.MEAN_SQUARED_ERROR, new Noise.None(), 0f),
        Arguments.of("top-k:4", "identity", Loss.MEAN_SQUARED_ERROR, new Noise.None(), 0.3f),
        Arguments.of("relu", "relu", Loss.MEAN_SQUARED_ERROR, new Noise.Gaussian(0.1f), 0.5f));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void gradientIsThatOfTheLoss(Architecture architecture, int rows, float dropout) {
    check(architecture, rows, new Training(new Optimizer.Sgd(0), dropout, 5));
  }

  @ParameterizedTest
  @MethodSource("methods")
  void gradientIsThatOfEveryLoss(
      String hidden, String output, Loss loss, Noise noise, float sparsity) {
    var architecture = Architecture.of(21, 11, Activation.of(hidden), Activation.of(output));
    check(
        architecture,
        6,
        new Training(
            new Optimizer.Sgd(0),
            loss,
            new Regularisation(0.1, noise, sparsity, Double.POSITIVE_INFINITY, false),
            5));
  }

  private static Stream<Arguments> deep() {
    return Stream.of(
        Arguments.of(deep("gelu", "identity", "sigmoid"), Loss.BINARY_CROSS_ENTROPY, 0f),
        Arguments.of(deep("relu", "relu", "relu"), Loss.MEAN_SQUARED_ERROR, 0f),
        Arguments.of(deep("leaky-relu:0.2", "top-k:2", "tanh"), Loss.MEAN_SQUARED_ERROR, 0f),
        Arguments.of(deep("tanh", "sigmoid", "gelu"), Loss.MEAN_SQUARED_ERROR, 0.3f));
  }

  private static Architecture deep(String inner, String code, String output) {
    return Architecture.mirrored(
        13,
        HiddenWidths.of("11-7-4"),
        Activation.of(inner),
        Activation.of(code),
        Activation.of(output));
  }

  @ParameterizedTest
  @MethodSource("deep")
  void gradientOfEveryLayerIsThatOfTheLoss(Architecture architecture, Loss loss, float sparsity) {
    var regularisation =
        new Regularisation(
            0.1, new Noise.Gaussian(0.1f), sparsity, Double.POSITIVE_INFINITY, false);
    check(architecture, 5, new Training(new Optimizer.Sgd(0), loss, regularisation, 5));
  }

  @ParameterizedTest
  @MethodSource("methods")
  void gradientOfWeightedSamplesIsThatOfTheirLoss(
      String hidden, String output, Loss loss, Noise noise, float sparsity) {
    var architecture = Architecture.of(21, 11, Activation.of(hidden), Activation.of(output));
    var regularisation = new Regularisation(0.1, noise, sparsity, Double.POSITIVE_INFINITY, false);
    check(
        architecture,
        new Batch(RandomWeights.of(batch(6, 21).samples()), new int[] {0, 1, 2, 3, 4, 5}, 0, 6),
        new Training(new Optimizer.Sgd(0), loss, regularisation, 5));
  }

  private static void check(Architecture architecture, int rows, Training training) {
    check(architecture, batch(rows, architecture.inputs()), training);
  }

  private static void check(Architecture architecture, Batch batch, Training training) {
    int rows = batch.size();
    long step = 3;
    Autoencoder model = modelAwayFromKinks(architecture, batch, step, training);

    try (var engine = ReferenceEngines.open(model, List.of(), training, rows, 2)) {
      double squaredError = engine.computeGradient(batch, step);

      var loss = new PlainLoss(model, batch, step, training);
      loss.compute();
      assertThat(squaredError / rows / architecture.inputs())
          .isCloseTo(loss.meanSquaredError(), withPercentage(1e-4));
      List<Tensor> gradient = engine.gradient().tensors();
      for (int i = 0; i < gradient.size(); i++) {
        assertThat(relativeDistance(gradient.get(i).values(), differences(loss, i)))
            .as(gradient.get(i).name())
            .isLessThanOrEqualTo(TOLERANCE);
      }
    }
  }

  /// The derivative of the loss with respect to each element of a tensor.
  private static double[] differences(PlainLoss loss, int tensor) {
    double[] values = loss.tensor(tensor);
    double[] differences = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      double value = values[i];
      values[i] = value + DIFFERENCE;
      double above = loss.compute();
      values[i] = value - DIFFERENCE;
      double below = loss.compute();
      values[i] = value;
      differences[i] = (above - below) / (2 * DIFFERENCE);
    }
    return differences;
  }

  /// The distance of the vectors by the length of the second.
  private static double relativeDistance(float[] actual, double[] expected) {
    double distance = 0;
    double length = 0;
    for (int i = 0; i < expected.length; i++) {
      distance += (actual[i] - expected[i]) * (actual[i] - expected[i]);
      length += expected[i] * expected[i];
    }
    assertThat(length).as("a gradient of zero would prove nothing").isPositive();
    return Math.sqrt(distance / length);
  }

  private static Autoencoder modelAwayFromKinks(
      Architecture architecture, Batch batch, long step, Training training) {
    for (long seed = 0; ; seed++) {
      var model = Autoencoder.initialise(architecture, seed);
      var loss = new PlainLoss(model, batch, step, training);
      loss.compute();
      if (loss.kinkDistance() > KINK_DISTANCE) {
        return model;
      }
    }
  }

  private static Batch batch(int rows, int width) {
    byte[] bytes = new byte[rows * width];
    new Random(1).nextBytes(bytes);
    return new Batch(
        new ByteSamples(bytes, rows, width), IntStream.range(0, rows).toArray(), 0, rows);
  }
}
