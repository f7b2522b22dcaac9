package dev.telar;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Imports point one way.
class ImportRulesTest {
  /// What each package may use of the others.
  private static final Map<String, List<String>> ALLOWED =
      Map.ofEntries(
          Map.entry("content", List.of("format", "internal")),
          Map.entry("data", List.of("content", "model", "format", "internal", "random")),
          Map.entry("engine", List.of("model", "data", "internal", "random", "math")),
          Map.entry(
              "measure",
              List.of("engine", "random", "score", "model", "data", "preparation", "table")),
          Map.entry("onnx", List.of("score", "preparation", "model", "format", "internal", "math")),
          Map.entry(
              "table",
              List.of("preparation", "content", "data", "model", "format", "internal", "random")),
          Map.entry(
              "train",
              List.of(
                  "content", "format", "measure", "engine", "model", "data", "internal", "random")),
          // The runtime's, which hold themselves.
          Map.entry("format", List.of()),
          Map.entry("internal", List.of()),
          Map.entry("math", List.of()),
          Map.entry("model", List.of()),
          Map.entry("preparation", List.of()),
          Map.entry("random", List.of()),
          Map.entry("score", List.of()));

  private static final Path SOURCES = Path.of("src/main/java/dev/telar");

  private static final JavaClasses TELAR = new ClassFileImporter().importPath("target/classes");

  private static List<String> packages() throws IOException {
    try (var folders = Files.list(SOURCES)) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("packages")
  void packageUsesOnlyWhatItMay(String name) {
    assertThat(ALLOWED).containsKey(name);
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
        .check(TELAR);
  }

  @Test
  void packagesFormNoCycle() {
    slices().matching("dev.telar.(*)..").should().beFreeOfCycles().check(TELAR);
  }

  @ParameterizedTest
  @MethodSource("packages")
  void packageSaysWhatItIsFor(String name) throws IOException {
    assertThat(SOURCES.resolve(name).resolve("package-info.java"))
        .content()
        .startsWith("///")
        .contains("@NullMarked");
  }
}
