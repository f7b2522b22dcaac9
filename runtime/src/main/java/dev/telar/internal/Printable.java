package dev.telar.internal;

import java.util.function.IntPredicate;

/// Text that a terminal shows and does not obey. What does not print becomes `?`: control
/// characters, those that turn the direction of writing, line separators, halves of a character.
public final class Printable {
  private Printable() {}

  /// A text on one line.
  public static String line(String text) {
    return replaced(text, Printable::isPrinted);
  }

  /// A text of several lines, which keeps its line breaks and tabs.
  public static String text(String text) {
    return replaced(text, c -> c == '\n' || c == '\t' || isPrinted(c));
  }

  private static String replaced(String text, IntPredicate kept) {
    var out = new StringBuilder(text.length());
    text.codePoints().map(c -> kept.test(c) ? c : '?').forEach(out::appendCodePoint);
    return out.toString();
  }

  private static boolean isPrinted(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> true;
    };
  }
}
