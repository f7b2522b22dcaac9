package dev.telar.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;

/// Errors as they are printed: to the paper's four decimals, smaller ones to three significant
/// digits, and where that takes too many zeros with a power of ten: `0.0241`, `0.00765`,
/// `0.000466`, `4.66e-7`.
public final class ErrorText {
  private static final int DECIMALS = 4;
  private static final int SIGNIFICANT_DIGITS = 3;
  private static final double LEAST_DECIMAL = 1e-5;
  private static final double MOST_DECIMAL = 1e6;

  private ErrorText() {}

  /// An error.
  public static String of(double error) {
    return error == 0 ? "0" : of(error, error);
  }

  /// Another number beside an error, such as its standard deviation: to as many decimals.
  public static String beside(double error, double other) {
    return of(other, error);
  }

  /// Two errors that are compared: to as many digits as tell them apart, if they differ.
  public static List<String> apart(double one, double other) {
    if (Double.compare(one, other) == 0 || !of(one).equals(of(other))) {
      return List.of(of(one), of(other));
    }
    int digits = SIGNIFICANT_DIGITS;
    while (significant(one, digits).equals(significant(other, digits))) {
      digits++;
    }
    return List.of(significant(one, digits), significant(other, digits));
  }

  private static String significant(double value, int digits) {
    var rounded = new BigDecimal(value).round(new MathContext(digits));
    return Math.abs(value) < LEAST_DECIMAL ? rounded.toString() : rounded.toPlainString();
  }

  /// An error's mean, and its standard deviation if it is of several seeds: `0.0507 ± 0.0031`.
  public static String of(Spread spread) {
    return spread.deviation().isPresent()
        ? of(spread.mean()) + " ± " + beside(spread.mean(), spread.deviation().getAsDouble())
        : of(spread.mean());
  }

  /// A value as an error of this size is printed.
  private static String of(double value, double size) {
    double magnitude = Math.abs(size);
    if (magnitude == 0 || !Double.isFinite(magnitude)) {
      return fixed(value, DECIMALS);
    }
    // A number that rounds up to the next power of ten has that one's digits.
    int power = exponent(magnitude);
    if (magnitude < LEAST_DECIMAL || magnitude >= MOST_DECIMAL) {
      return fixed(value / Math.pow(10, power), SIGNIFICANT_DIGITS - 1) + "e" + power;
    }
    return fixed(value, Math.max(DECIMALS, SIGNIFICANT_DIGITS - 1 - power));
  }

  private static int exponent(double magnitude) {
    String rounded = String.format(Locale.ROOT, "%." + (SIGNIFICANT_DIGITS - 1) + "e", magnitude);
    return Integer.parseInt(rounded.substring(rounded.indexOf('e') + 1));
  }

  private static String fixed(double value, int decimals) {
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  /// How far a cell is off, in percent: 100 from an error of 1 on.
  public static int deviation(double error) {
    return (int) Math.round(100 * Math.min(1, Math.sqrt(error)));
  }
}
