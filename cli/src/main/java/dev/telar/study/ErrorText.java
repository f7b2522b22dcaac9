package dev.telar.study;

import java.util.Locale;

/// Errors as they are printed: to the paper's four decimals, and smaller ones to three significant
/// digits, so `0.0241`, `0.00765` and `0.000466`.
public final class ErrorText {
  private static final int DECIMALS = 4;
  private static final int SIGNIFICANT_DIGITS = 3;
  private static final int MOST_DECIMALS = 8;

  private ErrorText() {}

  /// An error.
  public static String of(double error) {
    return of(error, decimals(error));
  }

  /// Another number beside an error, such as its standard deviation: to as many decimals.
  public static String beside(double error, double other) {
    return of(other, decimals(error));
  }

  private static String of(double value, int decimals) {
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  private static int decimals(double error) {
    if (!(error > 0 && error < 1)) {
      return DECIMALS;
    }
    int needed = SIGNIFICANT_DIGITS - 1 - (int) Math.floor(Math.log10(error));
    return Math.clamp(needed, DECIMALS, MOST_DECIMALS);
  }
}
