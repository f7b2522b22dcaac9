package dev.telar.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

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
  void isFoundByItsLabel() {
    assertThat(Activation.of("relu")).isEqualTo(new Activation.Relu());
    assertThat(Activation.of("identity")).isEqualTo(new Activation.Identity());
    assertThatThrownBy(() -> Activation.of("swish"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("unknown activation swish; known are " + Activation.KNOWN);
  }
}
