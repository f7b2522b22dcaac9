package dev.telar.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.telar.format.FormatException;
import dev.telar.model.HiddenWidths;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;

/// A [Recipe] as text: a line is `name = value`, lines below a heading such as `[64]`, `[256-64]`
/// or `[deep]` are for some networks, see [RecipeSection], and `#` at the beginning or after a
/// blank begins a comment. A value in quotes is a text of JSON.
final class RecipeText {
  private RecipeText() {}

  /// Reads a recipe; a file that `init` names in it is looked for from the folder of its file.
  ///
  /// @param name what it is called
  /// @param file what messages call it
  /// @throws FormatException if a line is wrong
  static Recipe parse(String name, String text, Path file) throws FormatException {
    Map<String, String> settings = new LinkedHashMap<>();
    SortedMap<RecipeSection, Map<String, String>> sections = new TreeMap<>();
    List<Line> lines = lines(text);
    Map<String, String> section = settings;
    boolean forSome = false;
    for (Line line : lines) {
      try {
        if (line.isHeading()) {
          String heading = line.content.substring(1, line.content.length() - 1).strip();
          section = sections.computeIfAbsent(RecipeSection.of(heading), _ -> new LinkedHashMap<>());
          forSome = true;
        } else {
          put(section, line.content, file, forSome);
        }
      } catch (IllegalArgumentException e) {
        throw line.wrong(file, e);
      }
    }
    try {
      Recipe recipe = new Recipe(name, settings, sections);
      recipe.hidden().ifPresent(hidden -> checkSections(sections.keySet(), hidden));
      return recipe;
    } catch (IllegalArgumentException e) {
      // Only now: a value may be right or wrong together with one below it.
      throw wrongAlone(lines, file, e);
    }
  }

  /// A line that says something.
  ///
  /// @param offset of its first byte in UTF-8
  /// @param number from 1
  /// @param content without a comment
  private record Line(long offset, int number, String content) {
    boolean isHeading() {
      return content.startsWith("[") && content.endsWith("]");
    }

    FormatException wrong(Path file, IllegalArgumentException cause) {
      var exception =
          new FormatException(file, offset, "line %d: %s".formatted(number, cause.getMessage()));
      exception.initCause(cause);
      return exception;
    }
  }

  private static List<Line> lines(String text) {
    List<Line> lines = new ArrayList<>();
    long offset = 0;
    int number = 0;
    // As many characters as before.
    for (String whole : text.replace("\r\n", " \n").replace('\r', '\n').split("\n", -1)) {
      number++;
      String content = withoutComment(whole).strip();
      if (!content.isEmpty()) {
        lines.add(new Line(offset, number, content));
      }
      offset += whole.getBytes(UTF_8).length + 1L;
    }
    return lines;
  }

  /// A line up to the sign that begins a comment, which does not do so within quotes.
  private static String withoutComment(String line) {
    boolean quoted = false;
    char before = ' ';
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '#' && !quoted && Character.isWhitespace(before)) {
        return line.substring(0, i);
      }
      quoted ^= c == '"' && before != '\\';
      before = c;
    }
    return line;
  }

  private static void checkSections(Set<RecipeSection> sections, List<HiddenWidths> hidden) {
    for (RecipeSection section : sections) {
      if (hidden.stream().noneMatch(section::covers)) {
        throw new IllegalArgumentException(
            "[%s] is of no network that is trained: hidden = %s"
                .formatted(section, Recipe.text(hidden)));
      }
    }
  }

  /// What is wrong with one line, if it is so by itself, or else with the whole.
  private static FormatException wrongAlone(
      List<Line> lines, Path file, IllegalArgumentException whole) {
    for (Line line : lines) {
      Map<String, String> alone = new LinkedHashMap<>();
      try {
        if (!line.isHeading()) {
          put(alone, line.content, file, false);
          var _ = new Recipe("", alone, new TreeMap<>());
        }
      } catch (IllegalArgumentException e) {
        if (String.valueOf(e.getMessage()).equals(whole.getMessage())) {
          return line.wrong(file, whole);
        }
      }
    }
    var exception = new FormatException(file, 0, String.valueOf(whole.getMessage()));
    exception.initCause(whole);
    return exception;
  }

  private static void put(Map<String, String> section, String line, Path file, boolean forSome) {
    int equals = line.indexOf('=');
    if (equals < 1) {
      throw new IllegalArgumentException("expected name = value, got " + line);
    }
    String name = Recipe.settingName(line.substring(0, equals).strip());
    if (forSome) {
      Recipe.checkForSome(name);
    }
    String value = unquoted(line.substring(equals + 1).strip());
    if (section.put(
            name, name.equals(Recipe.INIT) ? InitialModel.absolute(value, folder(file)) : value)
        != null) {
      throw new IllegalArgumentException(name + " is set twice");
    }
  }

  private static String unquoted(String value) {
    if (!value.startsWith("\"")) {
      return value;
    }
    try {
      return Json.read(value, String.class);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("a text in quotes is one of JSON, got " + value, e);
    }
  }

  private static Path folder(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    return folder == null ? file : folder;
  }

  /// Writes a recipe so that [#parse] gives it again.
  ///
  /// @param comment whole lines, to stand below the name
  static String of(Recipe recipe, String comment) {
    var text = new StringBuilder("# Recipe " + recipe.name() + "\n" + comment);
    text.append(lines(recipe.settings()));
    recipe
        .sections()
        .forEach(
            (section, own) -> text.append("\n[").append(section).append("]\n").append(lines(own)));
    return text.toString();
  }

  private static String lines(Map<String, String> settings) {
    return settings.entrySet().stream()
        .map(setting -> setting.getKey() + " = " + quoted(setting.getValue()) + "\n")
        .collect(Collectors.joining());
  }

  /// A value that could not be read again as it is, such as a file's path with ` #` in it, has
  /// quotes.
  private static String quoted(String value) {
    boolean plain =
        value.equals(value.strip())
            && value.lines().count() <= 1
            && !value.contains("\"")
            && withoutComment(value).equals(value);
    return plain ? value : Json.writeCompact(value);
  }
}
