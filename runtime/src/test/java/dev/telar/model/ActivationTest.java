package dev.telar.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActivationTest {
  private static final float[] VALUES = {-1, -0f, 0, 0.5f, Float.POSITIVE_INFINITY, Float.NaN};

  @Test
  void reluIsTheLargerOfZeroAndTheValueAndKeepsNan() {
    float[] values = VALUES.clone();
    float[] gradient = {1, 2, 3, 4, 5, 6};

    new Activation.Relu().apply(values);
    new Activation.Relu().applyDerivative(VALUES, values, gradient);

    assertThat(values).containsExactly(0, 0, 0, 0.5f, Float.POSITIVE_INFINITY, Float.NaN);
    assertThat(gradient).startsWith(0, 0, 0, 4, 5);
  }

  @Test
  void identityChangesNothing() {
    float[] values = VALUES.clone();
    float[] gradient = {1, 2, 3, 4, 5, 6};

    new Activation.Identity().apply(values);
    new Activation.Identity().applyDerivative(VALUES, values, gradient);

    assertThat(values).isEqualTo(VALUES);
    assertThat(gradient).containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void leakyReluLetsAShareOfNegativeValuesThrough() {
    float[] inputs = {-2, -0f, 0, 3};
    float[] values = inputs.clone();
    float[] gradient = {1, 2, 3, 4};

    new Activation.LeakyRelu(0.25f).apply(values);
    new Activation.LeakyRelu(0.25f).applyDerivative(inputs, values, gradient);

    assertThat(values).containsExactly(-0.5f, -0f, 0, 3);
    assertThat(gradient).containsExactly(0.25f, 0.5f, 0.75f, 4);
  }

  @Test
  void topKKeepsTheLargestAndOfEqualOnesTheFirst() {
    float[] inputs = {1, -3, 2, 1, -1, 1};
    float[] values = inputs.clone();
    float[] gradient = {1, 2, 3, 4, 5, 6};

    new Activation.TopK(3).apply(values);
    new Activation.TopK(3).applyDerivative(inputs, values, gradient);

    assertThat(values).containsExactly(1, 0, 2, 1, 0, 0);
    assertThat(gradient).containsExactly(1, 0, 3, 4, 0, 0);
  }

  @Test
  void topKKeepsNegativeValuesWhereNoneIsLargerAndNanBeforeAll() {
    float[] values = {-3, -1, -2, Float.intBitsToFloat(0xFFC0_0000), -5};
    float[] few = {-1, 2};

    new Activation.TopK(2).apply(values);
    new Activation.TopK(9).apply(few);

    assertThat(values).containsExactly(0, -1, 0, Float.NaN, 0);
    assertThat(few).containsExactly(-1, 2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "relu",
        "identity",
        "leaky-relu",
        "leaky-relu:0.2",
        "gelu",
        "tanh",
        "sigmoid",
        "top-k:7"
      })
  void isFoundByItsLabel(String label) {
    assertThat(Activation.of(label).label()).isEqualTo(label);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "swish",
        "",
        "ReLU",
        "relu:1",
        "leaky-relu:",
        "leaky-relu:x",
        "top-k",
        "top-k:1.5"
      })
  void refusesOtherLabels(String label) {
    assertThatThrownBy(() -> Activation.of(label))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("unknown activation " + label + "; known are " + Activation.KNOWN);
  }

  @ParameterizedTest
  @CsvSource({
    "leaky-relu:1, 'the slope of a leaky ReLU must be at least 0 and below 1, got 1.0'",
    "leaky-relu:-0.1, 'the slope of a leaky ReLU must be at least 0 and below 1, got -0.1'",
    "leaky-relu:NaN, 'the slope of a leaky ReLU must be at least 0 and below 1, got NaN'",
    "top-k:0, 'top-k keeps at least 1 unit, got 0'"
  })
  void refusesNumbersOutOfTheirRange(String label, String message) {
    assertThatThrownBy(() -> Activation.of(label))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
