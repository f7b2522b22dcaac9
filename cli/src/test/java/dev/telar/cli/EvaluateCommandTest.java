package dev.telar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.format.ModelFile;
import dev.telar.format.safetensors.SafeTensors;
import dev.telar.model.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class EvaluateCommandTest {
  @TempDir private Path folder;
  private Path data;
  private Path run;

  @BeforeEach
  void trainAModel() throws IOException {
    data = TinyImages.write(folder.resolve("tiny"));
    run = folder.resolve("run");
    Telar.run(
        "train",
        "--data",
        data,
        "--out",
        run,
        "--hidden",
        3,
        "--epochs",
        1,
        "--validation-rows",
        10);
  }

  @Test
  void theTestErrorIsThatOfTheRunToTheLastDigit() throws IOException {
    JsonNode result = new ObjectMapper().readTree(Files.readString(run.resolve("result.json")));

    Telar telar = Telar.run("evaluate", run, "--data", data, "--json", "--threads", 3);

    JsonNode evaluation = new ObjectMapper().readTree(telar.out());
    assertThat(evaluation.get("test_error")).isEqualTo(result.get("test_error"));
    assertThat(evaluation.get("weights_sha256")).isEqualTo(result.get("weights_sha256"));
  }

  @Test
  void aFileWithThePapersTensorNamesIsRead() throws IOException {
    List<Tensor> tensors =
        ModelFile.read(run.resolve("model.safetensors")).model().parameters().tensors();
    List<String> names =
        List.of("0.weight", "0.bias", "3.weight", "3.bias").stream()
            .map(name -> "linear_relu_stack." + name)
            .toList();
    Path pytorch = folder.resolve("pytorch.safetensors");
    SafeTensors.write(
        pytorch,
        Map.of(),
        IntStream.range(0, 4)
            .mapToObj(
                i -> new Tensor(names.get(i), tensors.get(i).shape(), tensors.get(i).values()))
            .toList());

    Telar ours = Telar.run("evaluate", run, "--data", data);
    Telar theirs = Telar.run("evaluate", pytorch, "--data", data);

    assertThat(theirs).isEqualTo(ours);
    assertThat(theirs.out()).startsWith("test error 0.");
  }

  @Test
  void aModelForOtherImagesIsRefused() throws IOException {
    Path other = folder.resolve("other.safetensors");
    SafeTensors.write(
        other,
        Map.of(),
        List.of(
            new Tensor("encoder.weight", List.of(1, 2), new float[2]),
            new Tensor("encoder.bias", List.of(1), new float[1]),
            new Tensor("decoder.weight", List.of(2, 1), new float[2]),
            new Tensor("decoder.bias", List.of(2), new float[2])));

    Telar telar = Telar.run("evaluate", other, "--data", data);

    assertThat(telar.exitCode()).isEqualTo(2);
    assertThat(telar.err())
        .isEqualTo(
            "telar evaluate: input has 20 columns, the model expects 2: the images of tiny are 5 × 4; give"
                + " images that fit with --data DIR\n");
  }

  @Test
  void aModelsOwnWarningsAreThoseOfItsTrainingAndOtherDataHaveNone() throws IOException {
    Path failed = folder.resolve("failed");
    Telar train =
        Telar.run(
            "train",
            "--data",
            data,
            "--out",
            failed,
            "--hidden",
            3,
            "--epochs",
            3,
            "--validation-rows",
            40,
            "--learning-rate",
            "0.000001");
    var mapper = new ObjectMapper();
    assertThat(train.out()).contains("is not below", "The error hardly changed any more");

    for (Path place : List.of(failed, failed.resolve("model.safetensors"))) {
      for (String command : List.of("evaluate", "inspect")) {
        Telar telar = Telar.run(command, place, "--json");
        JsonNode warnings = mapper.readTree(telar.out()).get("warnings");
        assertThat(warnings).as(command).isNotEmpty();
        assertThat(train.out()).contains(warnings.valueStream().map(JsonNode::asString).toList());
      }
    }

    Path other = TinyImages.write(folder.resolve("other"));
    byte[] images = Files.readAllBytes(other.resolve("t10k-images-idx3-ubyte"));
    images[16]++;
    Files.write(other.resolve("t10k-images-idx3-ubyte"), images);
    Telar elsewhere = Telar.run("evaluate", failed, "--data", other, "--json");
    assertThat(mapper.readTree(elsewhere.out()).get("own_data").asBoolean()).isFalse();
    assertThat(mapper.readTree(elsewhere.out()).get("warnings")).isEmpty();
  }

  @Test
  void aMissingModelIsSaidInOneLine() {
    Telar telar = Telar.run("evaluate", folder.resolve("none"), "--data", data);

    assertThat(telar.exitCode()).isEqualTo(1);
    assertThat(telar.err())
        .isEqualTo(
            "telar evaluate: " + folder.resolve("none") + ": there is no such file or folder\n");
  }
}
