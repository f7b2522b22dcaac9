package dev.telar.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.score.CodeDistance;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodeCovarianceTest {
  private static final Percentage CLOSE = Percentage.withPercentage(1e-4);

  /// Also with fewer rows than units.
  @ParameterizedTest
  @CsvSource({"many, 4", "few, 7", "three, 2", "one_unit, 1"})
  void distancesAreThoseOfScikitLearn(String name, int width) {
    CodeDistance distance = CodeCovariance.of(ScoreGolden.rows(name + ".codes", width)).distance();
    float[][] probes = ScoreGolden.rows(name + ".probes", width);
    double[] expected = ScoreGolden.numbers(name + ".distances");

    assertThat(probes.length).isEqualTo(expected.length);
    for (int i = 0; i < probes.length; i++) {
      assertThat(distance.of(probes[i])).as("probe %d", i).isCloseTo(expected[i], CLOSE);
    }
  }

  @Test
  void aUnitThatNeverChangesIsNearItselfAndFarFromAllElse() {
    CodeDistance distance =
        CodeCovariance.of(new float[][] {{1, 5}, {2, 5}, {4, 5}, {0, 5}}).distance();

    assertThat(distance.of(new float[] {2, 5})).isLessThan(1);
    assertThat(distance.of(new float[] {2, Math.nextUp(5f)})).isGreaterThan(1e30);
  }

  @Test
  void oneCodeIsEnough() {
    CodeDistance distance = CodeCovariance.of(new float[][] {{1, -2, 0}}).distance();

    assertThat(distance.of(new float[] {1, -2, 0})).isZero();
    assertThat(distance.of(new float[] {1, -2, 0.5f})).isGreaterThan(1e30);
  }
}
