package dev.telar.table;

import tools.jackson.core.io.NumberInput;

/// What text is a number: digits, with a sign before them, a decimal point or comma among them and
/// an exponent after them where wanted, such as `1`, `-1.5`, `+2`, `.5`, `5.` and `1e-3`. Spaces
/// and tabs around it mean nothing. Separators of thousands, hexadecimal digits and names such as
/// `inf` or `nan` are no part of a number.
///
/// The number is the double nearest to the text, the one that [Double#parseDouble] gives.
public final class Numbers {
  /// Longer texts are not numbers: no double needs as many characters, and to read very many takes
  /// very long.
  private static final int LONGEST = 2000;

  /// The digits that a long holds whatever they are.
  private static final int LONG_DIGITS = 18;

  /// Up to here every integer is a double.
  private static final long LARGEST_EXACT = 1L << 53;

  /// The powers of ten that are doubles.
  private static final double[] POWERS_OF_TEN = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  private static final int EXPONENT_LIMIT = 100_000;

  private Numbers() {}

  /// The number that a text is.
  ///
  /// @param chars holds the text
  /// @param start where it begins
  /// @param length its number of characters
  /// @param decimalComma whether a comma takes the place of the decimal point
  /// @return the number, infinite if it is larger than any double; NaN, which no number is, if the
  ///   text is not a number
  public static double parse(char[] chars, int start, int length, boolean decimalComma) {
    int end = start + length;
    int at = start;
    while (at < end && isSpace(chars[at])) {
      at++;
    }
    while (at < end && isSpace(chars[end - 1])) {
      end--;
    }
    return at == end || end - at > LONGEST
        ? Double.NaN
        : parseTrimmed(chars, at, end, decimalComma ? ',' : '.');
  }

  /// As above, of a string.
  public static double parse(String text, boolean decimalComma) {
    return parse(text.toCharArray(), 0, text.length(), decimalComma);
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t';
  }

  /// Reads mantissa and exponent as integers. If both are small, one operation on doubles gives the
  /// nearest double, because both of its operands are exact. (W. Clinger, *How to Read Floating
  /// Point Numbers Accurately*, 1990.)
  private static double parseTrimmed(char[] chars, int from, int end, char point) {
    int at = from;
    char sign = chars[at];
    if (sign == '-' || sign == '+') {
      at++;
    }
    long mantissa = 0;
    int significant = 0;
    int digits = 0;
    int fraction = 0;
    boolean afterPoint = false;
    for (; at < end; at++) {
      int digit = chars[at] - '0';
      if (digit >= 0 && digit <= 9) {
        digits++;
        if (afterPoint) {
          fraction++;
        }
        // Zeros before the first other digit do not count; too many digits overflow unused.
        mantissa = 10 * mantissa + digit;
        if (significant > 0 || digit > 0) {
          significant++;
        }
      } else if (chars[at] == point && !afterPoint) {
        afterPoint = true;
      } else {
        break;
      }
    }
    if (digits == 0) {
      return Double.NaN;
    }
    int exponent = 0;
    if (at < end) {
      exponent = exponent(chars, at, end);
      if (exponent == Integer.MIN_VALUE) {
        return Double.NaN;
      }
    }
    int power = exponent - fraction;
    if (significant <= LONG_DIGITS
        && mantissa <= LARGEST_EXACT
        && Math.abs(power) < POWERS_OF_TEN.length) {
      double value = mantissa;
      value = power < 0 ? value / POWERS_OF_TEN[-power] : value * POWERS_OF_TEN[power];
      return sign == '-' ? -value : value;
    }
    return parseLong(chars, from, end, point);
  }

  /// The exponent that the rest of a number is, at most a large one; [Integer#MIN_VALUE] if it is
  /// none.
  private static int exponent(char[] chars, int from, int end) {
    int at = from;
    if (chars[at] != 'e' && chars[at] != 'E') {
      return Integer.MIN_VALUE;
    }
    at++;
    boolean negative = at < end && chars[at] == '-';
    if (negative || (at < end && chars[at] == '+')) {
      at++;
    }
    if (at == end) {
      return Integer.MIN_VALUE;
    }
    int exponent = 0;
    for (; at < end; at++) {
      int digit = chars[at] - '0';
      if (digit < 0 || digit > 9) {
        return Integer.MIN_VALUE;
      }
      exponent = Math.min(EXPONENT_LIMIT, 10 * exponent + digit);
    }
    return negative ? -exponent : exponent;
  }

  /// A number of many digits or a large exponent, whose form has been checked.
  private static double parseLong(char[] chars, int from, int end, char point) {
    if (point == '.') {
      return NumberInput.parseDouble(chars, from, end - from, true);
    }
    var withPoint = new char[end - from];
    for (int i = 0; i < withPoint.length; i++) {
      char c = chars[from + i];
      withPoint[i] = c == point ? '.' : c;
    }
    return NumberInput.parseDouble(withPoint, 0, withPoint.length, true);
  }
}
