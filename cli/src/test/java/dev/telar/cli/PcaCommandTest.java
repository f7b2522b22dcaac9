package dev.telar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class PcaCommandTest {
  @TempDir private Path folder;
  private Path data;

  @BeforeEach
  void writeImages() throws IOException {
    data = TinyImages.write(folder.resolve("tiny"));
  }

  private static JsonNode json(Telar telar) {
    return new ObjectMapper().readTree(telar.out());
  }

  @Test
  void theModelsWrittenHaveTheErrorsPrinted() {
    Path out = folder.resolve("models");

    Telar pca =
        Telar.run(
            "pca", "--data", data, "-k", "2,20", "--validation-rows", 10, "--out", out, "--json");

    assertThat(pca.exitCode()).isZero();
    JsonNode result = json(pca);
    assertThat(result.get("train_rows").asInt()).isEqualTo(50);
    for (JsonNode line : result.get("components")) {
      Path model = out.resolve("pca-" + line.get("components").asInt() + ".safetensors");
      JsonNode evaluated = json(Telar.run("evaluate", model, "--data", data, "--json"));
      assertThat(evaluated.get("test_error")).isEqualTo(line.get("test_error"));
      assertThat(evaluated.get("weights_sha256")).isEqualTo(line.get("weights_sha256"));
      assertThat(line.get("test_error_clamped").asDouble())
          .isLessThanOrEqualTo(line.get("test_error").asDouble());
    }
    assertThat(result.get("components").get(1).get("explained_variance").asDouble()).isEqualTo(1);
  }

  @Test
  void moreComponentsThanTheRowsHaveAddNothing() {
    Telar telar =
        Telar.run("pca", "--data", data, "-k", "4,5,20", "--validation-rows", 55, "--json");

    assertThat(telar.err()).contains("5 rows have 4 components at most; more of them have");
    JsonNode lines = json(telar).get("components");
    for (String error : List.of("validation_error", "test_error", "test_error_clamped")) {
      for (int i = 1; i < 3; i++) {
        assertThat(lines.get(i).get(error)).as(error).isEqualTo(lines.get(0).get(error));
      }
    }
  }

  @Test
  void theTableHasALineForEachNumber() {
    Telar telar = Telar.run("pca", "--data", data, "--components", "1,4", "--validation-rows", 0);

    assertThat(telar.out())
        .startsWith("    K   train  validation    test  clamped  variance\n    1  0.")
        .contains("\n    4  0.", "           -  0.", "The mean image alone: 0.");
  }

  @Test
  void theSplitDecidesTheRows() {
    Telar one = Telar.run("pca", "--data", data, "-k", 3, "--validation-rows", 10);
    Telar other = Telar.run("pca", "--data", data, "-k", 3, "--validation-rows", 10, "--seed", 2);
    Telar threads =
        Telar.run("pca", "--data", data, "-k", 3, "--validation-rows", 10, "--threads", 3);

    assertThat(other.out()).isNotEqualTo(one.out());
    assertThat(threads.out()).isEqualTo(one.out());
  }

  @Test
  void moreComponentsThanPixelsAreRefused() {
    Telar telar = Telar.run("pca", "--data", data, "--validation-rows", 10, "-k", "3,21");

    assertThat(telar.exitCode()).isEqualTo(2);
    assertThat(telar.err())
        .isEqualTo(
            "telar pca: --components must be between 1 and the 20 pixels of an image, got 21\n");
  }

  @Test
  void theDefaultComponentsFitSmallImagesAndFewRows() throws IOException {
    Telar telar = Telar.run("pca", "--data", data, "--json");
    Telar few = Telar.run("pca", "--data", data, "--validation-rows", 57, "--json");

    assertThat(telar.exitCode()).isZero();
    assertThat(components(telar)).containsExactly(5, 10);
    assertThat(new ObjectMapper().readTree(telar.out()).get("validation_rows").asInt())
        .isEqualTo(10);
    assertThat(components(few)).containsExactly(1);
  }

  private static List<Integer> components(Telar telar) {
    return new ObjectMapper()
        .readTree(telar.out())
        .get("components")
        .valueStream()
        .map(line -> line.get("components").asInt())
        .toList();
  }

  @Test
  void smallErrorsAreToldInPowersOfTen() {
    Telar telar = Telar.run("pca", "--data", data, "-k", 20);

    assertThat(telar.out().lines().toList().get(1))
        .matches(" +20  0\\.00000( +\\d\\.\\de-\\d\\d){3} +100.00 %");
  }

  @Test
  void aModelIsMeasuredOnTheDataThatItWasFittedTo() {
    Path out = folder.resolve("models");
    assertThat(Telar.run("pca", "--data", data, "-k", 3, "--out", out).exitCode()).isZero();

    Telar telar = Telar.run("evaluate", out.resolve("pca-3.safetensors"));

    assertThat(telar.err()).isEmpty();
    assertThat(telar.out()).contains("images of " + data.getFileName());
  }

  @Test
  void aFileIsNoPlaceForModels() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "mine");

    Telar telar = Telar.run("pca", "--data", data, "-k", 3, "--out", file);

    assertThat(telar.exitCode()).isEqualTo(1);
    assertThat(telar.err()).isEqualTo("telar pca: " + file + ": is not a folder\n");
  }

  @Test
  void anExistingModelIsNotOverwritten() throws IOException {
    Path model = Files.writeString(folder.resolve("pca-3.safetensors"), "mine");

    Telar telar = Telar.run("pca", "--data", data, "-k", 3, "--out", folder);

    assertThat(telar.exitCode()).isEqualTo(1);
    assertThat(telar.err()).contains("exists already and is not overwritten");
    assertThat(model).hasContent("mine");
  }
}
