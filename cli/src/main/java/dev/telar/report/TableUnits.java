package dev.telar.report;

import dev.telar.measure.ColumnErrors.Cell;
import dev.telar.preparation.DateColumn;
import dev.telar.preparation.NumberColumn;
import dev.telar.preparation.PreparedColumn;
import dev.telar.text.Numbers;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;

/// Errors and reconstructions in a table's own units, with as many digits as mean something.
final class TableUnits {
  private static final int DIGITS = 3;
  private static final double MICROS_PER_SECOND = 1e6;
  private static final double SECONDS_PER_DAY = 86_400;
  private static final double LEAST_DECIMAL = 1e-5;
  private static final double MOST_DECIMAL = 1e15;

  private TableUnits() {}

  /// The root of a column's mean square error in the column's own unit; empty of what has none. Of
  /// a date it is a time, where the error is of nothing else.
  ///
  /// @param error of the column
  static Optional<String> rms(PreparedColumn column, double error) {
    if (Double.isNaN(error)) {
      return Optional.empty();
    }
    return switch (column) {
      case NumberColumn number -> Optional.of(number(number.rms(error)));
      case DateColumn(NumberColumn time, var parts) when parts.isEmpty() ->
          Optional.of(duration(time.rms(error) / MICROS_PER_SECOND));
      default -> Optional.empty();
    };
  }

  private static String number(double value) {
    if (value == 0) {
      return "0";
    }
    var rounded = new BigDecimal(value).round(new MathContext(DIGITS));
    // 10.0 rather than 10.
    rounded =
        rounded.setScale(Math.max(rounded.scale(), rounded.scale() + DIGITS - rounded.precision()));
    double size = Math.abs(value);
    return size >= LEAST_DECIMAL && size < MOST_DECIMAL
        ? rounded.toPlainString()
        : rounded.toString();
  }

  private static String duration(double seconds) {
    return seconds < 2 * SECONDS_PER_DAY
        ? Numbers.duration(seconds)
        : String.format(Locale.ROOT, "%.1f\u00a0d", seconds / SECONDS_PER_DAY);
  }

  /// What a model expects of a cell: of a number to a thousandth of the column's scale, of a date
  /// to the second.
  static String expected(PreparedColumn column, Cell cell) {
    return switch (column) {
      case NumberColumn number -> rounded(cell.expected(), number.scale());
      case DateColumn _ -> cell.expected().replaceFirst("\\.\\d+$", "");
      default -> cell.expected();
    };
  }

  private static String rounded(String number, double scale) {
    int decimals = DIGITS - (int) Math.floor(Math.log10(scale));
    var exact = new BigDecimal(number);
    BigDecimal rounded = exact.setScale(decimals, RoundingMode.HALF_EVEN);
    double size = rounded.abs().doubleValue();
    if (size == 0) {
      return "0";
    }
    return size >= LEAST_DECIMAL && size < MOST_DECIMAL
        ? rounded.stripTrailingZeros().toPlainString()
        : rounded.stripTrailingZeros().toString();
  }
}
