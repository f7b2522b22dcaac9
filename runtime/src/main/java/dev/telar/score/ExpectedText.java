package dev.telar.score;

import dev.telar.preparation.CellText;
import java.math.BigDecimal;
import java.math.MathContext;

/// What a person reads for a number that a network expects: its first digits.
final class ExpectedText {
  private static final MathContext DIGITS = new MathContext(4);

  private ExpectedText() {}

  static String of(double value) {
    return Double.isFinite(value)
        ? CellText.number(new BigDecimal(value).round(DIGITS).doubleValue())
        : CellText.number(value);
  }
}
