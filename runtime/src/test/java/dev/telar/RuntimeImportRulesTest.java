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
class RuntimeImportRulesTest {
  /// What each package may use of the others.
  private static final Map<String, List<String>> ALLOWED =
      Map.ofEntries(
          Map.entry("math", List.of()),
          Map.entry("random", List.of()),
          Map.entry("internal", List.of()),
          Map.entry("model", List.of("internal", "random", "math")),
          Map.entry("format", List.of("internal", "model")),
          Map.entry("preparation", List.of("model", "internal")),
          Map.entry("score", List.of("format", "preparation", "model", "internal")));

  private static final Path SOURCES = Path.of("src/main/java/dev/telar");

  private static final JavaClasses RUNTIME = new ClassFileImporter().importPath("target/classes");

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
        .check(RUNTIME);
  }

  @Test
  void packagesFormNoCycle() {
    slices().matching("dev.telar.(*)..").should().beFreeOfCycles().check(RUNTIME);
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
