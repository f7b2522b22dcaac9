package dev.telar.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.telar.preparation.PreparedColumn;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.CharBuffer;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowReaderTest {
  private static final RowReader READER = new RowReader(ScoreSamples.TABLE);
  private static final double MICROS =
      Instant.parse("2026-03-01T12:30:15.250Z").toEpochMilli() * 1e3;

  private static double cell(String column, @Nullable Object value) {
    return READER.cell(ScoreSamples.TABLE.find(column).orElseThrow(), value);
  }

  private static String problem(String column, Object value) {
    try {
      cell(column, value);
      return "";
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      assertThat(message.codePoints()).noneMatch(Character::isISOControl);
      assertThat(message).hasSizeLessThan(300);
      return message;
    }
  }

  private static Stream<Number> numbers() {
    return Stream.of(
        (byte) 3, (short) 3, 3, 3L, 3f, 3d, BigInteger.valueOf(3), new BigDecimal("3.00"));
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void everyNumberIsOne(Number value) {
    assertThat(cell("warmth", value)).isEqualTo(3);
  }

  @Test
  void whatIsMissingHasNoCell() {
    for (PreparedColumn column : ScoreSamples.TABLE.columns()) {
      assertThat(cell(column.name(), null)).as(column.name()).isNaN();
    }
    assertThat(cell("warmth", Double.NaN)).isNaN();
    assertThat(cell("level", Float.NaN)).isNaN();
    assertThat(cell("room", "")).isNaN();
    assertThat(cell("when", "")).isNaN();
  }

  @Test
  void zeroHasOneSign() {
    assertThat(1 / cell("warmth", -0.0)).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void levelsAreTheirText() {
    assertThat(cell("room", "attic")).isEqualTo(0);
    assertThat(cell("room", CharBuffer.wrap("cellar"))).isEqualTo(1);
    assertThat(cell("room", "hall")).as("another one").isEqualTo(2);
    assertThat(cell("fan", "perhaps")).as("no place for another one").isNaN();
  }

  @Test
  void levelsThatAreNumbersMayComeAsNumbers() {
    assertThat(cell("level", -1)).isEqualTo(0);
    assertThat(cell("level", -1.0)).isEqualTo(0);
    assertThat(cell("level", -0.0)).isEqualTo(1);
    assertThat(cell("level", 0.1)).isEqualTo(2);
    assertThat(cell("level", new BigDecimal("2e19"))).isEqualTo(3);
    assertThat(cell("level", 7)).isEqualTo(4);
    assertThat(cell("level", "0.1")).isEqualTo(2);
  }

  @Test
  void yesAndNoMayComeAsBooleans() {
    assertThat(cell("fan", false)).isEqualTo(0);
    assertThat(cell("fan", true)).isEqualTo(1);
    assertThat(cell("fan", "yes")).isEqualTo(1);
    assertThat(cell("room", true)).as("no boolean").isEqualTo(2);
  }

  private static Stream<Object> moments() {
    Instant instant = Instant.parse("2026-03-01T12:30:15.250Z");
    return Stream.of(
        instant,
        LocalDateTime.parse("2026-03-01T12:30:15.250"),
        OffsetDateTime.parse("2026-03-01T14:30:15.250+02:00"),
        ZonedDateTime.parse("2026-03-01T13:30:15.250+01:00[Europe/Berlin]"),
        Date.from(instant),
        Timestamp.from(instant),
        "2026-03-01T12:30:15.250",
        "2026-03-01 12:30:15.25",
        "2026-03-01T12:30:15.250Z",
        "2026-03-01 10:30:15.25-02:00",
        "2026-03-01T13:30:15.250000+01:00");
  }

  @ParameterizedTest
  @MethodSource("moments")
  void aMomentIsOneWhateverItsType(Object value) {
    assertThat(cell("when", value)).isEqualTo(MICROS);
  }

  @Test
  void aTimeStampOfJdbcKeepsItsMicroseconds() {
    assertThat(cell("when", Timestamp.from(Instant.parse("2026-03-01T12:30:15.250123Z"))))
        .isEqualTo(MICROS + 123);
  }

  @Test
  void aDayIsOneWhateverItsType() {
    double day = Instant.parse("2026-03-01T00:00:00Z").toEpochMilli() * 1e3;

    assertThat(cell("when", "2026-03-01")).isEqualTo(day);
    assertThat(cell("when", LocalDate.parse("2026-03-01"))).isEqualTo(day);
    assertThat(cell("when", java.sql.Date.valueOf("2026-03-01"))).isEqualTo(day);
    assertThat(cell("when", LocalDate.parse("1960-02-29"))).isNegative();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yesterday",
        "2026-02-30",
        "2026-3-1",
        "2026-03-01T",
        "2026-03-01T25:00",
        "01.03.2026",
        "+999999999999-01-01",
        "2026-03-01T12:30:15 Europe/Berlin",
        "2026-03-01\n",
        "-"
      })
  void textThatIsNoDateIsRefused(String text) {
    assertThat(problem("when", text))
        .startsWith("the column when takes a date such as 2026-03-01, got String ");
  }

  @Test
  void aMomentTooFarAwayIsRefused() {
    for (Object far : List.of(Instant.MAX, Instant.MIN, LocalDate.MAX, LocalDateTime.MIN)) {
      assertThat(problem("when", far))
          .startsWith("the column when takes a date such as 2026-03-01, got ");
    }
  }

  private static Stream<Object[]> wrong() {
    return Stream.of(
        new Object[] {"warmth", "3", "the column warmth takes a number, got String 3"},
        new Object[] {"warmth", true, "the column warmth takes a number, got Boolean true"},
        new Object[] {
          "warmth",
          Float.POSITIVE_INFINITY,
          "the column warmth takes a finite number, got Float Infinity"
        },
        new Object[] {
          "warmth",
          new BigDecimal("1e400"),
          "the column warmth takes a finite number, got BigDecimal 1E+400"
        },
        new Object[] {"when", 3, "the column when takes a date, got Integer 3"},
        new Object[] {
          "when",
          java.sql.Time.valueOf("12:30:00"),
          "the column when takes a date such as 2026-03-01, got Time 12:30:00"
        },
        new Object[] {"room", List.of(1), "the column room takes text, got ListN [1]"},
        new Object[] {"warmth", "a\nb\u001b", "the column warmth takes a number, got String a?b?"},
        new Object[] {
          "warmth",
          "9".repeat(1000),
          "the column warmth takes a number, got String " + "9".repeat(100) + " …"
        });
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void aValueOfAnotherKindIsToldInOneLine(String column, Object value, String told) {
    assertThat(problem(column, value).replace("List12", "ListN")).isEqualTo(told);
  }

  @Test
  void whatTheNetworkDoesNotSeeMayBeAnything() {
    assertThat(cell("unit", new Object())).isNaN();
  }

  @ParameterizedTest
  @CsvSource({"attic, true", ", false"})
  void namesPlacesAndCellsAgree(@Nullable String room, boolean fan) {
    Scorer scorer = ScoreSamples.table();
    var named = new java.util.HashMap<String, @Nullable Object>();
    named.put("fan", fan);
    named.put("room", room);
    named.put("warmth", 21.5);
    named.put("level", 0.1);
    named.put("when", "2026-03-01 12:30");
    named.put("nobody knows it", "x");
    double moment = Instant.parse("2026-03-01T12:30:00Z").toEpochMilli() * 1e3;
    double[] cells = {
      21.5, Double.NaN, room == null ? Double.NaN : 0, fan ? 1 : 0, 2, moment, Double.NaN
    };

    RowScore byName = scorer.score(named);
    RowScore byPlace = scorer.score(21.5, null, room, fan, 0.1, "2026-03-01 12:30", null);
    RowScore byCell = scorer.scoreCells(cells);

    for (RowScore other : List.of(byPlace, byCell)) {
      assertThat(other.score()).isEqualTo(byName.score());
      assertThat(other.errors()).isEqualTo(byName.errors());
      assertThat(other.code()).isEqualTo(byName.code());
      assertThat(other.reconstruction()).isEqualTo(byName.reconstruction());
    }
    assertThat(scorer.why(byName, named, 9)).isEqualTo(scorer.why(byCell, cells, 9)).isNotEmpty();
  }

  @Test
  void asManyColumnsAreWantedAsThereAre() {
    Scorer scorer = ScoreSamples.table();
    RowScore row = scorer.score(Map.of());

    for (Runnable wrong :
        List.<Runnable>of(
            () -> scorer.score(1, 2),
            () -> scorer.scoreCells(new double[2]),
            () -> scorer.why(row, new double[2], 1))) {
      assertThatIllegalArgumentException()
          .isThrownBy(wrong::run)
          .withMessage("a row has 7 columns, got 2");
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, 3, 1e9})
  void aPlaceThatIsNoLevelIsRefused(double place) {
    double[] cells = {1, 1, place, 0, 0, 0, 0};

    assertThatIllegalArgumentException()
        .isThrownBy(() -> ScoreSamples.table().scoreCells(cells))
        .withMessage("the column room has 3 levels, got the place " + place);
  }
}
