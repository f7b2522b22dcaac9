package dev.telar.tables.image;

import dev.telar.format.FormatException;

/// Texts that a bad file or a strange name has a part in.
final class OneLine {
  private OneLine() {}

  /// A text without line breaks and what else does not print, shortened if it is long.
  static String of(String text) {
    return new FormatException("", 0, text).problem();
  }
}
