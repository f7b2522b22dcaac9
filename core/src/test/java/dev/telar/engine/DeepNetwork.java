package dev.telar.engine;

import dev.telar.Golden;
import dev.telar.data.Batch;
import dev.telar.data.FloatSamples;
import dev.telar.data.Samples;
import dev.telar.format.safetensors.SafeTensors;
import dev.telar.model.Activation;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.model.HiddenWidths;
import dev.telar.model.Parameters;
import dev.telar.model.Parameters.Layer;
import dev.telar.model.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A network with several hidden layers of which `tools/deep.py` computes the numbers; batches of B
/// rows, the last one of each pass short.
record DeepNetwork(
    int inputs,
    HiddenWidths hidden,
    int batchRows,
    String activation,
    String code,
    String output,
    SafeTensors tensors) {
  static final long SEED = 44;

  private static DeepNetwork of(
      int inputs, String hidden, int rows, String activation, String code, String output) {
    HiddenWidths widths = HiddenWidths.of(hidden);
    String label = Architecture.mirrored(inputs, widths, linear(), linear(), linear()).label();
    SafeTensors tensors = Golden.tensors("deep-" + label + ".safetensors");
    return new DeepNetwork(inputs, widths, rows, activation, code, output, tensors);
  }

  private static Activation linear() {
    return new Activation.Identity();
  }

  static Stream<DeepNetwork> all() {
    return Stream.of(
        of(33, "17-9", 9, "relu", "identity", "sigmoid"),
        of(20, "40-7", 16, "gelu", "identity", "identity"),
        of(30, "20-11-5", 5, "leaky-relu:0.2", "tanh", "sigmoid"));
  }

  /// The shape with other activations than the network's.
  Architecture with(Activation inner, Activation ofCode, Activation ofOutput) {
    return Architecture.mirrored(inputs, hidden, inner, ofCode, ofOutput);
  }

  Architecture architecture() {
    return with(Activation.of(activation), Activation.of(code), Activation.of(output));
  }

  Autoencoder initial() {
    return new Autoencoder(architecture(), parameters("initial."));
  }

  /// The tensors whose names begin with a prefix.
  Parameters parameters(String prefix) {
    List<float[]> values =
        Autoencoder.initialise(architecture(), 1).parameters().tensors().stream()
            .map(Tensor::name)
            .map(name -> values(prefix + name))
            .toList();
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < values.size(); i += 2) {
      layers.add(new Layer(values.get(i), values.get(i + 1)));
    }
    return Parameters.of(layers, hidden.widths().size());
  }

  float[] values(String name) {
    return Golden.values(tensors, name);
  }

  Samples samples() {
    float[] x = values("x");
    return new FloatSamples(x, x.length / inputs, inputs);
  }

  /// The batches in order, over and over.
  Batch batch(int step) {
    return Golden.batch(samples(), batchRows, step);
  }

  /// The key in `exact-deep.properties`, and the name in test reports.
  @Override
  public String toString() {
    return architecture().label();
  }
}
