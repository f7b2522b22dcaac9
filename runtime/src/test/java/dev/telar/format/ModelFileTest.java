package dev.telar.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.telar.format.safetensors.ModelTensors;
import dev.telar.format.safetensors.SafeTensors;
import dev.telar.internal.Sha256;
import dev.telar.model.Activation;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.model.Parameters;
import dev.telar.model.Parameters.Layer;
import dev.telar.model.Tensor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelFileTest {
  private static final Architecture ARCHITECTURE =
      Architecture.of(5, 3, new Activation.Relu(), new Activation.Identity());
  private static final Autoencoder MODEL = Autoencoder.initialise(ARCHITECTURE, 4);

  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("model.safetensors");
  }

  @Test
  void aModelComesBackWithItsActivationsAndMetadata() throws IOException {
    ModelFile.write(file(), MODEL, Map.of("seed", "4"));

    ModelFile read = ModelFile.read(file());

    assertThat(read.model().architecture()).isEqualTo(ARCHITECTURE);
    assertThat(read.model().parameters().sha256()).isEqualTo(MODEL.parameters().sha256());
    assertThat(read.metadata()).containsEntry("seed", "4");
  }

  @Test
  void bytesAndStreamsHoldWhatAFileHolds() throws IOException {
    ModelFile.write(file(), MODEL, Map.of("seed", "4"));
    byte[] content = Files.readAllBytes(file());
    var out = new ByteArrayOutputStream();
    ModelFile.write(out, MODEL, Map.of("seed", "4"));
    var in = new ByteArrayInputStream(content);

    assertThat(out.toByteArray()).isEqualTo(content);
    for (ModelFile read : List.of(ModelFile.read(content, "it"), ModelFile.read(in, "it"))) {
      assertThat(read.model().architecture()).isEqualTo(ARCHITECTURE);
      assertThat(read.model().parameters().sha256()).isEqualTo(MODEL.parameters().sha256());
      assertThat(read.metadata()).isEqualTo(ModelFile.read(file()).metadata());
    }
  }

  @Test
  void messagesNameBytesAsTheirCallerDoes() {
    assertThatThrownBy(() -> ModelFile.read(new byte[3], "model of task 7"))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            "model of task 7: a safetensors file has at least 8 bytes, this one has 3 (at byte 3)");
    assertThatThrownBy(() -> ModelFile.read(InputStream.nullInputStream(), "s3://models/7"))
        .isInstanceOfSatisfying(
            FormatException.class, e -> assertThat(e.source()).isEqualTo("s3://models/7"));
  }

  /// The bytes of a file with one hidden layer are laid down for ever.
  @Test
  void aFileOfOneHiddenLayerHasTheBytesItAlwaysHad() throws IOException {
    ModelFile.write(file(), MODEL, Map.of("seed", "4"));

    assertThat(new Sha256().add(Files.readAllBytes(file())).hex())
        .isEqualTo("fcde127f4e68a6cacfc8cc8c740bbe0063ba7f3d4bffa188faf56056637655c7");
  }

  @Test
  void aFlippedBitInTheWeightsIsFound() throws IOException {
    ModelFile.write(file(), MODEL, Map.of());
    byte[] content = Files.readAllBytes(file());
    content[content.length - 3] ^= 1;
    Files.write(file(), content);

    assertThatThrownBy(() -> ModelFile.read(file()))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("the file is damaged: it states content with the SHA-256 ")
        .hasMessageEndingWith("(at byte %d)", content.length - 4 * (5 * 3 + 3 + 3 * 5 + 5));
  }

  @ParameterizedTest
  @CsvSource({
    "encoder.weight, 7, NaN, 'encoder.weight[1, 2] is NaN'",
    "encoder.bias, 2, Infinity, 'encoder.bias[2] is Infinity'",
    "decoder.weight, 14, -Infinity, 'decoder.weight[4, 2] is -Infinity'",
    "decoder.bias, 0, NaN, 'decoder.bias[0] is NaN'",
  })
  void aWeightThatIsNotFiniteIsNamedAndNeverWritten(
      String tensor, int index, float value, String told) throws IOException {
    List<Tensor> tensors =
        MODEL.parameters().tensors().stream()
            .map(t -> new Tensor(t.name(), t.shape(), t.values().clone()))
            .toList();
    float[] changed =
        tensors.stream().filter(t -> t.name().equals(tensor)).findFirst().orElseThrow().values();
    changed[index] = value;
    SafeTensors.write(file(), Map.of(), tensors);

    assertThatThrownBy(() -> ModelFile.read(file()))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining(told);
    var parameters =
        Parameters.of(
            new Layer(tensors.get(0).values(), tensors.get(1).values()),
            new Layer(tensors.get(2).values(), tensors.get(3).values()));
    Path other = folder.resolve("other.safetensors");
    assertThatThrownBy(
            () -> ModelFile.write(other, new Autoencoder(ARCHITECTURE, parameters), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(told);
    assertThat(other).doesNotExist();
  }

  @Test
  void otherWeightsThanStatedAreFound() throws IOException {
    SafeTensors.write(file(), Map.of("weights_sha256", "abc"), MODEL.parameters().tensors());

    assertThatThrownBy(() -> ModelFile.read(file()))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("the file is damaged: it states weights with the SHA-256 abc")
        .hasMessageContaining(MODEL.parameters().sha256());
  }

  @Test
  void otherTensorsAreNamed() throws IOException {
    SafeTensors.write(
        file(), Map.of(), List.of(new Tensor("fc1.weight", List.of(1), new float[1])));

    assertThatThrownBy(() -> ModelFile.read(file()))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("expected the tensors encoder.weight, ")
        .hasMessageContaining("found fc1.weight [1] (at byte 8)");
  }

  @Test
  void ofManyOtherTensorsSomeAreNamed() throws IOException {
    List<Tensor> tensors =
        IntStream.range(0, 1000)
            .mapToObj(i -> new Tensor("t" + i, List.of(0), new float[0]))
            .toList();
    SafeTensors.write(file(), Map.of(), tensors);

    assertThatThrownBy(() -> ModelFile.read(file()))
        .hasMessageContaining(
            "found t0 [0], t1 [0], t2 [0], t3 [0], t4 [0], t5 [0], t6 [0], t7 [0] and 992 more");
  }

  @Test
  void shapesThatDoNotFitAreNamed() throws IOException {
    List<Tensor> tensors = new ArrayList<>(MODEL.parameters().tensors());
    tensors.set(2, new Tensor("decoder.weight", List.of(3, 5), new float[15]));
    SafeTensors.write(file(), Map.of(), tensors);
    int place = Files.readString(file(), ISO_8859_1).indexOf("\"decoder.bias");

    assertThatThrownBy(() -> ModelFile.read(file()))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining(
            "decoder.bias is [5], expected [3] to fit decoder.weight [3, 5] (at byte %d)", place);
  }

  @Test
  void anUnknownActivationIsNamed() throws IOException {
    SafeTensors.write(file(), Map.of("hidden_activation", "maxout"), MODEL.parameters().tensors());

    assertThatThrownBy(() -> ModelFile.read(file()))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining(
            "unknown activation maxout; known are " + Activation.KNOWN + " (at byte 9)");
  }

  private void write(String... names) throws IOException {
    List<Tensor> own = MODEL.parameters().tensors();
    List<Tensor> tensors = new ArrayList<>();
    for (int i = 0; i < names.length; i++) {
      if (!names[i].isEmpty()) {
        Tensor tensor = own.get(i % 4);
        tensors.add(new Tensor(names[i], tensor.shape(), tensor.values()));
      }
    }
    SafeTensors.write(file(), Map.of(), tensors);
  }

  @ParameterizedTest
  @CsvSource({
    "encoder, decoder",
    "module.encoder, module.decoder",
    "_orig_mod.encoder, _orig_mod.decoder",
    "model.net.encoder, model.net.decoder",
    "encoder.0, decoder.0",
    "module.encoder.0, module.decoder.0",
    "linear_relu_stack.0, linear_relu_stack.3",
    "model.linear_relu_stack.0, model.linear_relu_stack.3"
  })
  void namesOfOtherClassesAreKnown(String encoder, String decoder) throws IOException {
    write(encoder + ".weight", encoder + ".bias", decoder + ".weight", decoder + ".bias");

    assertThat(ModelFile.read(file()).model().parameters().sha256())
        .isEqualTo(MODEL.parameters().sha256());
  }

  @Test
  void ofTiedWeightsOneMatrixIsEnough() throws IOException {
    Parameters tied = MODEL.parameters().withTiedDecoder();
    List<Tensor> all = tied.tensors();
    for (int missing : List.of(0, 2)) {
      List<Tensor> three = new ArrayList<>(all);
      three.remove(missing);
      SafeTensors.write(file(), Map.of(), three);

      assertThat(ModelFile.read(file()).model().parameters().sha256()).isEqualTo(tied.sha256());
    }
  }

  @Test
  void severalModelsAreRefused() throws IOException {
    write(
        "a.encoder.weight",
        "a.encoder.bias",
        "a.decoder.weight",
        "a.decoder.bias",
        "b.encoder.weight",
        "b.encoder.bias",
        "b.decoder.weight",
        "b.decoder.bias");

    assertThatThrownBy(() -> ModelFile.read(file()))
        .hasMessageContaining("more than one network")
        .hasMessageContaining("found a.encoder.weight [3, 5]");
  }

  @Test
  void onlyACheckpointHasMoreBesideItsModel() throws IOException {
    List<Tensor> tensors = new ArrayList<>(MODEL.parameters().tensors());
    for (Tensor tensor : MODEL.parameters().tensors()) {
      tensors.add(new Tensor("ema." + tensor.name(), tensor.shape(), tensor.values()));
    }

    SafeTensors.write(file(), Map.of(), tensors);
    assertThatThrownBy(() -> ModelFile.read(file()))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("more than one network");

    SafeTensors.write(file(), Map.of(ModelTensors.CHECKPOINT, "1"), tensors);
    assertThat(ModelFile.read(file()).model().parameters().sha256())
        .isEqualTo(MODEL.parameters().sha256());
  }

  @ParameterizedTest
  @CsvSource({
    "hidden_activation, top-k:4, top-k:4 keeps more units than the 3 of the code",
    "output_activation, top-k:2, 'top-k is for the code, not for the output'"
  })
  void topKThatMakesNoSenseIsRefused(String key, String activation, String told)
      throws IOException {
    SafeTensors.write(file(), Map.of(key, activation), MODEL.parameters().tensors());

    assertThatThrownBy(() -> ModelFile.read(file()))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining(told + " (at byte 9)");
  }

  @Test
  void aNeededTensorOfAnotherTypeIsRefused() throws IOException {
    write("encoder.weight", "encoder.bias", "decoder.weight", "decoder.bias");
    String text = Files.readString(file(), ISO_8859_1);
    String bias = "\"decoder.bias\":{\"dtype\":\"";
    Files.writeString(file(), text.replace(bias + "F32", bias + "U32"), ISO_8859_1);

    assertThatThrownBy(() -> ModelFile.read(file())).hasMessageContaining("the file is damaged");

    Files.writeString(
        file(),
        Files.readString(file(), ISO_8859_1).replace("content_sha256", "content_sha255"),
        ISO_8859_1);
    assertThatThrownBy(() -> ModelFile.read(file()))
        .hasMessageContaining(
            "tensor decoder.bias is of type U32; float32 (F32), float16 (F16) and bfloat16 (BF16)"
                + " are read");
  }
}
