package dev.telar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// What follows the training of a table.
class TableStudyTest {
  @TempDir static Path folder;

  private static Path table;
  private static Path study;

  @BeforeAll
  static void trainAStudy() throws IOException {
    table = folder.resolve("sensors.csv");
    var text = new StringBuilder("id,warmth,room,open,state\n");
    for (int i = 0; i < 200; i++) {
      text.append(
          String.format(
              Locale.ROOT,
              "S%d,%.1f,%s,%s,%s%n",
              i,
              i % 20 + i / 40.0,
              i % 3 == 0 ? "lab" : i % 3 == 1 ? "hall" : "",
              i % 2 == 0 ? "yes" : "no",
              i % 25 == 0 ? "leak" : "ok"));
    }
    Files.writeString(table, text);
    study = folder.resolve("study");
    Telar telar =
        Telar.run(
            "study",
            "--data",
            table,
            "--label",
            "state",
            "--normal",
            "ok",
            "--hidden",
            "2,3",
            "--epochs",
            2,
            "--out",
            study,
            "--quiet");
    assertThat(telar.exitCode()).as(telar.err()).isZero();
    assertThat(telar.out())
        .contains("(test error, mean square per column)\nerror of the 8 rows of other labels: ");
  }

  @Test
  void theReportIsWrittenAgainInSpanish() throws IOException {
    assertThat(Files.readString(study.resolve("report.html")))
        .contains("The rows with the greatest errors", "Autoencoders with one hidden layer");

    Telar telar = Telar.run("report", study, "--lang", "es", "--quiet");

    assertThat(telar.exitCode()).as(telar.err()).isZero();
    assertThat(Files.readString(study.resolve("report.html")))
        .contains("Las filas con los mayores errores");
    assertThat(Telar.run("report", study, "--quiet").exitCode()).isZero();
  }

  @Test
  void theReportCountsNoDeadUnitsWhereNoneCanBe() throws IOException {
    assertThat(Files.readString(study.resolve("report.html"))).doesNotContain("dead hidden units");

    Path relu = folder.resolve("relu");
    Telar telar =
        Telar.run(
            "study",
            "--data",
            table,
            "--label",
            "state",
            "--hidden",
            "4-2",
            "--epochs",
            1,
            "--activation",
            "relu",
            "--out",
            relu,
            "--quiet");

    assertThat(telar.exitCode()).as(telar.err()).isZero();
    assertThat(Files.readString(relu.resolve("report.html")))
        .contains("dead hidden units, all layers");
  }

  @Test
  void evaluateTellsTheErrorOfEachColumn() throws IOException {
    Telar text = Telar.run("evaluate", study.resolve("n3"));
    assertThat(text.exitCode()).as(text.err()).isZero();
    assertThat(text.out())
        .contains("mean square error per column, ", " rows of sensors.csv)")
        .containsPattern("\nwarmth +number +\\d\\.\\d+ +\\d+\\.\\d+\n")
        .containsPattern("\nroom +category +\\d\\.\\d+ +-\n?");

    JsonNode json =
        new ObjectMapper().readTree(Telar.run("evaluate", study.resolve("n3"), "--json").out());
    JsonNode columns = json.get("columns");
    assertThat(columns.valueStream().map(column -> column.get("name").asString()))
        .containsExactlyInAnyOrder("warmth", "room", "open");
    // No cell is missing that cannot be learned: the columns' errors are the model's.
    assertThat(
            columns.valueStream().mapToDouble(column -> column.get("error").asDouble()).average())
        .hasValueCloseTo(json.get("test_error").asDouble(), Offset.offset(1e-6));
  }

  @Test
  void imagesHaveNoColumns() throws IOException {
    Path images = TinyImages.write(folder.resolve("tiny"));
    Path run = folder.resolve("run");
    Telar.run(
        "train",
        "--data",
        images,
        "--hidden",
        3,
        "--epochs",
        1,
        "--validation-rows",
        10,
        "--out",
        run,
        "--quiet");

    Telar telar = Telar.run("evaluate", run, "--json");

    assertThat(telar.exitCode()).as(telar.err()).isZero();
    assertThat(new ObjectMapper().readTree(telar.out()).has("columns")).isFalse();
  }

  @Test
  void whatIsMadeOfATableIsVerifiedListedAndCompared() {
    assertThat(Telar.run("verify", study).out()).startsWith("yes ");
    assertThat(Telar.run("list", study).out()).contains("complete");
    Telar compared = Telar.run("compare", study);
    assertThat(compared.exitCode()).as(compared.err()).isZero();
    assertThat(compared.out()).contains("dead outputs").doesNotContain("pixel");
  }

  @Test
  void principalComponentsOfATableSpeakOfRows() {
    Telar telar = Telar.run("pca", "--data", table, "--label", "state", "--components", 2);

    assertThat(telar.exitCode()).as(telar.err()).isZero();
    assertThat(telar.out())
        .contains(
            "The mean of the training rows alone: ", "on the test rows. Mean square errors per")
        .doesNotContain("image", "pixel", "counted the same");
    assertThat(Telar.run("pca", "--data", table, "--label", "state", "--components", 99).err())
        .contains("values of a row, got 99");
  }

  @Test
  void trainingSpeaksOfRows() {
    Telar telar =
        Telar.run(
            "train",
            "--data",
            table,
            "--label",
            "state",
            "--hidden",
            2,
            "--epochs",
            1,
            "--out",
            folder.resolve("one"),
            "--quiet");

    assertThat(telar.exitCode()).as(telar.err()).isZero();
    assertThat(telar.out())
        .contains("(mean square error per column, rows of sensors.csv)")
        .doesNotContain("image", "pixel");
  }
}
