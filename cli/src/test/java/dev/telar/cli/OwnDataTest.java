package dev.telar.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.format.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// What was trained is measured on its own data, unless others are given.
class OwnDataTest {
  @TempDir private Path folder;
  private Path data;

  @BeforeEach
  void writeImages() throws IOException {
    data = TinyImages.write(folder.resolve("own ü data"));
  }

  private Path trained(String command, String name, Object... more) {
    Path out = folder.resolve(name);
    List<Object> args = new ArrayList<>(List.of(command, "--data", data, "--out", out));
    args.addAll(List.of("--hidden", 2, "--epochs", 1, "--validation-rows", 10, "--quiet"));
    args.addAll(List.of(more));
    assertThat(Telar.run(args.toArray()).exitCode()).isZero();
    return out;
  }

  private Path others() throws IOException {
    Path others = TinyImages.write(folder.resolve("others"));
    Path images = others.resolve("t10k-images-idx3-ubyte");
    byte[] bytes = Files.readAllBytes(images);
    bytes[20] ^= 64;
    Files.write(images, bytes);
    return others;
  }

  private static JsonNode read(Path file) throws IOException {
    return new ObjectMapper().readTree(Files.readString(file));
  }

  private static void measuredOnItsOwn(Path model, Path result) throws IOException {
    JsonNode evaluated = json("evaluate", model);
    JsonNode inspected = json("inspect", model);

    JsonNode expected = read(result).get("test_error");
    assertThat(evaluated.get("test_error")).isEqualTo(expected);
    assertThat(inspected.get("test_error")).isEqualTo(expected);
    assertThat(evaluated.get("own_data").asBoolean()).isTrue();
    assertThat(evaluated.get("data_name").asString()).isEqualTo("own ü data");
  }

  private static JsonNode json(Object... args) {
    Object[] all = Arrays.copyOf(args, args.length + 1);
    all[args.length] = "--json";
    return new ObjectMapper().readTree(Telar.run(all).out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "model.safetensors", "checkpoints/step-1.safetensors"})
  void aModelIsMeasuredOnItsOwnDataByDefault(String model) throws IOException {
    Path run = trained("train", "run");

    measuredOnItsOwn(run.resolve(model), run.resolve("result.json"));
  }

  @Test
  void aStudysModelIsMeasuredOnItsOwnDataByDefault() throws IOException {
    Path run = trained("study", "study").resolve("n2");

    measuredOnItsOwn(run, run.resolve("result.json"));
    measuredOnItsOwn(run.resolve("model.safetensors"), run.resolve("result.json"));
  }

  @Test
  void aModelFileThatWasCopiedKnowsItsData() throws IOException {
    Path run = trained("train", "run");
    Path copy = Files.copy(run.resolve("model.safetensors"), folder.resolve("copy.safetensors"));

    assertThat(Telar.run("evaluate", copy).out()).isEqualTo(Telar.run("evaluate", run).out());
  }

  @Test
  void otherDataAreUsedAndSaid() throws IOException {
    Path run = trained("train", "run");
    Path others = others();

    Telar telar = Telar.run("evaluate", run, "--data", others);
    JsonNode json = json("evaluate", run, "--data", others);

    assertThat(telar.exitCode()).isZero();
    assertThat(telar.out())
        .contains("20 images of others")
        .contains("\nmeasured on others, not the data of the run (own ü data, SHA-256 ");
    assertThat(json.get("own_data").asBoolean()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"evaluate", "inspect", "verify", "live"})
  void dataThatAreGoneAreSaidWithWhereTheyWere(String command) throws IOException {
    Path run = trained("train", "run");
    Files.move(data, folder.resolve("moved"));

    Telar telar = Telar.run(command, run);

    assertThat(telar.exitCode()).isEqualTo(1);
    assertThat(telar.err())
        .isEqualTo(
            "telar %s: %s: the data of this run were in %s, which is not there; give them with --data DIR\n"
                .formatted(command, run, data));
    assertThat(telar.out()).isEmpty();
  }

  @Test
  void aResumedRunSaysTheSame() throws IOException {
    Path run = trained("train", "run");
    Files.move(data, folder.resolve("moved"));

    assertThat(Telar.run("train", "--resume", run, "--epochs", 2).err())
        .hasLineCount(1)
        .contains("the data of this run were in " + data + ", which is not there");
  }

  @Test
  void aStudySaysTheSame() throws IOException {
    Path study = trained("study", "study");
    Path moved = Files.move(data, folder.resolve("moved"));

    for (String command : List.of("report", "verify", "live")) {
      assertThat(Telar.run(command, study).err())
          .hasLineCount(1)
          .contains("the data of this run were in " + data + ", which is not there");
    }
    assertThat(Telar.run("verify", study, "--data", moved).exitCode()).isZero();
    assertThat(Telar.run("report", study, "--data", moved).exitCode()).isZero();
  }

  @Test
  void otherDataInTheSamePlaceAreNotTakenForItsOwn() throws IOException {
    Path run = trained("train", "run");
    Path images = data.resolve("t10k-images-idx3-ubyte");
    byte[] bytes = Files.readAllBytes(images);
    bytes[20] ^= 64;
    Files.write(images, bytes);

    Telar telar = Telar.run("evaluate", run);

    assertThat(telar.exitCode()).isEqualTo(2);
    assertThat(telar.err())
        .hasLineCount(1)
        .contains("the run is of own ü data with the SHA-256 ", "with --data DIR");
    assertThat(Telar.run("evaluate", run, "--data", data).out())
        .contains("not the data of the run");
  }

  @Test
  void aLoneModelOfUnknownPlaceIsNotMeasuredOnFashionMnist() throws IOException {
    ModelFile file = ModelFile.read(trained("train", "run").resolve("model.safetensors"));
    Map<String, String> metadata = new HashMap<>(file.metadata());
    metadata.remove("data_folder");
    Path lone = folder.resolve("lone.safetensors");
    ModelFile.write(lone, file.model(), metadata);

    Telar telar = Telar.run("evaluate", lone);

    assertThat(telar.exitCode()).isEqualTo(1);
    assertThat(telar.err())
        .hasLineCount(1)
        .contains(
            "was trained on own ü data (SHA-256 ",
            "nothing says where that is; give it with --data");
  }

  @Test
  void aModelThatIsNotTheRunsIsNotTakenForIt() throws IOException {
    Path run = trained("train", "run");
    Path other = trained("train", "other", "--seed", 2);
    Files.delete(run.resolve("model.safetensors"));
    Files.copy(other.resolve("model.safetensors"), run.resolve("model.safetensors"));

    for (String command : List.of("evaluate", "inspect", "compare")) {
      Telar telar = Telar.run(command, run);
      assertThat(telar.exitCode()).isEqualTo(1);
      assertThat(telar.err())
          .hasLineCount(1)
          .startsWith(
              "telar %s: %s: model.safetensors plan is false: it states {\"seed\":2}, found {\"seed\":1}; "
                  .formatted(command, run));
    }
    assertThat(Telar.run("live", run, "--port", 0).err())
        .contains("the files are not those of one");
    assertThat(Telar.run("evaluate", run.resolve("model.safetensors")).exitCode()).isZero();
  }

  @Test
  void aReportIsNotDrawnOfReplacedFiles() throws IOException {
    Path study = trained("study", "study");
    Path other = trained("train", "other", "--seed", 2);

    String result = Files.readString(study.resolve("n2/result.json"));
    String edited = result.replaceFirst("\"test_error\" : 0.", "\"test_error\" : 0.9");
    refuses(
        study,
        "n2/model.safetensors",
        Files.readAllBytes(other.resolve("model.safetensors")),
        "n2: model.safetensors plan is false");
    refuses(study, "n2/history.csv", new byte[3], "n2: history.csv is false");
    refuses(
        study,
        "n2/result.json",
        edited.getBytes(UTF_8),
        "n2/result.json and results.json do not say the same");
    assertThat(Telar.run("report", study).exitCode()).isZero();
  }

  private static void refuses(Path study, String file, byte[] content, String told)
      throws IOException {
    Path report = study.resolve("report.html");
    byte[] drawn = Files.readAllBytes(report);
    byte[] before = Files.readAllBytes(study.resolve(file));
    Files.write(study.resolve(file), content);

    Telar telar = Telar.run("report", study, "--quiet");

    assertThat(telar.exitCode()).isEqualTo(1);
    assertThat(telar.err()).hasLineCount(1).contains(told);
    assertThat(report).hasBinaryContent(drawn);
    Files.write(study.resolve(file), before);
  }
}
