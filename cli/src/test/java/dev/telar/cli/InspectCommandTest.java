package dev.telar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.format.ModelFile;
import dev.telar.format.safetensors.SafeTensors;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.model.Parameters;
import dev.telar.model.Parameters.Layer;
import dev.telar.model.Tensor;
import dev.telar.text.ErrorText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
        Parameters.of(
            new Layer(new float[2 * PIXELS], new float[] {1, -1}),
            new Layer(new float[2 * PIXELS], bias));
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
  void aLinkThatLeadsNowhereIsNotReplaced() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("pca-2.safetensors"), Path.of("gone"));

    for (List<Object> command :
        List.<List<Object>>of(
            List.of("inspect", model, "--revive", link),
            List.of("inspect", model, "--out", link),
            List.of("pca", "--components", 2, "--out", folder),
            List.of("train", "--out", link),
            List.of("study", "--out", link))) {
      List<Object> args = new ArrayList<>(command);
      args.addAll(List.of("--data", data));
      Telar telar = Telar.run(args.toArray());

      assertThat(telar.exitCode()).isEqualTo(1);
      assertThat(telar.err()).hasLineCount(1).contains(link + ": exists already");
      assertThat(link).isSymbolicLink();
      assertThat(folder.resolve("gone")).doesNotExist();
    }
  }

  @Test
  void topKOfMoreUnitsThanThereAreIsRefused() {
    for (String command : List.of("evaluate", "inspect")) {
      Telar telar = Telar.run(command, model, "--data", data, "--activation", "top-k:9");

      assertThat(telar.exitCode()).isEqualTo(2);
      assertThat(telar.err())
          .isEqualTo(
              "telar %s: top-k:9 keeps more units than the 2 of the code\n".formatted(command));
    }
  }

  @Test
  void theActivationThatAFileLacksIsNamed() throws IOException {
    List<Tensor> tensors = ModelFile.read(model).model().parameters().tensors();
    SafeTensors.write(model, Map.of("output_activation", "sigmoid"), tensors);

    assertThat(Telar.run("evaluate", model, "--data", data).err())
        .isEqualTo(
            model
                + " does not say its hidden activation; it is taken to be relu, --activation says another\n");
    assertThat(
            Telar.run("evaluate", model, "--data", data, "--activation", "relu", "--output", "tanh")
                .err())
        .isEqualTo(
            model + " says the output activation sigmoid, what was given comes first: tanh\n");
  }

  @Test
  void whatAFileSaysDoesNotSteerTheTerminal() throws IOException {
    List<Tensor> tensors = ModelFile.read(model).model().parameters().tensors();
    String evil = "\u001b[2Ja\nb\u009b\u202e";
    Map<String, String> metadata =
        Map.of("data_name", evil, "data_sha256", evil, "data_folder", "/" + evil);
    SafeTensors.write(model, metadata, tensors);

    Telar moved = Telar.run("evaluate", model);
    Telar other = Telar.run("evaluate", model, "--data", data);

    assertThat(moved.exitCode()).isEqualTo(1);
    assertThat(moved.err()).hasLineCount(1).contains("/?[2Ja?b??");
    assertThat(other.exitCode()).isZero();
    assertThat(other.out()).contains("?[2Ja?b??").doesNotContain("\u001b", "a\nb");
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

  @ParameterizedTest
  @ValueSource(strings = {"evaluate", "inspect"})
  void aModelThatIsNotFiniteIsRefusedInOneLine(String command) throws IOException {
    List<Tensor> tensors = ModelFile.read(model).model().parameters().tensors();
    tensors.get(2).values()[3] = Float.NaN;
    SafeTensors.write(model, Map.of(), tensors);

    Telar telar = Telar.run(command, model, "--data", data, "--json");

    assertThat(telar.exitCode()).isEqualTo(1);
    assertThat(telar.err()).hasLineCount(1).contains("decoder.weight[1, 1] is NaN");
    assertThat(telar.out()).doesNotContain("test_error");
  }

  @ParameterizedTest
  @ValueSource(strings = {"evaluate", "inspect"})
  void anErrorThatIsNoNumberIsRefusedInOneLine(String command) throws IOException {
    float[] bias = new float[PIXELS];
    bias[0] = Float.MAX_VALUE;
    write(bias);

    Telar telar = Telar.run(command, model, "--data", data, "--json");

    assertThat(telar.exitCode()).isEqualTo(1);
    assertThat(telar.err())
        .hasLineCount(1)
        .contains("its error on tiny is Infinity: its weights are too large");
  }

  @Test
  void smallErrorsAreToldInDigits() throws IOException {
    float[] bias = new float[PIXELS];
    Arrays.fill(bias, 1e-3f);
    write(bias);
    Path black = TinyImages.write(folder.resolve("black"));
    for (String name : List.of("train-images-idx3-ubyte", "t10k-images-idx3-ubyte")) {
      byte[] images = Files.readAllBytes(black.resolve(name));
      Arrays.fill(images, 16, images.length, (byte) 0);
      Files.write(black.resolve(name), images);
    }

    Telar telar = Telar.run("inspect", model, "--data", black);
    JsonNode json = json(Telar.run("inspect", model, "--data", black, "--json"));

    String error = ErrorText.of(json.get("test_error").asDouble());
    assertThat(error).isEqualTo("1.00e-6");
    assertThat(telar.out())
        .contains("test error       " + error + " (")
        .containsPattern("of the images +" + error + " +" + error)
        .containsPattern("of the classes +0 +" + error)
        .contains("worst images   19 3 " + error);
  }

  @Test
  void adviceIsGivenOnlyForADeadPixelAndNeverWhatWasDone() throws IOException {
    Path run = folder.resolve("run");
    Object[] options = {
      "--hidden", 2, "--epochs", 1, "--validation-rows", 10, "--learning-rate", 3, "--quiet"
    };
    Telar printed = inspectTrained(run, options);
    Telar without = inspectTrained(folder.resolve("no"), options, "--dropout", 0);
    Telar mean = inspectTrained(folder.resolve("mean"), options, "--output-bias", "mean");
    Telar sigmoid = inspectTrained(folder.resolve("sigmoid"), options, "--output", "sigmoid");

    assertThat(prevention(printed))
        .isEqualTo("train with --output sigmoid or with --output-bias mean");
    assertThat(prevention(without))
        .isEqualTo(
            "train with --output sigmoid or with --output-bias mean or with the paper's --dropout 0.1");
    assertThat(prevention(mean)).isIn("", "train with --output sigmoid");
    assertThat(prevention(sigmoid)).isEmpty();
  }

  private Telar inspectTrained(Path out, Object[] options, Object... more) {
    List<Object> args = new ArrayList<>(List.of("train", "--data", data, "--out", out));
    args.addAll(List.of(options));
    args.addAll(List.of(more));
    assertThat(Telar.run(args.toArray()).exitCode()).isZero();
    return Telar.run("inspect", out);
  }

  private static String prevention(Telar telar) {
    return telar
        .out()
        .lines()
        .filter(line -> line.startsWith("prevention"))
        .map(line -> line.substring("prevention".length()).strip())
        .findFirst()
        .orElse("");
  }

  @Test
  void aModelIsNotRevivedByOtherImages() throws IOException {
    float[] bias = new float[PIXELS];
    bias[DEAD] = -0.5f;
    write(bias);
    ModelFile file = ModelFile.read(model);
    ModelFile.write(
        model, file.model(), Map.of("data_name", "others", "data_sha256", "0".repeat(64)));
    Path revived = folder.resolve("revived.safetensors");

    Telar looked = Telar.run("inspect", model, "--data", data);
    Telar telar = Telar.run("inspect", model, "--data", data, "--revive", revived);

    assertThat(looked.out())
        .contains("measured on tiny, not the data of the run (others, SHA-256 0");
    assertThat(telar.exitCode()).isEqualTo(2);
    assertThat(telar.err()).hasLineCount(1).contains("not the data of the run (others");
    assertThat(revived).doesNotExist();
  }

  @Test
  void aSingleTestImageWithoutALabelIsEnough() throws IOException {
    Path one = Files.createDirectory(folder.resolve("one"));
    for (String name : List.of("train-images-idx3-ubyte", "t10k-images-idx3-ubyte")) {
      byte[] images = Files.readAllBytes(data.resolve(name));
      byte[] first = Arrays.copyOf(images, 16 + PIXELS);
      first[7] = 1;
      Files.write(one.resolve(name), first);
    }

    Telar telar = Telar.run("inspect", model, "--data", one, "--out", folder.resolve("pictures"));
    JsonNode found = json(Telar.run("inspect", model, "--data", one, "--json"));

    assertThat(telar.err()).isEmpty();
    assertThat(telar.exitCode()).isZero();
    assertThat(found.get("worst")).hasSize(1);
    assertThat(found.get("classes")).isEmpty();
  }
}
