package dev.telar.preparation;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// What a person reads for a cell.
public final class CellText {
  /// For one without a value.
  public static final String MISSING = "(missing)";

  private static final double LARGEST_WHOLE = 1e15;
  private static final long MICROS = 1_000_000;

  private CellText() {}

  /// The text of a number: the shortest that is read as the same one, without `.0`.
  public static String number(double value) {
    if (Double.isNaN(value)) {
      return MISSING;
    }
    if (value == Math.rint(value) && Math.abs(value) < LARGEST_WHOLE) {
      return String.valueOf((long) value);
    }
    return String.valueOf(value);
  }

  /// The text of a date: `2026-03-01`, with a time of the day behind it where there is one.
  ///
  /// @param micros since 1970-01-01T00:00:00Z
  public static String date(double micros) {
    if (Double.isNaN(micros)) {
      return MISSING;
    }
    long whole = (long) micros;
    try {
      LocalDateTime time =
          LocalDateTime.ofEpochSecond(
              Math.floorDiv(whole, MICROS),
              (int) Math.floorMod(whole, MICROS) * 1000,
              ZoneOffset.UTC);
      return time.toLocalTime().equals(LocalTime.MIDNIGHT)
          ? time.toLocalDate().toString()
          : time.format(DateTimeFormatter.ISO_LOCAL_DATE_TIME);
    } catch (DateTimeException e) {
      return number(micros);
    }
  }
}
