package dev.telar.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.engine.SlopePasses.Curve;
import dev.telar.model.Activation;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The functions on vectors against those of [Activation]: the same bits for every 4001st float,
/// subnormal, infinite and NaN ones among them.
class CurveLoopsTest {
  private static final int STRIDE = 4001;
  private static final int WIDTH = 1 << 12;

  private static Stream<Arguments> curves() {
    return Stream.of(
        Arguments.of(new SlopePasses.Sigmoid(), new Activation.Sigmoid()),
        Arguments.of(new SlopePasses.Tanh(), new Activation.Tanh()),
        Arguments.of(new SlopePasses.Gelu(), new Activation.Gelu()),
        Arguments.of(new SlopePasses.Leaky(0.2f), new Activation.LeakyRelu(0.2f)));
  }

  @ParameterizedTest
  @MethodSource("curves")
  void valuesAndSlopesAreThoseOfTheActivation(Curve curve, Activation activation) {
    // The floats as integers, from the least to the greatest.
    for (long from = Integer.MIN_VALUE; from <= Integer.MAX_VALUE; from += (long) STRIDE * WIDTH) {
      float[] inputs = new float[WIDTH];
      for (int i = 0; i < WIDTH; i++) {
        inputs[i] = Float.intBitsToFloat((int) (from + (long) STRIDE * i));
      }
      check(curve, activation, inputs);
    }
    float[] special = new float[WIDTH];
    Arrays.fill(special, 0, 4, Float.NaN);
    special[5] = Float.POSITIVE_INFINITY;
    special[6] = Float.NEGATIVE_INFINITY;
    special[7] = -0f;
    special[8] = Float.MIN_VALUE;
    special[9] = -Float.MIN_VALUE;
    check(curve, activation, special);
  }

  private static void check(Curve curve, Activation activation, float[] inputs) {
    float[] expected = inputs.clone();
    activation.apply(expected);
    float[] expectedSlopes = new float[WIDTH];
    Arrays.fill(expectedSlopes, 1);
    activation.applyDerivative(inputs, expected, expectedSlopes);

    float[] values = inputs.clone();
    float[] slopes = new float[WIDTH];
    curve.apply(values, 0, slopes, 0, WIDTH);

    // Raw bits but for NaN, of which one is as good as another; 0 and -0 differ.
    assertThat(bits(values)).isEqualTo(bits(expected));
    assertThat(bits(slopes)).isEqualTo(bits(expectedSlopes));
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToIntBits(values[i]);
    }
    return bits;
  }
}
