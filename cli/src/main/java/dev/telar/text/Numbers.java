package dev.telar.text;

import java.util.Locale;
import java.util.OptionalDouble;

/// How numbers are printed.
public final class Numbers {
  private Numbers() {}

  /// An error, see [ErrorText].
  public static String error(double value) {
    return ErrorText.of(value);
  }

  /// An error's mean, and its standard deviation if it is of several seeds: `0.0507 ± 0.0031`.
  public static String error(Spread spread) {
    return ErrorText.of(spread).replace(' ', '\u00a0');
  }

  /// How many, as a mean if it is of several seeds: `3`, `3.7 ± 1.2`.
  public static String count(Spread spread) {
    OptionalDouble deviation = spread.deviation();
    return deviation.isEmpty()
        ? String.format(Locale.ROOT, "%.0f", spread.mean())
        : String.format(
            Locale.ROOT, "%.1f\u00a0±\u00a0%.1f", spread.mean(), deviation.getAsDouble());
  }

  /// A whole number in groups of three digits, which thin spaces part: `123 456`.
  public static String grouped(long value) {
    return String.format(Locale.ROOT, "%,d", value).replace(',', '\u202f');
  }

  /// A ratio: `2.10`, and where two decimals would say too much or too little `153`, `0.0021`.
  public static String ratio(double value) {
    if (value >= 100) {
      return grouped(Math.round(value));
    }
    return value > 0 && value < 0.1
        ? ErrorText.of(value)
        : String.format(Locale.ROOT, "%.2f", value);
  }

  /// A part of a whole: 0.0123 is `1.2 %`.
  public static String percent(double value) {
    return String.format(Locale.ROOT, "%.1f\u00a0%%", 100 * value);
  }

  /// A length of time: `4.2 s`, `3 min 20 s`, `1 h 5 min`.
  public static String duration(double seconds) {
    long whole = Math.round(seconds);
    if (whole < 60) {
      return String.format(Locale.ROOT, "%.1f\u00a0s", seconds);
    }
    return whole < 3600
        ? String.format(Locale.ROOT, "%d\u00a0min %d\u00a0s", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d\u00a0h %d\u00a0min", whole / 3600, whole % 3600 / 60);
  }
}
