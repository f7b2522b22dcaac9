package dev.telar.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.telar.data.FormatException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A [Recipe] as text: a line is `name = value`, lines below `[N]` are for a hidden layer of N
/// units, and `#` at the beginning or after a blank begins a comment.
final class RecipeText {
  private RecipeText() {}

  /// Reads a recipe; a file that `init` names in it is looked for from the folder of its file.
  ///
  /// @param name what it is called
  /// @param file what messages call it
  /// @throws FormatException if a line is wrong
  static Recipe parse(String name, String text, Path file) throws FormatException {
    Map<String, String> settings = new LinkedHashMap<>();
    SortedMap<Integer, Map<String, String>> widths = new TreeMap<>();
    Map<String, String> section = settings;
    boolean forOneWidth = false;
    long offset = 0;
    int number = 0;
    for (String whole : text.split("\n", -1)) {
      number++;
      String line = whole.replaceFirst("(^|\\s)#.*", "").strip();
      try {
        if (line.startsWith("[") && line.endsWith("]")) {
          int width = width(line.substring(1, line.length() - 1).strip());
          section = widths.computeIfAbsent(width, _ -> new LinkedHashMap<>());
          forOneWidth = true;
        } else if (!line.isEmpty()) {
          put(section, line, file, forOneWidth);
        }
      } catch (IllegalArgumentException e) {
        var exception =
            new FormatException(file, offset, "line %d: %s".formatted(number, e.getMessage()));
        exception.initCause(e);
        throw exception;
      }
      offset += whole.getBytes(UTF_8).length + 1L;
    }
    try {
      return new Recipe(name, settings, widths);
    } catch (IllegalArgumentException e) {
      // Only now: a value may be right or wrong together with one below it.
      var exception = new FormatException(file, 0, String.valueOf(e.getMessage()));
      exception.initCause(e);
      throw exception;
    }
  }

  private static int width(String text) {
    try {
      int width = Integer.parseInt(text);
      if (width >= 1) {
        return width;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw new IllegalArgumentException(
        "[N] begins the settings of a hidden layer of N units, got [" + text + "]");
  }

  private static void put(
      Map<String, String> section, String line, Path file, boolean forOneWidth) {
    int equals = line.indexOf('=');
    if (equals < 1) {
      throw new IllegalArgumentException("expected name = value, got " + line);
    }
    String name = Recipe.settingName(line.substring(0, equals).strip());
    if (forOneWidth) {
      Recipe.checkForOneWidth(name);
    }
    String value = line.substring(equals + 1).strip();
    if (section.put(
            name, name.equals(Recipe.INIT) ? InitialModel.absolute(value, folder(file)) : value)
        != null) {
      throw new IllegalArgumentException(name + " is set twice");
    }
  }

  private static Path folder(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    return folder == null ? file : folder;
  }

  /// Writes a recipe so that [#parse] gives it again.
  static String of(Recipe recipe) {
    var text = new StringBuilder("# Recipe " + recipe.name() + "\n" + lines(recipe.settings()));
    recipe
        .widths()
        .forEach((width, own) -> text.append("\n[").append(width).append("]\n").append(lines(own)));
    return text.toString();
  }

  private static String lines(Map<String, String> settings) {
    return settings.entrySet().stream()
        .map(setting -> setting.getKey() + " = " + setting.getValue() + "\n")
        .collect(Collectors.joining());
  }
}
