package dev.telar.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.telar.format.safetensors.ModelTensors;
import dev.telar.format.safetensors.SafeTensors;
import dev.telar.model.Activation;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.model.Dense;
import dev.telar.model.HiddenWidths;
import dev.telar.model.Parameters;
import dev.telar.model.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Files of networks with several hidden layers, and of other classes than Telar's.
class DeepModelFileTest {
  private static final Activation RELU = new Activation.Relu();
  private static final Architecture DEEP =
      Architecture.mirrored(
          8,
          HiddenWidths.of("5-3"),
          new Activation.LeakyRelu(0.2f),
          new Activation.TopK(2),
          new Activation.Sigmoid());
  private static final Autoencoder MODEL = Autoencoder.initialise(DEEP, 4);
  private static final Pattern TENSOR = Pattern.compile("(\\S+) (?:(\\d+)x)?(\\d+)");

  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("model.safetensors");
  }

  /// Writes tensors of other names and shapes, such as `0.weight 3x8, 0.bias 3`.
  private void write(String tensors) throws IOException {
    List<Tensor> all = new ArrayList<>();
    for (String text : tensors.split(", ", -1)) {
      Matcher tensor = TENSOR.matcher(text);
      assertThat(tensor.matches()).as(text).isTrue();
      List<Integer> shape =
          Stream.of(2, 3)
              .flatMap(group -> Stream.ofNullable(tensor.group(group)))
              .map(Integer::valueOf)
              .toList();
      float[] values = new float[shape.getFirst() * (shape.size() == 1 ? 1 : shape.getLast())];
      for (int i = 0; i < values.length; i++) {
        values[i] = i;
      }
      all.add(new Tensor(tensor.group(1), shape, values));
    }
    SafeTensors.write(file(), Map.of(), all);
  }

  /// The model's tensors as layers of these names.
  private static List<Tensor> renamed(Autoencoder model, String... layers) {
    List<Tensor> own = model.parameters().tensors();
    return IntStream.range(0, own.size())
        .mapToObj(i -> {
          Tensor tensor = own.get(i);
          String name = layers[i / 2] + (i % 2 == 0 ? ".weight" : ".bias");
          return new Tensor(name, tensor.shape(), tensor.values());
        })
        .toList();
  }

  private Architecture architecture() throws IOException {
    return ModelFile.read(file()).model().architecture();
  }

  private static Stream<Architecture> shapes() {
    var tanh = new Activation.Tanh();
    var topK = new Activation.TopK(2);
    return Stream.of(
        DEEP,
        new Architecture(
            List.of(new Dense(8, 5, RELU), new Dense(5, 3, topK)), List.of(new Dense(3, 8, tanh))),
        new Architecture(
            List.of(new Dense(4, 9, tanh)), List.of(new Dense(9, 9, RELU), new Dense(9, 4, RELU))),
        Architecture.mirrored(9, HiddenWidths.of("8-7-6-5-4-3-2-1-1"), tanh, RELU, tanh));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void aNetworkOfAnyDepthComesBack(Architecture shape) throws IOException {
    Autoencoder model = Autoencoder.initialise(shape, 4);

    ModelFile.write(file(), model, Map.of("seed", "4"));

    ModelFile read = ModelFile.read(file());
    assertThat(read.model().architecture()).isEqualTo(shape);
    assertThat(read.model().parameters().sha256()).isEqualTo(model.parameters().sha256());
    assertThat(read.statesHiddenActivation()).isTrue();
    assertThat(read.statesOutputActivation()).isTrue();
    assertThat(read.metadata())
        .containsEntry("seed", "4")
        .containsEntry("architecture", shape.label())
        .doesNotContainKeys("hidden_activation", "output_activation");
  }

  @Test
  void layersAreNumberedWithinTheirPart() throws IOException {
    ModelFile.write(file(), MODEL, Map.of());

    assertThat(SafeTensors.read(file()).tensors().keySet())
        .containsExactly(
            "encoder.0.weight",
            "encoder.0.bias",
            "encoder.1.weight",
            "encoder.1.bias",
            "decoder.0.weight",
            "decoder.0.bias",
            "decoder.1.weight",
            "decoder.1.bias");
    assertThat(SafeTensors.read(file()).metadata())
        .containsEntry("activations", "leaky-relu:0.2,top-k:2,leaky-relu:0.2,sigmoid");
  }

  /// Numbers are ordered as numbers, and skip what has no parameters.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "encoder.0 encoder.1 decoder.0 decoder.1",
        "encoder.0 encoder.2 decoder.0 decoder.2",
        "module.encoder.0 module.encoder.3 module.decoder.1 module.decoder.7",
        "0 2 4 6",
        "2 9 10 100",
        "net.0 net.2 net.4 net.6",
        "module.net.0 module.net.2 module.net.4 module.net.6",
        "linear_relu_stack.0 linear_relu_stack.2 linear_relu_stack.4 linear_relu_stack.6"
      })
  void namesOfOtherClassesAreKnown(String layers) throws IOException {
    List<Tensor> tensors = new ArrayList<>(renamed(MODEL, layers.split(" ", -1)));
    for (List<Tensor> order : List.of(tensors, tensors.reversed())) {
      SafeTensors.write(file(), Map.of(), order);

      ModelFile read = ModelFile.read(file());

      assertThat(read.model().parameters().sha256()).isEqualTo(MODEL.parameters().sha256());
      assertThat(read.model().architecture())
          .isEqualTo(Architecture.mirrored(8, HiddenWidths.of("5-3"), RELU, RELU, RELU));
      assertThat(read.statesHiddenActivation()).isFalse();
      assertThat(read.statesOutputActivation()).isFalse();
    }
  }

  /// Nothing but the widths says where the code of a single `nn.Sequential` is.
  @ParameterizedTest
  @CsvSource(
      delimiter = ':',
      value = {
        "0.weight 4x7, 0.bias 4, 2.weight 3x4, 2.bias 3, 4.weight 7x3, 4.bias 7 : 7-4-3-7 : 2",
        "0.weight 3x7, 0.bias 3, 2.weight 4x3, 2.bias 4, 4.weight 7x4, 4.bias 7 : 7-3-4-7 : 1",
        "0.weight 3x7, 0.bias 3, 2.weight 3x3, 2.bias 3, 4.weight 7x3, 4.bias 7 : 7-3-3-7 : 1",
        "0.weight 9x7, 0.bias 9, 2.weight 8x9, 2.bias 8, 4.weight 7x8, 4.bias 7 : 7-9-8-7 : 2"
      })
  void theCodeIsTheFirstOfTheNarrowestHiddenLayers(String tensors, String label, int encoder)
      throws IOException {
    write(tensors);

    assertThat(architecture().label()).isEqualTo(label);
    assertThat(architecture().encoder()).hasSize(encoder);
  }

  @Test
  void ofTiedWeightsEachMatrixIsSavedOnce() throws IOException {
    Parameters tied = MODEL.parameters().withTiedDecoder();
    for (List<Integer> missing : List.of(List.of(4, 6), List.of(0, 2), List.of(0, 4), List.of(6))) {
      SafeTensors.write(
          file(),
          Map.of(),
          IntStream.range(0, 8)
              .filter(i -> !missing.contains(i))
              .mapToObj(i -> tied.tensors().get(i))
              .toList());

      assertThat(ModelFile.read(file()).model().parameters().sha256()).isEqualTo(tied.sha256());
    }
  }

  @Test
  void aCheckpointHasMoreBesideItsModel() throws IOException {
    List<Tensor> tensors = new ArrayList<>(MODEL.parameters().tensors());
    for (Tensor tensor : MODEL.parameters().tensors()) {
      tensors.add(new Tensor("best." + tensor.name(), tensor.shape(), tensor.values()));
    }
    SafeTensors.write(file(), Map.of(ModelTensors.CHECKPOINT, "2"), tensors);

    assertThat(ModelFile.read(file()).model().parameters().sha256())
        .isEqualTo(MODEL.parameters().sha256());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ':',
      value = {
        "0.weight 5x8, 0.bias 5, 2.weight 9x5, 2.bias 9"
            + " : 0.weight [5, 8], 2.weight [9, 5] : lead from the 8 inputs back to 8 outputs",
        "encoder.0.weight 5x8, encoder.0.bias 5, decoder.0.weight 5x4, decoder.0.bias 5,"
            + " decoder.2.weight 8x5, decoder.2.bias 8"
            + " : encoder.0.weight [5, 8], decoder.0.weight [5, 4], decoder.2.weight [8, 5]"
            + " : one into the next",
        "0.weight 5x8, 0.bias 5, 1.weight 5, 1.bias 5, 3.weight 8x5, 3.bias 8"
            + " : 1.weight must be a matrix (outputs, inputs), it is [5] : at byte",
        "0.weight 5x8, 0.bias 5, 1.weight 5, 1.bias 5, 1.running_mean 5, 3.weight 8x5, 3.bias 8"
            + " : beside 0.weight [5, 8], 0.bias [5], 1.weight [5], 1.bias [5], 3.weight [8, 5]"
            + " : there are 1.running_mean [5]",
        "encoder.weight 5x8, encoder.bias 5, bn.running_var 5, decoder.weight 8x5, decoder.bias 8"
            + " : of dense layers alone : there are bn.running_var [5]",
        "m.net.0.weight 5x8, m.net.0.bias 5, m.scale 8, m.net.3.weight 8x5, m.net.3.bias 8"
            + " : beside m.net.0.weight [5, 8] : there are m.scale [8]",
        "0.weight 5x8, 0.bias 5, 2.weight 5x5, 4.weight 8x5, 4.bias 8"
            + " : there is no tensor 2.bias, expected [5] : to fit 2.weight [5, 5]",
        "0.weight 5x8, 2.weight 8x5"
            + " : there is no tensor 0.bias, expected [5] : to fit 0.weight [5, 8]",
        "0.weight 5x8, 0.bias 5, 2.weight 8x5, 2.bias 5"
            + " : 2.bias is [5], expected [8] : to fit 2.weight [8, 5]",
        "encoder.0.weight 5x8, encoder.0.bias 5, encoder.2.weight 3x5, encoder.2.bias 3"
            + " : no autoencoder : found encoder.0.weight [5, 8]",
        "decoder.0.weight 5x3, decoder.0.bias 5, decoder.2.weight 8x5, decoder.2.bias 8"
            + " : no autoencoder : found decoder.0.weight [5, 3]",
        "fc1.weight 5x8, fc1.bias 5, fc2.weight 8x5, fc2.bias 8"
            + " : no autoencoder : found fc1.weight [5, 8]",
        "0.0.weight 5x8, 0.0.bias 5, 1.0.weight 8x5, 1.0.bias 8"
            + " : no autoencoder : found 0.0.weight [5, 8]",
        "a.0.weight 5x8, a.0.bias 5, a.1.weight 8x5, a.1.bias 8, b.0.weight 5x8, b.0.bias 5,"
            + " b.1.weight 8x5, b.1.bias 8"
            + " : more than one network : found a.0.weight [5, 8]",
        "encoder.0.bias 5, encoder.2.bias 3, decoder.0.bias 5, decoder.2.bias 8"
            + " : there is no tensor decoder.2.weight : at byte"
      })
  void whatDoesNotFitIsRefusedWithItsShapes(String tensors, String told, String also)
      throws IOException {
    write(tensors);

    assertThatThrownBy(() -> ModelFile.read(file()))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining(told)
        .hasMessageContaining(also)
        .hasMessageNotContaining("\n");
  }

  @ParameterizedTest
  @CsvSource({
    "activations, 'relu,relu,relu', 'activations names 3 activations, the network 8-5-3-5-8 has 4"
        + " layers'",
    "activations, 'relu,relu,relu,', 'unknown activation ; known are'",
    "activations, 'relu,maxout,relu,relu', unknown activation maxout",
    "activations, 'relu,relu,top-k:2,relu', 'top-k is for the code, not for another hidden layer'",
    "activations, 'relu,top-k:4,relu,relu', top-k:4 keeps more units than the 3 of the code",
    "architecture, 8-3-8, 'architecture is 8-3-8, the tensors are of 8-5-3-5-8'",
    "hidden_activation, relu, 'activations names those of all layers of 8-5-3-5-8'",
    "output_activation, relu, 'hidden_activation and output_activation are of one hidden layer'"
  })
  void metadataOfAnotherNetworkAreRefused(String key, String value, String told)
      throws IOException {
    SafeTensors.write(file(), Map.of(key, value), MODEL.parameters().tensors());

    assertThatThrownBy(() -> ModelFile.read(file()))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining(told)
        .hasMessageEndingWith("(at byte 9)");
  }

  @Test
  void aWeightThatIsNotFiniteIsNamedAsInTheFile() throws IOException {
    List<Tensor> tensors = renamed(MODEL, "net.0", "net.2", "net.4", "net.6");
    float[] changed = tensors.get(2).values().clone();
    changed[1] = Float.NaN;
    List<Tensor> all = new ArrayList<>(tensors);
    all.set(2, new Tensor("net.2.weight", tensors.get(2).shape(), changed));
    SafeTensors.write(file(), Map.of(), all);

    assertThatThrownBy(() -> ModelFile.read(file()))
        .hasMessageContaining(": net.2.weight[0, 1] is NaN: nothing can be computed");
  }

  @Test
  void activationsThatAreNotStatedAreRelu() throws IOException {
    SafeTensors.write(file(), Map.of("architecture", "8-5-3-5-8"), MODEL.parameters().tensors());

    assertThat(architecture())
        .isEqualTo(Architecture.mirrored(8, HiddenWidths.of("5-3"), RELU, RELU, RELU));
  }
}
