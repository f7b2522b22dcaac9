package dev.telar.tables;

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

/// Readers and writers of different formats do not use each other.
class TablesImportRulesTest {
  /// What each package may use of the others; all of them may use what the library exports.
  private static final Map<String, List<String>> ALLOWED =
      Map.of(
          "csv", List.of(),
          "image", List.of(),
          "jdbc", List.of(),
          "out", List.of(),
          "parquet", List.of());

  private static final Path SOURCES = Path.of("src/main/java/dev/telar/tables");

  private static final JavaClasses TABLES = new ClassFileImporter().importPath("target/classes");

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
            .map(other -> "dev.telar.tables." + other + "..")
            .toArray(String[]::new);

    noClasses()
        .that()
        .resideInAPackage("dev.telar.tables." + name + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(forbidden)
        .allowEmptyShould(true)
        .check(TABLES);
  }
}
