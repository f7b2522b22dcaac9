package dev.telar.score;

import dev.telar.preparation.CellText;
import dev.telar.preparation.DateColumn;
import dev.telar.preparation.NumberColumn;
import dev.telar.preparation.PreparedColumn;
import java.math.BigDecimal;
import java.math.MathContext;

/// What a person reads for what a network expects: of a number the first digits, of a date the
/// second.
final class ExpectedText {
  private static final MathContext DIGITS = new MathContext(4);

  private static final double SECOND = 1e6;

  private ExpectedText() {}

  static String of(PreparedColumn column, double value) {
    if (column instanceof NumberColumn) {
      return number(value);
    }
    return column.text(column instanceof DateColumn ? Math.rint(value / SECOND) * SECOND : value);
  }

  private static String number(double value) {
    return Double.isFinite(value)
        ? CellText.number(new BigDecimal(value).round(DIGITS).doubleValue())
        : CellText.number(value);
  }
}
