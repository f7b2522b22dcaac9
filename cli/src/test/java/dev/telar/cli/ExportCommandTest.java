package dev.telar.cli;

import static dev.telar.cli.Telar.good;
import static dev.telar.cli.Telar.json;
import static dev.telar.cli.Telar.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.format.ModelFile;
import dev.telar.model.Activation;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// `telar export`. What is in the files is tested beside [dev.telar.onnx.OnnxModel].
class ExportCommandTest {
  @TempDir private static Path trained;
  private static Path run;
  private static Path images;

  @TempDir private Path folder;

  @BeforeAll
  static void train() throws IOException {
    run = TinyTable.trained(trained);
    images = trained.resolve("images.safetensors");
    ModelFile.write(
        images,
        Autoencoder.initialise(
            Architecture.of(12, 5, new Activation.Gelu(), new Activation.Sigmoid()), 1),
        Map.of());
  }

  @BeforeEach
  void writeWhatIsThere() throws IOException {
    Files.writeString(folder.resolve("there.onnx"), "mine");
  }

  private List<String> files() throws IOException {
    try (Stream<Path> found = Files.walk(folder)) {
      return found
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void aRunBecomesOnnxAndIsCheckedAgainstIt() {
    Path file = folder.resolve("model.onnx");

    JsonNode exported = json("export", run, "--to", file);
    JsonNode checked = json("export", run, "--check", file);

    assertThat(exported.get("opset").intValue()).isEqualTo(17);
    assertThat(exported.get("input").asString()).isEqualTo("cells");
    assertThat(exported.get("files").get(0).get("bytes").longValue())
        .isEqualTo(file.toFile().length());
    assertThat(checked.get("same_bytes").booleanValue()).isTrue();
    assertThat(checked.get("weights_sha256")).isEqualTo(exported.get("weights_sha256"));
    assertThat(good("export", run, "--check", file).out())
        .isEqualTo(file + " is, byte for byte, what this version of Telar writes of the model\n");
  }

  @Test
  void theSameModelGivesTheSameBytes() throws IOException {
    for (String name : List.of("a", "b")) {
      good("export", run, "--to", folder.resolve(name + ".onnx"), "--opset", 20);
    }

    assertThat(folder.resolve("a.onnx")).hasSameBinaryContentAs(folder.resolve("b.onnx"));
  }

  @Test
  void aFolderGetsTheTwoParts() throws IOException {
    good("export", images, "--to", folder.resolve("parts"));

    assertThat(files()).containsExactly("parts/decoder.onnx", "parts/encoder.onnx", "there.onnx");
  }

  @Test
  void tensorsWithTheNamesOfPyTorchAreReadAgain() throws IOException {
    Path file = folder.resolve("net.safetensors");

    Telar told = good("export", images, "--to", file);

    assertThat(told.out())
        .endsWith(
            "nn.Sequential(nn.Linear(12, 5), nn.GELU(approximate='tanh'), nn.Linear(5, 12), nn.Sigmoid())\n");
    ModelFile read = ModelFile.read(file);
    assertThat(read.model().architecture())
        .isEqualTo(ModelFile.read(images).model().architecture());
    assertThat(read.model().parameters().sha256())
        .isEqualTo(ModelFile.read(images).model().parameters().sha256());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          IMAGES --to DIR/a.onnx --opset 12      | the opset must be 13 … 20, got 12
          IMAGES --to DIR/a.onnx --opset 21      | the opset must be 13 … 20, got 21
          IMAGES --to DIR/a.onnx --input matrix  | the input matrix is for models of tables, and this one has no preparation of columns
          IMAGES --to DIR/a.onnx --input matrx   | unknown input matrx; known are cells, matrix and bytes; did you mean matrix?
          RUN --to DIR/a.onnx --input bytes      | the input bytes is for models of images, this one is of a table
          RUN --to DIR/there.onnx                | exists already and is not overwritten; choose another --to
          RUN --to DIR                           | exists already and is not overwritten; choose another --to
          RUN --to DIR/none/a.onnx               | there is no folder DIR/none to write it to
          RUN --to DIR/none/parts                | there is no folder DIR/none to write it to
          RUN --to DIR/none/a.safetensors        | there is no folder DIR/none to write it to
          RUN --to DIR/a.pt                      | --to is a file NAME.onnx, a file NAME.safetensors or a folder without an ending
          RUN --to DIR/a.safetensors --opset 17  | --opset and --input are for ONNX
          RUN                                    | give --to with the file to write, or --check
          RUN --to DIR/a.onnx --check DIR/b.onnx | give --to with the file to write, or --check
          RUN --check DIR/there.onnx --opset 17  | --check reads both from the file
          RUN --check DIR/there.onnx             | there.onnx: a field promises 4 bytes, 3 are left (at byte 1)
          RUN --check DIR/none.onnx              | none.onnx: there is no such file or folder
          DIR/none --to DIR/a.onnx               | none: there is no such file or folder
          DIR/there.onnx --to DIR/a.onnx         | there.onnx
          """)
  void whatCannotBeDoneIsSaidInOneLineAndLeavesNothing(String options, String told)
      throws IOException {
    String[] args =
        ("export "
                + options
                    .replace("DIR", folder.toString())
                    .replace("IMAGES", images.toString())
                    .replace("RUN", run.toString()))
            .split(" ", -1);

    assertThat(problem((Object[]) args)).contains(told.replace("DIR", folder.toString()));
    assertThat(files()).containsExactly("there.onnx");
  }

  @Test
  void aFileOfAnotherModelIsSaidToBeOne() throws IOException {
    Path file = folder.resolve("images.onnx");
    good("export", images, "--to", file);
    Path other = folder.resolve("other.safetensors");
    ModelFile.write(
        other, Autoencoder.initialise(ModelFile.read(images).model().architecture(), 2), Map.of());

    assertThat(problem("export", other, "--check", file))
        .contains("has other weights than the model: encoder.weight begins to differ with");
    assertThat(Telar.run("export", images, "--check", file, "--activation", "relu").err())
        .contains("has a test vector that is not what Telar computes with the model");
    assertThat(problem("export", run, "--check", file)).contains("has no encoder.0.weight");
  }
}
