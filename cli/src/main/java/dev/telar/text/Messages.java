package dev.telar.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What a page or a figure says, in one language: texts by name, with places `{0}`, `{1}` … for
/// values. They are in the file `messages_en.properties`, `messages_es.properties` beside the class
/// that speaks, in UTF-8. Immutable.
public final class Messages {
  private static final Pattern PLACE = Pattern.compile("\\{(\\d)\\}");

  private final Language language;
  private final Map<String, String> texts;

  private Messages(Language language, Map<String, String> texts) {
    this.language = language;
    this.texts = texts;
  }

  /// Reads the texts of a package.
  ///
  /// @param speaker a class of the package
  /// @throws IllegalStateException if the application lacks the file
  public static Messages of(Class<?> speaker, Language language) {
    String name = "messages_" + language.tag() + ".properties";
    var read = new Properties();
    try (InputStream in = speaker.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(
            speaker.getPackageName() + " lacks its file " + name + ": build it again");
      }
      try (Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
        read.load(reader);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> texts = new TreeMap<>();
    read.stringPropertyNames().forEach(key -> texts.put(key, read.getProperty(key)));
    return new Messages(language, texts);
  }

  /// The language of the texts.
  public Language language() {
    return language;
  }

  /// A text, with values in its places.
  ///
  /// @param values for `{0}`, `{1}` …
  /// @throws IllegalArgumentException if there is no such text, or it has a place without a value
  public String get(String key, Object... values) {
    String text = texts.get(key);
    if (text == null) {
      throw new IllegalArgumentException("no text is called " + key + " in " + language);
    }
    return PLACE
        .matcher(text)
        .replaceAll(place -> {
          int index = Integer.parseInt(place.group(1));
          if (index >= values.length) {
            throw new IllegalArgumentException(
                "%s has the place {%d}, and %d values".formatted(key, index, values.length));
          }
          return Matcher.quoteReplacement(String.valueOf(values[index]));
        });
  }

  /// The same texts for a case: `title.deep` is said in the place of `title` in the case `deep`.
  public Messages in(String situation) {
    String ending = "." + situation;
    Map<String, String> said = new TreeMap<>(texts);
    texts.forEach((key, text) -> {
      if (key.endsWith(ending)) {
        said.put(key.substring(0, key.length() - ending.length()), text);
      }
    });
    return new Messages(language, said);
  }

  /// The texts whose names begin so, without that beginning, their places unfilled: for a page's
  /// script.
  public Map<String, String> startingWith(String prefix) {
    return texts.entrySet().stream()
        .filter(text -> text.getKey().startsWith(prefix))
        .collect(
            Collectors.toMap(
                text -> text.getKey().substring(prefix.length()),
                Map.Entry::getValue,
                (a, _) -> a,
                TreeMap::new));
  }
}
