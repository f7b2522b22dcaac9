package dev.telar.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.telar.preparation.ColumnKind;
import dev.telar.preparation.Dates;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnSurveyTest {
  /// @param cells between blanks; `-` is missing, `_` stands for a blank
  private static ColumnSurvey survey(String cells) {
    var survey = new ColumnSurvey(false);
    for (String cell : cells.split(" ", -1)) {
      if (cell.equals("-")) {
        survey.missing();
      } else {
        char[] chars = cell.replace('_', ' ').toCharArray();
        survey.text(chars, 0, chars.length);
      }
    }
    return survey;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1 2.5 -3e2 -             | number
          1 2 4 8                  | number
          5 5 5 -                  | constant
          1 1.0 1e0                | constant
          - - -                    | constant
          1 2 3 4                  | id
          1 2 - 3                  | number
          7 8                      | number
          a b a                    | category
          a b c                    | id
          a b                      | category
          1 2 x 1                  | category
          01234 99999 01234        | category
          00501 00544 00601        | id
          0 0.5 0                  | number
          yes no - yes             | boolean
          TRUE FALSE TRUE          | boolean
          yes maybe no yes         | category
          2026-03-01 2026-02-28 -  | date
          2026-03-01_12:30 2026-03-01T12:30:15.25+02:00 | date
          2026-02-30 2026-02-28 2026-02-30 | category
          """)
  void theKindIsThatOfAllCells(String cells, String kind) {
    assertThat(survey(cells).kind()).hasToString(kind);
  }

  @Test
  void numbersHaveMeanAndDeviation() {
    ColumnSurvey survey = survey("2 4 4 4 5 5 7 9 -");

    assertThat(survey.rows()).isEqualTo(9);
    assertThat(survey.missingCells()).isEqualTo(1);
    assertThat(survey.mean().orElseThrow()).isEqualTo(5);
    assertThat(survey.deviation().orElseThrow()).isCloseTo(2, within(1e-15));
    assertThat(survey.least()).isEqualTo(2);
    assertThat(survey.greatest()).isEqualTo(9);
  }

  /// Of seconds since 1970 the squares alone would have no digit left of the deviation.
  @Test
  void largeNumbersKeepTheirDeviation() {
    ColumnSurvey survey = survey("1700000000 1700000001 1700000000 1700000001");

    assertThat(survey.deviation().orElseThrow()).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void levelsAreCountedTheMostFrequentFirst() {
    ColumnSurvey survey = survey("b a c b - a b");

    assertThat(survey.distinct()).isEqualTo(3);
    assertThat(survey.levels().toString()).isEqualTo("{b=3, a=2, c=1}");
  }

  @Test
  void tooManyLevelsAreNotCounted() {
    var repeated = new ColumnSurvey(false);
    var once = new ColumnSurvey(false);
    IntStream.range(0, 5000)
        .forEach(i -> {
          char[] text = ("t" + i).toCharArray();
          once.text(text, 0, text.length);
          repeated.text(text, 0, text.length);
          repeated.text(text, 0, text.length);
        });

    assertThat(once.distinct()).isEqualTo(1001);
    assertThat(once.kind()).isEqualTo(ColumnKind.ID);
    assertThat(repeated.kind()).isEqualTo(ColumnKind.CATEGORY);
    assertThat(repeated.levels()).hasSize(1000);
  }

  @Test
  void typedCellsNeedNoGuess() {
    var truths = new ColumnSurvey(false);
    truths.truth(true);
    truths.truth(false);
    var times = new ColumnSurvey(false);
    times.time(0);
    times.time(86_400_000_000L);
    var numbers = new ColumnSurvey(false);
    numbers.number(0.5);
    numbers.number(Double.NaN);
    numbers.number(2);

    assertThat(truths.kind()).isEqualTo(ColumnKind.BOOLEAN);
    assertThat(times.kind()).isEqualTo(ColumnKind.DATE);
    assertThat(numbers.kind()).isEqualTo(ColumnKind.NUMBER);
    assertThat(numbers.missingCells()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "1970-01-01, 0",
    "1970-01-02 00:00, 86400000000",
    "1969-12-31T23:59:59.5, -500000",
    "2026-03-01T12:30:15+02:00, 1772361015000000",
    "2026-03-01T10:30:15Z, 1772361015000000"
  })
  void aDateIsItsMicroseconds(String text, long micros) {
    assertThat(Dates.parse(text.toCharArray(), 0, text.length())).hasValue(micros);
  }

  @ParameterizedTest
  @CsvSource({"2026-13-01", "20260301", "2026-3-1", "2026-03-01X12:30", "99999-01-01", "12:30:15"})
  void whatIsNoDateIsNone(String text) {
    assertThat(Dates.parse(text.toCharArray(), 0, text.length())).isEmpty();
  }
}
