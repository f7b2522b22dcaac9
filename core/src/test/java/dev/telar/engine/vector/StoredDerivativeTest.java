package dev.telar.engine.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.model.Activation;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The functions on vectors against those of [Activation]: the same bits for every 4001st float,
/// subnormal, infinite and NaN ones among them.
class StoredDerivativeTest {
  private static final int STRIDE = 4001;
  private static final int WIDTH = 1 << 12;

  private static Stream<Activation> activations() {
    return Stream.of(
        new Activation.Sigmoid(),
        new Activation.Tanh(),
        new Activation.Gelu(),
        new Activation.LeakyRelu(0.2f));
  }

  @ParameterizedTest
  @MethodSource("activations")
  void valuesAndDerivativesAreThoseOfTheActivation(Activation activation) {
    // The floats as integers, from the least to the greatest.
    for (long from = Integer.MIN_VALUE; from <= Integer.MAX_VALUE; from += (long) STRIDE * WIDTH) {
      float[] inputs = new float[WIDTH];
      for (int i = 0; i < WIDTH; i++) {
        inputs[i] = Float.intBitsToFloat((int) (from + (long) STRIDE * i));
      }
      check(activation, inputs);
    }
    float[] special = new float[WIDTH];
    Arrays.fill(special, 0, 4, Float.NaN);
    special[5] = Float.POSITIVE_INFINITY;
    special[6] = Float.NEGATIVE_INFINITY;
    special[7] = -0f;
    special[8] = Float.MIN_VALUE;
    special[9] = -Float.MIN_VALUE;
    check(activation, special);
  }

  private static void check(Activation activation, float[] inputs) {
    float[] expected = inputs.clone();
    activation.apply(expected);
    float[] expectedDerivatives = new float[WIDTH];
    Arrays.fill(expectedDerivatives, 1);
    activation.applyDerivative(inputs, expected, expectedDerivatives);

    float[] values = inputs.clone();
    float[] derivatives = new float[WIDTH];
    StoredDerivative.of(activation).apply(values, 0, derivatives, 0, WIDTH);

    // Raw bits but for NaN, of which one is as good as another; 0 and -0 differ.
    assertThat(bits(values)).isEqualTo(bits(expected));
    assertThat(bits(derivatives)).isEqualTo(bits(expectedDerivatives));
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToIntBits(values[i]);
    }
    return bits;
  }
}
