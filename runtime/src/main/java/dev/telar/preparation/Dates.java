package dev.telar.preparation;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.OptionalLong;

/// What text is a date: ISO 8601's `2026-03-01`, and with a time behind `T` or a blank, `2026-03-01
/// 12:30`, `2026-03-01T12:30:15.25`, `2026-03-01T12:30:15+02:00`, `…Z`. Without a zone it is in
/// UTC.
public final class Dates {
  private static final int DAY_LENGTH = 10;
  private static final int LONGEST = 40;

  private Dates() {}

  /// The microseconds from 1970-01-01T00:00:00Z to a date; empty if the text is none.
  public static OptionalLong parse(char[] chars, int start, int length) {
    // Cheap, because every text of a column is asked: four digits, a hyphen.
    if (length < DAY_LENGTH
        || length > LONGEST
        || chars[start + 4] != '-'
        || chars[start + 7] != '-'
        || !isDigit(chars[start])) {
      return OptionalLong.empty();
    }
    String text = new String(chars, start, length);
    try {
      return OptionalLong.of(micros(text));
    } catch (DateTimeException | ArithmeticException e) {
      return OptionalLong.empty();
    }
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static long micros(String text) {
    if (text.length() == DAY_LENGTH) {
      return micros(LocalDate.parse(text).atStartOfDay());
    }
    if (text.charAt(DAY_LENGTH) != ' ' && text.charAt(DAY_LENGTH) != 'T') {
      throw new DateTimeParseException("no time", text, DAY_LENGTH);
    }
    String iso = text.substring(0, DAY_LENGTH) + 'T' + text.substring(DAY_LENGTH + 1);
    char last = iso.charAt(iso.length() - 1);
    boolean zoned = last == 'Z' || iso.lastIndexOf('+') > 0 || iso.lastIndexOf('-') > DAY_LENGTH;
    return micros(
        zoned
            ? OffsetDateTime.parse(iso).withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime()
            : LocalDateTime.parse(iso));
  }

  private static long micros(LocalDateTime time) {
    return ChronoUnit.MICROS.between(LocalDate.EPOCH.atStartOfDay(), time);
  }
}
