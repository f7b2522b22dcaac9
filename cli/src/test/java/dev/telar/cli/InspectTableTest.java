package dev.telar.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// What `telar inspect` says of a model of a table.
class InspectTableTest {
  @TempDir private Path folder;
  private Path run;

  @BeforeEach
  void train() throws IOException {
    run = TinyTable.trained(folder);
  }

  private JsonNode json() {
    Telar telar = Telar.run("inspect", run, "--json");
    assertThat(telar.exitCode()).as(telar.err()).isZero();
    return new ObjectMapper().readTree(telar.out());
  }

  private static JsonNode column(JsonNode found, String name) {
    return found
        .get("columns")
        .valueStream()
        .filter(column -> column.get("name").asString().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theMeanOfTheColumnsErrorsIsTheTestError() throws IOException {
    // Without missing cells, which do not count.
    Path whole = folder.resolve("whole.csv");
    Files.writeString(
        whole, Files.readString(folder.resolve("tiny.csv")).replaceAll("(?m)^(.*),,", "$1,50,"));
    Path other = folder.resolve("other");
    Telar.run(
        "train", "--data", whole, "--label", "state", "--out", other, "--hidden", 4, "--epochs", 2);
    JsonNode found = new ObjectMapper().readTree(Telar.run("inspect", other, "--json").out());

    double mean =
        found
            .get("columns")
            .valueStream()
            .mapToDouble(column -> column.get("error").asDouble())
            .average()
            .orElseThrow();
    assertThat(mean).isCloseTo(found.get("test_error").asDouble(), within(1e-6));
    assertThat(found.get("columns").size()).isEqualTo(5);
  }

  @Test
  void unitsThatCannotDieAreNotCountedAsDead() {
    assertThat(Telar.run("inspect", run).out().lines())
        .anyMatch(line -> line.matches("(hidden units|code|hidden layer 1) +[0-9]+(: .*)?"))
        .noneMatch(line -> line.matches("(hidden|code).*dead.*"));
  }

  @Test
  void columnsAreToldInTheTablesTerms() {
    JsonNode found = json();

    JsonNode room = column(found, "room");
    assertThat(room.get("kind").asString()).isEqualTo("category");
    assertThat(room.get("right").asDouble()).isBetween(0.0, 1.0);
    assertThat(room.get("rms").isNull()).isTrue();
    long mistakes =
        room.get("confusions").valueStream().mapToLong(pair -> pair.get("rows").asLong()).sum();
    assertThat(1 - (double) mistakes / found.get("test_rows").asInt())
        .isCloseTo(room.get("right").asDouble(), within(1e-9));
    assertThat(column(found, "warmth").get("rms").asDouble()).isBetween(0.01, 10.0);
    JsonNode worst = found.get("worst").get(0);
    assertThat(worst.get("error").asDouble())
        .isEqualTo(found.get("quantiles").get("p100").asDouble());
    JsonNode cell = worst.get("cells").get(0);
    assertThat(cell.get("observed").asString()).isNotBlank();
    assertThat(cell.get("expected").asString()).isNotBlank();
    assertThat(cell.get("error").asDouble())
        .isGreaterThanOrEqualTo(worst.get("cells").get(1).get("error").asDouble());
  }

  @Test
  void theTextIsOneScreenAndKnowsNoImages() {
    Telar telar = Telar.run("inspect", run);

    assertThat(telar.exitCode()).as(telar.err()).isZero();
    assertThat(telar.out())
        .contains("columns          error and share of it")
        .contains("% right", "(RMS)", "worst rows", "best rows", "expected ")
        .doesNotContain("image", "pixel", "\n\n\n");
    assertThat(telar.out().lines().count()).isLessThan(45);
  }

  @Test
  void levelsThatAreInNoTableAreExplained() throws IOException {
    Path table = folder.resolve("levels.csv");
    Files.writeString(
        table,
        IntStream.range(0, 200)
            .mapToObj(i ->
                "%d,%s\n"
                    .formatted(
                        i * i % 83, i < 150 ? i % 3 == 0 ? "" : "usual" + i % 2 : "rare" + i))
            .collect(Collectors.joining("", "size,kind\n", "")));
    Path model = folder.resolve("levels");
    Telar trained =
        Telar.run(
            "train",
            "--data",
            table,
            "--categorical",
            "kind",
            "--split",
            "ordered",
            "--out",
            model,
            "--hidden",
            3,
            "--epochs",
            1);
    assertThat(trained.exitCode()).as(trained.err()).isZero();

    assertThat(Telar.run("inspect", model).out())
        .contains("expected (other)", "\n  (other) is any level that few training rows have");
    assertThat(Telar.run("inspect", run).out()).doesNotContain("is any level", "without a value");
  }

  @Test
  void theErrorsOfTheColumnsAreDrawn() throws IOException {
    Path out = folder.resolve("pictures");

    Telar telar = Telar.run("inspect", run, "--out", out);

    assertThat(telar.exitCode()).as(telar.err()).isZero();
    try (Stream<Path> files = Files.list(out)) {
      assertThat(files.map(file -> file.getFileName().toString().replaceAll("\\..*", "")))
          .containsExactly("column-errors");
    }
  }

  @Test
  void revivingIsForImages() {
    Path revived = folder.resolve("revived.safetensors");

    Telar telar = Telar.run("inspect", run, "--revive", revived);

    assertThat(telar.exitCode()).isNotZero();
    assertThat(telar.err()).hasLineCount(1).contains("--revive is for models of images");
    assertThat(revived).doesNotExist();
  }
}
