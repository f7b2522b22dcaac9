package dev.telar.tables.out;

/// Numbers as text: the shortest that reads back the same, whole ones without a fraction.
final class NumberText {
  private static final String NO_FRACTION = ".0";

  private NumberText() {}

  static String of(double value) {
    return withoutFraction(Double.toString(value));
  }

  static String of(float value) {
    return withoutFraction(Float.toString(value));
  }

  /// `3.0` as `3` and `1.0E10` as `1E10`.
  private static String withoutFraction(String text) {
    return text.endsWith(NO_FRACTION)
        ? text.substring(0, text.length() - NO_FRACTION.length())
        : text.replace(NO_FRACTION + "E", "E");
  }
}
