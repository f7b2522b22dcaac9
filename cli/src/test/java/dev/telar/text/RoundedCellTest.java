package dev.telar.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.preparation.DateColumn;
import dev.telar.preparation.NumberColumn;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoundedCellTest {
  private static final double DAY = 86_400e6;

  private static NumberColumn number(double scale) {
    return new NumberColumn("x", 0, scale, 0, false);
  }

  @ParameterizedTest
  @CsvSource({
    "20.37890410423279, 2.2, 20.38",
    "1013.0499, 5, 1013.05",
    "-0.0001, 1, 0",
    "123456.7, 90000, 123500",
    "0.000123456, 0.0001, 0.000123",
    "5e20, 1, 5.0E20",
    "1.5e-30, 1e-30, 1.5E-30",
    "NaN, 1, (missing)"
  })
  void numbersHaveTheDigitsThatTheirScaleMakesSenseOf(double value, double scale, String text) {
    assertThat(RoundedCell.text(number(scale), value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "2000, 2026-03-02",
    "20, 2026-03-01T13:48:00",
    "0.1, 2026-03-01T13:47:42",
  })
  void datesHaveTheTimeThatTheirScaleMakesSenseOf(double days, String text) {
    var column = new DateColumn(number(days * DAY), List.of());
    double micros = 1_772_372_861_700_300.0;

    assertThat(RoundedCell.text(column, micros)).isEqualTo(text);
  }

  @Test
  void aDateBeyondAllDatesIsANumber() {
    var column = new DateColumn(number(DAY), List.of());

    assertThat(RoundedCell.text(column, 1e30)).isNotBlank();
  }
}
