package dev.telar.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MessagesTest {
  private static final Path RESOURCES = Path.of("src/main/resources/dev/telar");
  private static final Pattern PLACE = Pattern.compile("\\{[^}]*}");

  static List<Path> speakers() throws IOException {
    try (var folders = Files.list(RESOURCES)) {
      return folders
          .filter(folder -> Files.exists(folder.resolve("messages_en.properties")))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("speakers")
  void everyTextIsInEveryLanguageWithTheSamePlaces(Path folder) throws IOException {
    Map<String, Set<String>> english = places(folder, Language.ENGLISH);

    for (Language language : Language.values()) {
      assertThat(places(folder, language)).as("%s in %s", folder, language).isEqualTo(english);
    }
  }

  private static Map<String, Set<String>> places(Path folder, Language language)
      throws IOException {
    var read = new Properties();
    Path file = folder.resolve("messages_" + language.tag() + ".properties");
    try (Reader reader = Files.newBufferedReader(file)) {
      read.load(reader);
    }
    Map<String, Set<String>> places = new TreeMap<>();
    for (String key : read.stringPropertyNames()) {
      String text = read.getProperty(key);
      assertThat(text).as(key).isNotBlank();
      places.put(
          key,
          PLACE
              .matcher(text)
              .results()
              .map(MatchResult::group)
              .collect(Collectors.toCollection(TreeSet::new)));
    }
    return places;
  }

  @Test
  void aCaseHasTextsOfItsOwnWhereTheyAreThere() {
    Messages messages = Messages.of(Messages.class, Language.SPANISH).in("evening");

    assertThat(messages.get("greeting", "Telar", 3)).isEqualTo("buenas noches Telar, 3");
    assertThat(messages.startingWith("page.")).isEqualTo(Map.of("stop", "Parar"));
  }

  @Test
  void textsWantTheirValues() {
    Messages messages = Messages.of(Messages.class, Language.SPANISH);

    assertThat(messages.get("greeting", "Telar", 3)).isEqualTo("hola Telar, 3");
    assertThat(messages.startingWith("page.")).isEqualTo(Map.of("stop", "Parar"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> messages.get("greeting", "Telar"))
        .withMessage("greeting has the place {1}, and 1 values");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> messages.get("nothing"))
        .withMessage("no text is called nothing in es");
  }
}
