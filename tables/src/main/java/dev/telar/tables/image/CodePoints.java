package dev.telar.tables.image;

/// An order of texts that is the same everywhere: by code points. [String#compareTo] goes by halves
/// of characters, which puts U+10000 before U+FFFF.
final class CodePoints {
  private CodePoints() {}

  static int compare(String one, String other) {
    int at = 0;
    while (at < one.length() && at < other.length()) {
      int left = one.codePointAt(at);
      int right = other.codePointAt(at);
      if (left != right) {
        return Integer.compare(left, right);
      }
      at += Character.charCount(left);
    }
    return Integer.compare(one.length(), other.length());
  }
}
