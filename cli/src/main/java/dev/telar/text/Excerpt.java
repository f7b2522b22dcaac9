package dev.telar.text;

import java.util.List;
import java.util.stream.IntStream;

/// What is shown of many: as much as can be told apart.
public final class Excerpt {
  private static final int MOST = 8;
  private static final int SHOWN = 6;
  private static final int FIRST = 3;

  private Excerpt() {}

  /// All, or of many some from the first to the last at even distances.
  public static <T> List<T> of(List<T> all) {
    int last = all.size() - 1;
    return all.size() <= MOST
        ? List.copyOf(all)
        : IntStream.range(0, SHOWN)
            .mapToObj(i -> all.get(Math.round((float) i * last / (SHOWN - 1))))
            .toList();
  }

  /// All in a sentence, or of many the first ones and the last.
  public static String list(List<String> all) {
    return all.size() <= MOST
        ? String.join(", ", all)
        : String.join(", ", all.subList(0, FIRST)) + ", …, " + all.getLast();
  }

  /// A text, or of a longer one its beginning and `…`.
  ///
  /// @param longest in characters, at least 2
  public static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
  }
}
