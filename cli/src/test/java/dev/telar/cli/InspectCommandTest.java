package dev.telar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.format.ModelFile;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.model.Parameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class InspectCommandTest {
  private static final int PIXELS = TinyImages.HEIGHT * TinyImages.WIDTH;
  private static final int DEAD = 6;

  @TempDir private Path folder;
  private Path data;
  private Path model;

  /// A model that gives 0.1 at every pixel but one, which is −0.5 before its ReLU.
  @BeforeEach
  void writeAModelWithADeadPixel() throws IOException {
    data = TinyImages.write(folder.resolve("tiny"));
    model = folder.resolve("model.safetensors");
    float[] bias = new float[PIXELS];
    Arrays.fill(bias, 0.1f);
    bias[DEAD] = -0.5f;
    write(bias);
  }

  private void write(float[] bias) throws IOException {
    var parameters =
        new Parameters(new float[2 * PIXELS], new float[] {1, -1}, new float[2 * PIXELS], bias);
    ModelFile.write(model, new Autoencoder(Architecture.relu(PIXELS, 2), parameters), Map.of());
  }

  private static JsonNode json(Telar telar) {
    return new ObjectMapper().readTree(telar.out());
  }

  @Test
  void aDeadPixelIsFoundAndItsRemedyMeasured() {
    JsonNode found = json(Telar.run("inspect", model, "--data", data, "--json"));

    JsonNode pixel = found.get("pixels").get(DEAD);
    assertThat(pixel.get("state").asString()).isEqualTo("dead");
    assertThat(pixel.get("row").asInt()).isEqualTo(1);
    assertThat(pixel.get("column").asInt()).isEqualTo(2);
    assertThat(pixel.get("greatest_pre_activation").asDouble()).isEqualTo(-0.5);
    assertThat(found.get("hidden_units").get(1).get("state").asString()).isEqualTo("dead");
    JsonNode remedy = found.get("remedy");
    assertThat(remedy.get("dead_on_train").asInt()).isEqualTo(1);
    assertThat(remedy.get("test_error_after").asDouble())
        .isLessThan(remedy.get("test_error_before").asDouble());
  }

  @Test
  void theTestErrorIsThatOfAnEvaluation() {
    JsonNode evaluated = json(Telar.run("evaluate", model, "--data", data, "--json"));

    JsonNode found = json(Telar.run("inspect", model, "--data", data, "--json", "--threads", 2));

    assertThat(found.get("test_error")).isEqualTo(evaluated.get("test_error"));
  }

  @Test
  void theTextNamesCauseAndRemedy() {
    Telar telar = Telar.run("inspect", model, "--data", data);

    assertThat(telar.exitCode()).isZero();
    assertThat(telar.err()).isEmpty();
    assertThat(telar.out())
        .contains("output pixels    20: 1 dead, 19 always active")
        .contains("hidden units     2: 1 dead, 1 always active")
        .contains("cause            1 output")
        .contains("for each of 60 training images");
    assertThat(telar.out().lines().count()).isLessThan(40);
  }

  @Test
  void aRevivedModelIsAsGoodAsWasSaidAndHasNothingMoreToRevive() {
    Path revived = folder.resolve("new/revived.safetensors");
    JsonNode before =
        json(Telar.run("inspect", model, "--data", data, "--json", "--revive", revived));

    JsonNode after = json(Telar.run("evaluate", revived, "--data", data, "--json"));
    Telar again =
        Telar.run(
            "inspect", revived, "--data", data, "--revive", folder.resolve("again.safetensors"));

    assertThat(after.get("test_error")).isEqualTo(before.get("remedy").get("test_error_after"));
    assertThat(again.exitCode()).isEqualTo(2);
    assertThat(again.err()).hasLineCount(1).contains("nothing to revive");
    assertThat(folder.resolve("again.safetensors")).doesNotExist();
  }

  @Test
  void picturesAreWrittenAndNeverOverAnything() throws IOException {
    Path out = folder.resolve("pictures");

    Telar first = Telar.run("inspect", model, "--data", data, "--out", out);
    Telar second = Telar.run("inspect", model, "--data", data, "--out", out);

    assertThat(first.exitCode()).isZero();
    try (Stream<Path> files = Files.list(out)) {
      assertThat(files.map(file -> file.getFileName().toString().replaceAll("\\..*", "")))
          .containsExactlyInAnyOrder(
              "encoder", "decoder", "dead-pixels", "error-map", "worst", "best");
    }
    assertThat(second.exitCode()).isEqualTo(1);
    assertThat(second.err())
        .isEqualTo(
            "telar inspect: "
                + out
                + ": exists already and is not overwritten; choose another --out\n");
  }

  @Test
  void aModelThatIsNotFiniteIsRefusedInOneLine() throws IOException {
    float[] bias = new float[PIXELS];
    bias[0] = Float.NaN;
    write(bias);

    Telar telar = Telar.run("inspect", model, "--data", data);

    assertThat(telar.exitCode()).isEqualTo(2);
    assertThat(telar.err()).hasLineCount(1).contains("error is NaN");
  }
}
