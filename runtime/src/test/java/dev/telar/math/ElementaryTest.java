package dev.telar.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every 1009th float of each sign, subnormal ones too; the bounds are those of all floats, which
/// were measured once.
class ElementaryTest {
  private static final int STRIDE = 1009;
  private static final int INFINITY_BITS = 0x7F80_0000;

  private interface FloatFunction {
    float at(float x);
  }

  private static double worstUlps(FloatFunction function, DoubleUnaryOperator exact, float most) {
    double worst = 0;
    for (int bits = 0; bits < INFINITY_BITS; bits += STRIDE) {
      float x = Float.intBitsToFloat(bits);
      if (x <= most) {
        worst = Math.max(worst, Math.max(ulps(function, exact, x), ulps(function, exact, -x)));
      }
    }
    return worst;
  }

  private static double ulps(FloatFunction function, DoubleUnaryOperator exact, float x) {
    double expected = exact.applyAsDouble(x);
    return Math.abs(function.at(x) - expected) / Math.ulp((float) expected);
  }

  @Test
  void expIsWithinItsBound() {
    assertThat(worstUlps(Elementary::exp, Math::exp, Elementary.MOST)).isBetween(0.5, 1.02);
  }

  @Test
  void sigmoidIsWithinItsBound() {
    assertThat(worstUlps(Elementary::sigmoid, x -> 1 / (1 + Math.exp(-x)), Elementary.MOST))
        .isBetween(0.5, 2.49);
  }

  @Test
  void tanhIsWithinItsBound() {
    assertThat(worstUlps(Elementary::tanh, Math::tanh, Float.MAX_VALUE)).isBetween(0.5, 1.51);
  }

  @Test
  void nanGivesNan() {
    assertThat(Elementary.exp(Float.NaN)).isNaN();
    assertThat(Elementary.sigmoid(Float.NaN)).isNaN();
    assertThat(Elementary.tanh(Float.NaN)).isNaN();
    assertThat(Elementary.geluGate(Float.NaN)).isNaN();
  }

  @ParameterizedTest
  @ValueSource(floats = {88, 1e10f, Float.MAX_VALUE, Float.POSITIVE_INFINITY})
  void largeArgumentsGiveTheEndsOfTheRange(float x) {
    assertThat(Elementary.exp(x)).isEqualTo(Elementary.exp(87));
    assertThat(Elementary.exp(-x)).isEqualTo(Elementary.exp(-87)).isPositive();
    assertThat(Elementary.sigmoid(x)).isEqualTo(1);
    assertThat(Elementary.sigmoid(-x)).isBetween(0f, 1.7e-38f);
    assertThat(Elementary.tanh(x)).isEqualTo(1);
    assertThat(Elementary.tanh(-x)).isEqualTo(-1);
    assertThat(Elementary.geluGate(x)).isEqualTo(1);
    assertThat(Elementary.geluGate(-x)).isZero();
  }

  @Test
  void aGateThatLetsNothingThroughIsZero() {
    assertThat(Elementary.geluGate(-7.6f)).isBetween(0x1p-64f, 0x1p-62f);
    assertThat(Elementary.geluGate(-7.7f)).isZero();
  }

  @ParameterizedTest
  @ValueSource(floats = {0, -0f, Float.MIN_VALUE, -Float.MIN_VALUE, 1e-39f})
  void nextToZeroAreTheLimits(float x) {
    assertThat(Elementary.exp(x)).isEqualTo(1);
    assertThat(Elementary.sigmoid(x)).isEqualTo(0.5f);
    assertThat(Elementary.tanh(x) == x).isTrue();
    assertThat(Elementary.geluGate(x)).isEqualTo(0.5f);
  }
}
