package dev.telar.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.telar.measure.Ranking.Measure;
import dev.telar.measure.Ranking.Measured;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RankingTest {
  private static final Offset<Double> CLOSE = Offset.offset(1e-12);

  private static Ranking golden(String name) {
    double[] marks = ScoreGolden.numbers(name + ".positive");
    boolean[] positive = new boolean[marks.length];
    for (int i = 0; i < marks.length; i++) {
      positive[i] = marks[i] > 0;
    }
    return Ranking.of(ScoreGolden.floats(name + ".scores"), positive);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ties", "few_ties", "coarse"})
  void measuresAreThoseOfScikitLearn(String name) {
    Ranking ranking = golden(name);

    assertThat(ranking.rocAuc()).isCloseTo(ScoreGolden.number(name + ".roc_auc"), CLOSE);
    assertThat(ranking.averagePrecision())
        .isCloseTo(ScoreGolden.number(name + ".average_precision"), CLOSE);
    assertThat(ranking.precisionAt(ranking.positives()))
        .isCloseTo(ScoreGolden.number(name + ".precision"), CLOSE);
  }

  @Test
  void oneThatIsPerfectAndOneThatIsNotAtAll() {
    float[] scores = {4, 3, 2, 1};

    Ranking perfect = Ranking.of(scores, new boolean[] {true, true, false, false});
    Ranking worst = Ranking.of(scores, new boolean[] {false, false, false, true});

    assertThat(perfect.rocAuc()).isOne();
    assertThat(perfect.averagePrecision()).isOne();
    assertThat(perfect.precisionAt(2)).isOne();
    assertThat(worst.rocAuc()).isZero();
    assertThat(worst.averagePrecision()).isEqualTo(0.25);
    assertThat(worst.precisionAt(1)).isZero();
    assertThat(worst.precisionAt(100)).isEqualTo(0.25);
  }

  @ParameterizedTest
  @EnumSource
  void theIntervalHasTheValueAndASeedGivesItAgain(Measure measure) {
    Ranking ranking = golden("ties");

    Measured measured = ranking.measured(measure, 3, 200);

    assertThat(measured.value()).isBetween(measured.low(), measured.high());
    assertThat(measured.low()).isLessThan(measured.high());
    assertThat(ranking.measured(measure, 3, 200)).isEqualTo(measured);
  }

  @Test
  void rowsOfOneKindAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Ranking.of(new float[2], new boolean[2]))
        .withMessage("rows of both kinds are needed to rank one above the other");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Ranking.of(new float[2], new boolean[3]))
        .withMessage("2 scores of 3 rows");
  }
}
