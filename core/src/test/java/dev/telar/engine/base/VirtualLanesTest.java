package dev.telar.engine.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VirtualLanesTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15, 16, 17, 784})
  void squaredDistanceIsTheContractsTreeToTheBit(int length) {
    float[] a = randomFloats(length, 1);
    float[] b = randomFloats(length, 2);

    assertThat(VirtualLanes.squaredDistance(a, b)).isEqualTo(tree(a, b, 0, 1));
  }

  @Test
  void nanReachesTheSum() {
    float[] a = new float[20];
    a[17] = Float.NaN;

    assertThat(VirtualLanes.squaredDistance(a, new float[20])).isNaN();
  }

  /// The sum of the lanes `first, first + stride, …`: two halves of twice the stride, down to one
  /// lane.
  private static double tree(float[] a, float[] b, int first, int stride) {
    return stride == 16
        ? lane(a, b, first)
        : tree(a, b, first, 2 * stride) + tree(a, b, first + stride, 2 * stride);
  }

  /// Every sixteenth square from `first` on, added exactly and rounded to float once per square.
  private static float lane(float[] a, float[] b, int first) {
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = first; i < a.length; i += 16) {
      var square = new BigDecimal(a[i] - b[i]).pow(2);
      sum = new BigDecimal(sum.add(square).floatValue());
    }
    return sum.floatValue();
  }

  private static float[] randomFloats(int length, long seed) {
    var random = new Random(seed);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = random.nextFloat();
    }
    return values;
  }
}
