package dev.telar.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.data.Batch;
import dev.telar.data.FloatSamples;
import dev.telar.engine.reference.ReferenceEngine;
import dev.telar.model.Activation;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.model.Parameters;
import dev.telar.model.Parameters.Layer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DropoutTest {
  /// As many rows as inputs, so that each row can have an input and an output of its own; a power
  /// of two, so that the scale of the gradient is exact.
  private static final int ROWS = 32;

  private static final int UNITS = 1000;
  private static final int STEPS = 10;

  @ParameterizedTest
  @ValueSource(floats = {0.1f, 0.5f, 0.9f})
  void shareOfKeptUnitsIsOneMinusTheProbability(float dropout) {
    long kept = 0;
    for (int step = 0; step < STEPS; step++) {
      for (float value : masks(dropout, step)) {
        kept += value != 0 ? 1 : 0;
      }
    }

    double count = (double) STEPS * ROWS * UNITS;
    double mean = count * (1 - dropout);
    double sigma = Math.sqrt(mean * dropout);
    assertThat((double) kept).isBetween(mean - 5 * sigma, mean + 5 * sigma);
  }

  @ParameterizedTest
  @ValueSource(floats = {0.1f, 0.5f, 0.9f})
  void whatIsKeptIsScaledSoThatTheMeanActivationStays(float dropout) {
    float[] masks = masks(dropout, 0);

    float scale = (float) (1 / (1 - (double) dropout));
    double sum = 0;
    for (float value : masks) {
      assertThat(value == 0 || value == scale).as("%s", value).isTrue();
      sum += value;
    }
    double sigma = Math.sqrt(dropout / (1 - dropout) / masks.length);
    assertThat(sum / masks.length).isBetween(1 - 5 * sigma, 1 + 5 * sigma);
  }

  @Test
  void masksDifferByStepAndRowAndComeBack() {
    float[] first = masks(0.5f, 7);

    assertThat(masks(0.5f, 7)).isEqualTo(first);
    assertThat(masks(0.5f, 8)).isNotEqualTo(first);
    assertThat(IntStream.range(0, ROWS).mapToObj(row -> Arrays.toString(row(first, row))))
        .doesNotHaveDuplicates();
  }

  private static float[] row(float[] masks, int row) {
    return Arrays.copyOfRange(masks, row * UNITS, (row + 1) * UNITS);
  }

  @Test
  void nothingIsDroppedAtProbabilityZero() {
    assertThat(masks(0, 0)).containsOnly(1f);
  }

  @Test
  void nothingIsDroppedInEvaluation() {
    float[] hidden = new float[ROWS * UNITS];

    try (var engine = open(0.5f)) {
      engine.encode(units(), hidden);
    }

    assertThat(hidden).containsOnly(1f);
  }

  /// The masks (B, N) of one step, read off a gradient. Every hidden unit is 1 before dropout,
  /// every output 0, and row i is the i-th unit vector. So the gradient of decoder weight (i, n) is
  /// −2 / (B·D) times the mask of unit n in row i, without rounding.
  private static float[] masks(float dropout, long step) {
    try (var engine = open(dropout)) {
      engine.computeGradient(units(), step);
      float[] masks = engine.gradient().decoder().getLast().weight();
      for (int i = 0; i < masks.length; i++) {
        masks[i] *= -ROWS * ROWS / 2f;
      }
      return masks;
    }
  }

  private static ReferenceEngine open(float dropout) {
    var linear = new Activation.Identity();
    float[] ones = new float[UNITS];
    Arrays.fill(ones, 1);
    var model =
        new Autoencoder(
            Architecture.of(ROWS, UNITS, linear, linear),
            Parameters.of(
                new Layer(new float[UNITS * ROWS], ones),
                new Layer(new float[ROWS * UNITS], new float[ROWS])));
    var training = new Training(new Optimizer.Sgd(0), dropout, 3);
    return ReferenceEngines.open(model, List.of(), training, ROWS, 1);
  }

  private static Batch units() {
    float[] identity = new float[ROWS * ROWS];
    for (int i = 0; i < ROWS; i++) {
      identity[i * ROWS + i] = 1;
    }
    return new Batch(
        new FloatSamples(identity, ROWS, ROWS), IntStream.range(0, ROWS).toArray(), 0, ROWS);
  }
}
