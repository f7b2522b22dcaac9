package dev.telar.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalibrationTest {
  private static final CodeDistance CODE = new CodeDistance(new double[] {0}, new double[] {1});

  private static Calibration of(float... scores) {
    return with(1, scores);
  }

  private static Calibration with(double error, float... scores) {
    return new Calibration(
        "calibration rows",
        new double[] {error, Double.NaN},
        CODE,
        1,
        2,
        Map.of(ScoreKind.RECONSTRUCTION, scores, ScoreKind.CODE, scores, ScoreKind.BOTH, scores));
  }

  @Test
  void thePValueCountsTheRowsThatAreAsStrange() {
    Calibration calibration = of(3, 1, 2, 2);

    assertThat(calibration.pValue(ScoreKind.BOTH, 0)).isEqualTo(1);
    assertThat(calibration.pValue(ScoreKind.BOTH, 1)).isEqualTo(1);
    assertThat(calibration.pValue(ScoreKind.BOTH, 1.5f)).isEqualTo(4 / 5.0);
    assertThat(calibration.pValue(ScoreKind.BOTH, 2)).isEqualTo(4 / 5.0);
    assertThat(calibration.pValue(ScoreKind.BOTH, 2.5f)).isEqualTo(2 / 5.0);
    assertThat(calibration.pValue(ScoreKind.BOTH, 3)).isEqualTo(2 / 5.0);
    assertThat(calibration.pValue(ScoreKind.BOTH, 3.1f)).isEqualTo(1 / 5.0);
    assertThat(calibration.pValue(ScoreKind.BOTH, Float.POSITIVE_INFINITY)).isEqualTo(1 / 5.0);
  }

  @Test
  void aScoreThatIsNoNumberIsNotUsual() {
    assertThat(of(3, 1, 2, 2).pValue(ScoreKind.BOTH, Float.NaN)).isEqualTo(1 / 5.0);
  }

  private static IntStream sizes() {
    return IntStream.of(1, 2, 8, 9, 10, 98, 99, 100, 199, 1000);
  }

  /// Of scores with ties and without.
  @ParameterizedTest
  @MethodSource("sizes")
  void aRowIsFlaggedIfItsPValueIsAtMostTheAlarmRate(int rows) {
    for (int distinct : new int[] {rows, 1 + rows / 3}) {
      float[] scores = new float[rows];
      for (int i = 0; i < rows; i++) {
        scores[i] = i % distinct;
      }
      Calibration calibration = of(scores);
      double least = 1.0 / (rows + 1);
      for (double rate :
          new double[] {
            0.1,
            0.01,
            0.3,
            0.5,
            0.999,
            least,
            Math.nextUp(least),
            0.9 * least,
            Math.min(2 * least, 0.9),
            Math.min(3 * least, 0.9)
          }) {
        for (float score = -0.5f; score <= distinct; score += 0.5f) {
          boolean flagged =
              score > calibration.threshold(ScoreKind.BOTH, rate).orElse(Double.MAX_VALUE);

          assertThat(flagged)
              .as("%d rows, rate %s, score %s", rows, rate, score)
              .isEqualTo(calibration.pValue(ScoreKind.BOTH, score) <= rate);
        }
      }
    }
  }

  @Test
  void anAlarmRateNeedsRows() {
    for (int rows = 1; rows < 300; rows++) {
      for (double rate : new double[] {0.5, 0.1, 0.07, 0.01, 1.0 / (rows + 1), 1.0 / (rows + 2)}) {
        assertThat(of(new float[rows]).threshold(ScoreKind.CODE, rate).isPresent())
            .as("%d rows, rate %s", rows, rate)
            .isEqualTo(rows >= Calibration.rowsFor(rate));
      }
    }
  }

  @Test
  void noRowIsFlaggedAtTheRateZero() {
    assertThat(of(1, 2).threshold(ScoreKind.BOTH, 0)).hasValue(Double.POSITIVE_INFINITY);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, 2, Double.NaN, Double.POSITIVE_INFINITY})
  void otherRatesAreRefused(double rate) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(1).threshold(ScoreKind.BOTH, rate))
        .withMessage("the alarm rate must be at least 0 and below 1, got " + rate);
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, -1, Float.NEGATIVE_INFINITY})
  void aScoreThatIsNoneIsRefused(float score) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(1, score, 2))
        .withMessage("a calibration has a score that is no number of at least 0");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.POSITIVE_INFINITY})
  void anErrorThatNothingCanBeDividedByIsRefused(double error) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> with(error, 1))
        .withMessage("the error of a column must be a number above 0, got " + error);
  }

  @Test
  void eachRowHasAScoreOfEachKind() {
    float[] one = {1};
    float[] two = {1, 2};
    double[] errors = {1};

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Calibration("", errors, CODE, 1, 1, Map.of(ScoreKind.BOTH, one)));
    assertThatIllegalArgumentException().isThrownBy(() -> of());
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new Calibration(
                "",
                errors,
                CODE,
                1,
                1,
                Map.of(ScoreKind.RECONSTRUCTION, one, ScoreKind.CODE, two, ScoreKind.BOTH, one)))
        .withMessage("a calibration has the scores of each row by each kind");
  }

  @Test
  void whatIsHandedInIsNotKept() {
    float[] scores = {2, 1};
    Calibration calibration = of(scores);

    scores[0] = 0;
    calibration.columnErrors()[0] = 7;

    assertThat(calibration.scores(ScoreKind.BOTH)).containsExactly(1, 2);
    assertThat(calibration.columnErrors()[0]).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void itsJsonHoldsEveryBit(ScoreKind kind) {
    Calibration written = ScoreSamples.tableCalibration();

    Calibration read = Calibration.find(Map.of(Calibration.KEY, written.toJson())).orElseThrow();

    assertThat(read.scores(kind)).isEqualTo(written.scores(kind));
    assertThat(read.source()).isEqualTo("calibration rows");
    assertThat(read.rows()).isEqualTo(ScoreSamples.ROWS);
    assertThat(read.columnErrors()).isEqualTo(written.columnErrors());
    assertThat(read.code().mean()).isEqualTo(written.code().mean());
    assertThat(read.code().whitening()).isEqualTo(written.code().whitening());
    assertThat(read.mean(ScoreKind.CODE)).isEqualTo(0.75);
    assertThat(read.mean(ScoreKind.RECONSTRUCTION)).isEqualTo(1.25);
    assertThat(read.toJson()).isEqualTo(written.toJson());
  }

  @Test
  void aModelMayHaveNone() {
    assertThat(Calibration.find(Map.of())).isEmpty();
  }
}
