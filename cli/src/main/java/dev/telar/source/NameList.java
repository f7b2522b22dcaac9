package dev.telar.source;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Names as one text: commas between them, and a backslash before a comma or a backslash that is
/// part of a name.
public final class NameList {
  private NameList() {}

  /// The names of a text.
  public static List<String> split(String text) {
    List<String> names = new ArrayList<>();
    var name = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        i++;
        name.append(text.charAt(i));
      } else if (c == ',') {
        names.add(name.toString());
        name.setLength(0);
      } else {
        name.append(c);
      }
    }
    names.add(name.toString());
    return names;
  }

  /// The text of names.
  public static String join(List<String> names) {
    return names.stream()
        .map(name -> name.replace("\\", "\\\\").replace(",", "\\,"))
        .collect(Collectors.joining(","));
  }
}
