package dev.telar.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.telar.data.ByteSamples;
import dev.telar.data.FloatSamples;
import dev.telar.data.WeightedSamples;
import dev.telar.measure.PrincipalComponents;
import org.junit.jupiter.api.Test;

class BaselineTest {
  private static ByteSamples samples(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return new ByteSamples(bytes, values.length / 3, 3);
  }

  @Test
  void theMeanImageIsThatOfTheTrainingRows() throws InterruptedException {
    ByteSamples train = samples(0, 0, 102, 0, 51, 204, 255, 255, 255);
    ByteSamples test = samples(0, 51, 0, 0, 0, 153);
    int[] rows = {0, 1};

    Baseline baseline = Baseline.of(train, rows, test);

    // The mean is 0, 0.1, 0.6.
    assertThat(baseline.meanImageError())
        .isCloseTo((0.01 + 0.36 + 0.01) / 6, within(1e-7))
        .isCloseTo(PrincipalComponents.of(train, rows, 1).meanError(test), within(1e-8));
    assertThat(baseline.blackPixels()).isEqualTo(1);
  }

  @Test
  void whatDoesNotCountIsLeftOut() {
    var train =
        new WeightedSamples(
            new FloatSamples(new float[] {1, 2, 3, 4, 99, 99}, 3, 2),
            new float[] {2, 0, 1, 1, 1, 1},
            new float[] {0.5f, 1, 0});
    var test =
        new WeightedSamples(
            new FloatSamples(new float[] {3, 9, 0, 0}, 2, 2),
            new float[] {2, 0, 1, 1},
            new float[] {3, 0});

    // The mean is 2, 4.
    assertThat(Baseline.of(train, new int[] {0, 1, 2}, test).meanImageError()).isEqualTo(1);
  }

  @Test
  void whatRoundingLeavesIsNoError() {
    ByteSamples train = samples(1, 10, 100, 3, 12, 104);

    Baseline baseline = Baseline.of(train, new int[] {0, 1}, samples(2, 11, 102));

    assertThat(baseline.meanImageError()).isZero();
  }
}
