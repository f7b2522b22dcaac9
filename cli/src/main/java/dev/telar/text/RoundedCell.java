package dev.telar.text;

import dev.telar.preparation.CellText;
import dev.telar.preparation.DateColumn;
import dev.telar.preparation.NumberColumn;
import dev.telar.preparation.PreparedColumn;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// The texts of cells that a model expects, whose last digits say nothing: numbers and dates are
/// rounded to a small part of their column's scale.
public final class RoundedCell {
  private static final int DIGITS = 3;
  private static final int MOST_DECIMALS = 12;
  private static final double MOST = 1e15;
  private static final long SECOND = 1_000_000;

  /// Lengths of time that a date is rounded to, in microseconds: a day, an hour, a minute, a second
  /// and a thousandth of it.
  private static final long[] STEPS = {
    86_400 * SECOND, 3600 * SECOND, 60 * SECOND, SECOND, SECOND / 1000, 1
  };

  private RoundedCell() {}

  /// What a person reads for a cell.
  ///
  /// @param cell in the table's units, NaN if it is missing
  public static String text(PreparedColumn column, double cell) {
    return switch (column) {
      case NumberColumn number -> number(cell, number.scale());
      case DateColumn date -> date.text(rounded(cell, date.time().scale()));
      default -> column.text(cell);
    };
  }

  /// A number of a column with this scale, which is above 0.
  public static String number(double value, double scale) {
    if (!Double.isFinite(value) || Math.abs(value) >= MOST) {
      return CellText.number(value);
    }
    int decimals = DIGITS - 1 - (int) Math.floor(Math.log10(scale));
    if (decimals > MOST_DECIMALS || decimals < -MOST_DECIMALS) {
      return new BigDecimal(value)
          .round(new MathContext(DIGITS + 1))
          .stripTrailingZeros()
          .toString();
    }
    BigDecimal rounded =
        new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN).stripTrailingZeros();
    return rounded.signum() == 0 ? "0" : rounded.toPlainString();
  }

  private static double rounded(double micros, double scale) {
    if (!(Math.abs(micros) < Long.MAX_VALUE / 2.0)) {
      return micros;
    }
    for (long step : STEPS) {
      if (step <= scale / 1000) {
        return Math.rint(micros / step) * step;
      }
    }
    return Math.rint(micros);
  }
}
