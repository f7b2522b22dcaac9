package dev.telar.tables.csv;

import java.nio.charset.Charset;

/// How a file of separated values is written. Quotes are `"`, doubled inside of quotes.
///
/// @param charset the characters' encoding
/// @param delimiter the character between cells
/// @param decimalComma whether numbers have a comma where others have a point
/// @param header whether the first record has the columns' names
public record Dialect(Charset charset, char delimiter, boolean decimalComma, boolean header) {
  /// What a delimiter is called.
  static String name(char delimiter) {
    return switch (delimiter) {
      case ',' -> "comma";
      case ';' -> "semicolon";
      case '\t' -> "tab";
      case '|' -> "bar";
      case ' ' -> "space";
      default -> "'" + delimiter + "'";
    };
  }

  /// In a few words, such as `UTF-8, comma, header`.
  public String description() {
    return charset.name()
        + ", "
        + name(delimiter)
        + (decimalComma ? ", decimal comma" : "")
        + (header ? ", header" : ", no header");
  }
}
