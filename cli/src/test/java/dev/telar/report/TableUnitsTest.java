package dev.telar.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.measure.ColumnErrors.Cell;
import dev.telar.preparation.CategoryColumn;
import dev.telar.preparation.ColumnKind;
import dev.telar.preparation.DateColumn;
import dev.telar.preparation.DatePart;
import dev.telar.preparation.NumberColumn;
import dev.telar.preparation.PreparedColumn;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableUnitsTest {
  private static NumberColumn number(double scale) {
    return new NumberColumn("x", 0, scale, 0, false);
  }

  @Test
  void theRootOfAnErrorHasTheColumnsUnit() {
    assertThat(TableUnits.rms(number(20), 0.25)).contains("10.0");
    assertThat(TableUnits.rms(number(2e6), 0.25)).contains("1000000");
    assertThat(TableUnits.rms(number(1e-9), 0.25)).contains("5.00E-10");
    assertThat(TableUnits.rms(number(1), 0)).contains("0");
    assertThat(TableUnits.rms(number(1), Double.NaN)).isEmpty();
    assertThat(TableUnits.rms(new DateColumn(number(864e8), List.of()), 0.25))
        .contains("12\u00a0h 0\u00a0min");
    assertThat(TableUnits.rms(new DateColumn(number(864e9), List.of()), 0.25))
        .contains("5.0\u00a0d");
    // The parts' errors are in it too.
    assertThat(TableUnits.rms(new DateColumn(number(864e9), List.of(DatePart.HOUR)), 0.25))
        .isEmpty();
    assertThat(
            TableUnits.rms(
                new CategoryColumn("c", ColumnKind.CATEGORY, List.of("a"), false, false), 0.25))
        .isEmpty();
  }

  private static String expected(PreparedColumn column, String text) {
    return TableUnits.expected(column, new Cell(0, "", text, 0, true));
  }

  @Test
  void whatIsExpectedHasDigitsThatMeanSomething() {
    assertThat(expected(number(2.3), "21.380000114440918")).isEqualTo("21.38");
    assertThat(expected(number(5e4), "123456.789")).isEqualTo("123460");
    assertThat(expected(number(1e-9), "1.23456E-9")).isEqualTo("1.235E-9");
    assertThat(expected(number(3), "1.0E-7")).isEqualTo("0");
    assertThat(expected(new DateColumn(number(1), List.of()), "2026-03-01T13:22:11.123456"))
        .isEqualTo("2026-03-01T13:22:11");
  }
}
