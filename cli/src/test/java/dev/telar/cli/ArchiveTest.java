package dev.telar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// What every version has saved is read for ever, with the same numbers. `tools/archive` adds a
/// version.
class ArchiveTest {
  private static final Path ARCHIVE = Path.of("src/test/resources/archive");
  private static final Path DATA = ARCHIVE.resolve("data");

  @TempDir private Path folder;

  private static List<String> versions() throws IOException {
    try (Stream<Path> folders = Files.list(ARCHIVE)) {
      return folders
          .map(version -> version.getFileName().toString())
          .filter(version -> !version.equals("data"))
          .toList();
    }
  }

  /// A copy, because nothing may change the archive.
  private Path copy(String version) throws IOException {
    Path source = ARCHIVE.resolve(version);
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.toList()) {
        Path target = folder.resolve(source.relativize(file).toString());
        if (!Files.exists(target)) {
          Files.copy(file, target);
        }
      }
    }
    return folder;
  }

  private static JsonNode json(String text) {
    return new ObjectMapper().readTree(text);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void aModelGivesTheSameError(String version) throws IOException {
    Path saved = copy(version);
    JsonNode expected = json(Files.readString(saved.resolve("evaluated.json")));

    JsonNode evaluated =
        json(Telar.run("evaluate", saved.resolve("run"), "--data", DATA, "--json").out());

    assertThat(evaluated.get("test_error")).isEqualTo(expected.get("test_error"));
    assertThat(evaluated.get("weights_sha256")).isEqualTo(expected.get("weights_sha256"));
  }

  @ParameterizedTest
  @MethodSource("versions")
  void aRunIsTrueAlsoWhenTrainedAgain(String version) throws IOException {
    Telar telar = Telar.run("verify", copy(version).resolve("run"), "--data", DATA, "--retrain");

    assertThat(telar.out()).startsWith("yes ");
    assertThat(telar.exitCode()).isZero();
  }

  @ParameterizedTest
  @MethodSource("versions")
  void aRunThatWasStoppedEndsAsTheWholeOne(String version) throws IOException {
    Path saved = copy(version);
    Path stopped = saved.resolve("stopped");

    Telar telar = Telar.run("train", "--resume", stopped, "--data", DATA);

    assertThat(telar.err()).contains("resuming after 11 steps, 2 of 3 epochs");
    assertThat(telar.exitCode()).isZero();
    assertThat(stopped.resolve("history.csv"))
        .hasSameBinaryContentAs(saved.resolve("run/history.csv"));
    assertThat(json(Files.readString(stopped.resolve("result.json"))).get("weights_sha256"))
        .isEqualTo(json(Files.readString(saved.resolve("evaluated.json"))).get("weights_sha256"));
  }

  @ParameterizedTest
  @MethodSource("versions")
  void aStudyIsTrueAndItsReportIsDrawnAgain(String version) throws IOException {
    Path study = copy(version).resolve("study");

    Telar verified = Telar.run("verify", study, "--data", DATA, "--retrain");
    Telar resumed = Telar.run("study", "--resume", study, "--data", DATA);

    assertThat(verified.out()).startsWith("yes ");
    assertThat(resumed.exitCode()).isZero();
    assertThat(resumed.err()).doesNotContain("epoch");
    assertThat(study.resolve("report.html")).exists();
  }
}
