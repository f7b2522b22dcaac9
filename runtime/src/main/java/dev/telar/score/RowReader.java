package dev.telar.score;

import dev.telar.preparation.CategoryColumn;
import dev.telar.preparation.CellText;
import dev.telar.preparation.ColumnKind;
import dev.telar.preparation.DateColumn;
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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Makes cells of Java's values. Immutable and safe for use by many threads.
final class RowReader {
  private static final Set<String> YES = Set.of("true", "yes", "y", "t");

  private final List<PreparedColumn> columns;
  private final List<Map<String, Integer>> levels = new ArrayList<>();

  RowReader(Preparation preparation) {
    this.columns = preparation.columns();
    for (PreparedColumn column : columns) {
      Map<String, Integer> places = new HashMap<>();
      if (column instanceof CategoryColumn category) {
        for (int i = 0; i < category.levels().size(); i++) {
          places.put(category.levels().get(i), i);
        }
      }
      levels.add(places);
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

  private static double level(CategoryColumn column, Map<String, Integer> levels, Object value) {
    if (value instanceof Boolean truth && column.kind() == ColumnKind.BOOLEAN) {
      for (int i = 0; i < column.levels().size(); i++) {
        if (YES.contains(column.levels().get(i).toLowerCase(Locale.ROOT)) == truth) {
          return i;
        }
      }
    }
    String text;
    if (value instanceof Number number) {
      text = CellText.number(number.doubleValue());
    } else if (value instanceof CharSequence || value instanceof Boolean) {
      text = value.toString();
    } else {
      throw wrong(column, "text", value);
    }
    if (text.isEmpty()) {
      return Double.NaN;
    }
    @Nullable Integer level = levels.get(text);
    return level == null ? column.unknown() : level;
  }

  private static double date(PreparedColumn column, Object value) {
    try {
      return micros(column, value);
    } catch (DateTimeException | ArithmeticException e) {
      throw wrong(column, "a date such as 2026-03-01", value);
    }
  }

  @SuppressWarnings("JavaUtilDate") // What JDBC gives is one.
  private static double micros(PreparedColumn column, Object value) {
    if (value instanceof Instant instant) {
      return (double) ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
    if (value instanceof java.util.Date date) {
      return date.getTime() * 1e3;
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

  private static double parsed(PreparedColumn column, String text) {
    if (text.length() <= "2026-03-01".length()) {
      return micros(column, LocalDate.parse(text));
    }
    String iso = text.replace(' ', 'T');
    boolean zoned = iso.endsWith("Z") || iso.indexOf('+') > 0 || iso.lastIndexOf('-') > 7;
    return zoned
        ? micros(column, OffsetDateTime.parse(iso))
        : micros(column, LocalDateTime.parse(iso));
  }

  private static IllegalArgumentException wrong(
      PreparedColumn column, String wanted, Object value) {
    return new IllegalArgumentException(
        "the column %s takes %s, got %s %s"
            .formatted(column.name(), wanted, value.getClass().getSimpleName(), value));
  }
}
