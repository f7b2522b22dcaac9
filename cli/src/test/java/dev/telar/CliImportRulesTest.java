package dev.telar;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Imports of the application point one way.
class CliImportRulesTest {
  /// What each package may use of the others; all of them may use the library.
  private static final Map<String, List<String>> ALLOWED =
      Map.ofEntries(
          entry("fetch"),
          entry("web"),
          entry("source", "fetch"),
          entry("run", "source"),
          entry("speed"),
          entry("text"),
          entry("study", "text", "run", "source"),
          entry("scoring", "source"),
          entry("page", "text"),
          entry("figure", "text", "study"),
          entry("codes", "figure", "run", "source"),
          entry("report", "figure", "page", "text", "study", "run"),
          entry("tensorboard", "figure", "study", "run"),
          entry("explore", "web", "page", "text", "study", "run"),
          entry("live", "explore", "web", "page", "text", "study", "run"),
          entry(
              "cli",
              "codes",
              "fetch",
              "figure",
              "live",
              "report",
              "run",
              "scoring",
              "source",
              "speed",
              "study",
              "tensorboard",
              "text",
              "web"));

  private static Map.Entry<String, List<String>> entry(String name, String... uses) {
    return Map.entry(name, List.of(uses));
  }

  private static final Path SOURCES = Path.of("src/main/java/dev/telar");

  private static final JavaClasses APPLICATION =
      new ClassFileImporter().importPath("target/classes");

  private static List<String> packages() throws IOException {
    try (var folders = Files.list(SOURCES)) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("packages")
  void packageUsesOnlyWhatItMay(String name) {
    assertThat(ALLOWED).containsKey(name);
    assertThat(SOURCES.resolve(name).resolve("package-info.java")).exists();
    String[] forbidden =
        ALLOWED.keySet().stream()
            .filter(other -> !other.equals(name))
            .filter(other -> !ALLOWED.getOrDefault(name, List.of()).contains(other))
            .map(other -> "dev.telar." + other + "..")
            .toArray(String[]::new);

    noClasses()
        .that()
        .resideInAPackage("dev.telar." + name + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(forbidden)
        .allowEmptyShould(true)
        .check(APPLICATION);
  }
}
