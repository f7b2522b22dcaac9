package dev.telar.tables.csv;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/// The texts that mean that a cell has no value.
///
/// Those of [#USUAL] are pandas' (the `na_values` of its `read_csv`) and `?`, which the files of
/// the UCI repository have. Unlike there, a text in quotes is always a text.
final class MissingTexts {
  /// What is taken for missing whatever is asked for, beside the empty cell.
  static final List<String> USUAL =
      List.of(
          "?",
          "NA",
          "N/A",
          "n/a",
          "NaN",
          "nan",
          "-NaN",
          "-nan",
          "null",
          "NULL",
          "None",
          "<NA>",
          "#NA",
          "#N/A",
          "#N/A N/A",
          "1.#IND",
          "-1.#IND",
          "1.#QNAN",
          "-1.#QNAN");

  /// By their length.
  private final String[][] texts;

  MissingTexts(Collection<String> more) {
    List<String> all =
        Stream.of(List.of(""), USUAL, more)
            .flatMap(Collection::stream)
            .map(String::strip)
            .distinct()
            .toList();
    int longest = all.stream().mapToInt(String::length).max().orElse(0);
    texts = new String[longest + 1][];
    for (int length = 0; length <= longest; length++) {
      int wanted = length;
      texts[length] = all.stream().filter(text -> text.length() == wanted).toArray(String[]::new);
    }
  }

  /// Whether a part of an array is one of them.
  boolean contains(char[] chars, int start, int length) {
    if (length >= texts.length) {
      return false;
    }
    for (String text : texts[length]) {
      if (isEqual(text, chars, start)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isEqual(String text, char[] chars, int start) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) != chars[start + i]) {
        return false;
      }
    }
    return true;
  }
}
