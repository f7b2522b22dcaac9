package dev.telar.score;

import dev.telar.internal.Printable;
import dev.telar.preparation.CategoryColumn;
import dev.telar.preparation.ColumnKind;
import dev.telar.preparation.DateColumn;
import dev.telar.preparation.Dates;
import dev.telar.preparation.NumberColumn;
import dev.telar.preparation.Preparation;
import dev.telar.preparation.PreparedColumn;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Makes cells of Java's values. Immutable and safe for use by many threads.
final class RowReader {
  private static final Set<String> YES = Set.of("true", "yes", "y", "t");
  private static final Set<String> NO = Set.of("false", "no", "n", "f");
  private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?(E-?\\d+)?");
  private static final String A_DATE = "a date such as 2026-03-01";
  private static final int LONGEST_VALUE = 100;

  private final List<PreparedColumn> columns;
  private final List<Levels> levels = new ArrayList<>();

  /// Where the levels of a column are, by their text and by the numbers that it is of. (The text
  /// that a JDK has for a number may differ from another one's.)
  private record Levels(Map<String, Integer> texts, Map<Double, Integer> numbers) {
    static Levels of(CategoryColumn column) {
      var levels = new Levels(new HashMap<>(), new HashMap<>());
      for (int i = 0; i < column.levels().size(); i++) {
        String level = column.levels().get(i);
        levels.texts.put(level, i);
        if (NUMBER.matcher(level).matches()) {
          levels.numbers.putIfAbsent(Double.parseDouble(level) + 0.0, i);
        }
      }
      return levels;
    }
  }

  RowReader(Preparation preparation) {
    this.columns = preparation.columns();
    for (PreparedColumn column : columns) {
      levels.add(
          column instanceof CategoryColumn category
              ? Levels.of(category)
              : new Levels(Map.of(), Map.of()));
    }
  }

  /// The cell that a value is.
  ///
  /// @throws IllegalArgumentException if it is of another kind than its column
  double cell(int place, @Nullable Object value) {
    PreparedColumn column = columns.get(place);
    if (value == null) {
      return Double.NaN;
    }
    if (column instanceof NumberColumn) {
      return number(column, value);
    }
    if (column instanceof DateColumn) {
      return date(column, value);
    }
    if (column instanceof CategoryColumn category) {
      return level(category, levels.get(place), value);
    }
    return Double.NaN; // The network does not see it.
  }

  private static double number(PreparedColumn column, Object value) {
    if (value instanceof Number number) {
      double cell = number.doubleValue();
      if (Double.isInfinite(cell)) {
        throw wrong(column, "a finite number", value);
      }
      return cell + 0.0;
    }
    throw wrong(column, "a number", value);
  }

  private static double level(CategoryColumn column, Levels levels, Object value) {
    if (value instanceof Boolean truth && column.kind() == ColumnKind.BOOLEAN) {
      Set<String> names = truth ? YES : NO;
      for (int i = 0; i < column.levels().size(); i++) {
        if (names.contains(column.levels().get(i).toLowerCase(Locale.ROOT))) {
          return i;
        }
      }
    }
    @Nullable Integer level;
    if (value instanceof Number number) {
      double cell = number.doubleValue();
      if (Double.isNaN(cell)) {
        return Double.NaN;
      }
      level = levels.numbers.get(cell + 0.0);
    } else if (value instanceof CharSequence || value instanceof Boolean) {
      String text = value.toString();
      if (text.isEmpty()) {
        return Double.NaN;
      }
      level = levels.texts.get(text);
    } else {
      throw wrong(column, "text", value);
    }
    return level == null ? column.unknown() : level;
  }

  private static double date(PreparedColumn column, Object value) {
    try {
      return micros(column, value);
    } catch (DateTimeException | ArithmeticException e) {
      throw wrong(column, A_DATE, value);
    }
  }

  @SuppressWarnings("JavaUtilDate") // What JDBC gives is one.
  private static double micros(PreparedColumn column, Object value) {
    if (value instanceof Instant instant) {
      return (double) ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
    if (value instanceof java.util.Date date) {
      return micros(column, moment(date));
    }
    if (value instanceof LocalDate date) {
      return micros(column, date.atStartOfDay().toInstant(ZoneOffset.UTC));
    }
    if (value instanceof LocalDateTime time) {
      return micros(column, time.toInstant(ZoneOffset.UTC));
    }
    if (value instanceof OffsetDateTime time) {
      return micros(column, time.toInstant());
    }
    if (value instanceof ZonedDateTime time) {
      return micros(column, time.toInstant());
    }
    if (value instanceof CharSequence text) {
      return text.length() == 0 ? Double.NaN : parsed(column, text.toString());
    }
    throw wrong(column, "a date", value);
  }

  /// Of a time stamp of JDBC also the part of a millisecond. A date of JDBC is a day, which begins
  /// at another moment in each zone, and has no moment to give.
  @SuppressWarnings("JavaUtilDate")
  private static Instant moment(java.util.Date date) {
    try {
      return date.toInstant();
    } catch (UnsupportedOperationException e) {
      return LocalDate.parse(date.toString()).atStartOfDay().toInstant(ZoneOffset.UTC);
    }
  }

  private static double parsed(PreparedColumn column, String text) {
    OptionalLong time = Dates.parse(text.toCharArray(), 0, text.length());
    if (time.isEmpty()) {
      throw wrong(column, A_DATE, text);
    }
    return (double) time.getAsLong();
  }

  private static IllegalArgumentException wrong(
      PreparedColumn column, String wanted, Object value) {
    String text = String.valueOf(value);
    return new IllegalArgumentException(
        Printable.line(
            "the column %s takes %s, got %s %s"
                .formatted(
                    column.name(),
                    wanted,
                    value.getClass().getSimpleName(),
                    text.length() <= LONGEST_VALUE
                        ? text
                        : text.substring(0, LONGEST_VALUE) + " …")));
  }
}
