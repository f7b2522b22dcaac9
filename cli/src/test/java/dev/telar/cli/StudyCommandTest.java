package dev.telar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class StudyCommandTest {
  @TempDir private Path folder;
  private Path data;
  private Path out;

  @BeforeEach
  void writeImages() throws IOException {
    data = TinyImages.write(folder.resolve("tiny"));
    out = folder.resolve("study");
  }

  private Telar study(String widths) {
    return Telar.run(
        "study",
        "--data",
        data,
        "--out",
        out,
        "--hidden",
        widths,
        "--epochs",
        2,
        "--validation-rows",
        10);
  }

  @Test
  void aStudyHoldsRunsTableFiguresAndReport() throws IOException {
    Telar telar = study("2,3");

    assertThat(telar.err()).contains("N=2 ").contains("N=3 ");
    assertThat(telar.exitCode()).isZero();
    assertThat(out.resolve("n2/model.safetensors")).exists();
    assertThat(out.resolve("n3/history.csv")).exists();
    assertThat(out.resolve("table1.csv")).exists();
    assertThat(out.resolve("figures/figure-5.svg")).exists();
    assertThat(out.resolve("report.html")).exists();
    assertThat(telar.out()).endsWith(out.resolve("report.html") + "\n");
    JsonNode results = new ObjectMapper().readTree(Files.readString(out.resolve("results.json")));
    assertThat(results.get("recipe").asString()).isEqualTo("as-printed-changed");
    assertThat(results.get("models").get(1))
        .isEqualTo(new ObjectMapper().readTree(Files.readString(out.resolve("n3/result.json"))));
  }

  @Test
  void theReportIsWrittenAgainInAnotherLanguage() throws IOException {
    study("2,3");
    String results = Files.readString(out.resolve("results.json"));
    String report = Files.readString(out.resolve("report.html"));
    Files.delete(out.resolve("figures/figure-5.pdf"));

    Telar again = Telar.run("report", out);

    assertThat(again.out()).isEqualTo(out.resolve("report.html") + "\n");
    assertThat(again.err()).doesNotContain("epoch");
    assertThat(Files.readString(out.resolve("report.html"))).isEqualTo(report);
    assertThat(out.resolve("figures/figure-5.pdf")).exists();
    assertThat(Telar.run("report", out, "--lang", "es").exitCode()).isZero();
    assertThat(Files.readString(out.resolve("report.html"))).contains("Curvas de aprendizaje");
    assertThat(Files.readString(out.resolve("results.json"))).isEqualTo(results);
  }

  @Test
  void anIncompleteStudyHasNoReport() throws IOException {
    study("2,3");
    Files.delete(out.resolve("results.json"));

    Telar telar = Telar.run("report", out);

    assertThat(telar.exitCode()).isEqualTo(1);
    assertThat(telar.err())
        .isEqualTo(
            "telar report: %1$s: is not complete; telar study --resume %1$s resumes it\n"
                .formatted(out));
    assertThat(Telar.run("report", out, "--lang", "fr").err())
        .contains("--lang")
        .contains("[en, es]");
  }

  @Test
  void aStudyHoldsTheErrorsOfPrincipalComponents() throws IOException {
    Telar telar = study("3,21");

    JsonNode pca =
        new ObjectMapper()
            .readTree(
                Telar.run("pca", "--data", data, "-k", 3, "--validation-rows", 10, "--json").out());
    JsonNode linear =
        new ObjectMapper().readTree(Files.readString(out.resolve("results.json"))).get("linear");
    // The images have 20 pixels: no 21st component.
    assertThat(linear.get("widths")).hasSize(1);
    JsonNode width = linear.get("widths").get(0);
    JsonNode expected = pca.get("components").get(0);
    assertThat(width.get("test_error")).isEqualTo(expected.get("test_error"));
    assertThat(width.get("clamped_test_error")).isEqualTo(expected.get("test_error_clamped"));
    assertThat(linear.get("mean_image_error")).isEqualTo(pca.get("mean_image_test_error"));
    // These are not the paper's data.
    assertThat(telar.out()).contains("   3     0.", "  above\n").doesNotContain("paper", "ratio");
  }

  @Test
  void aWidthNamedTwiceIsRefused() {
    Telar telar = study("3,3");

    assertThat(telar.exitCode()).isEqualTo(2);
    assertThat(telar.err()).isEqualTo("telar study: hidden names a width twice: 3,3\n");
  }
}
