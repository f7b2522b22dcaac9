package dev.telar.model;

import dev.telar.internal.Sha256;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The weights and biases of an autoencoder, layer by layer, laid out as PyTorch's `nn.Linear` lays
/// them out: row after row.
///
/// The arrays are shared, not copied: whoever holds them leaves them unchanged. Safe for use by
/// many threads on that condition.
public final class Parameters {
  /// The weights and biases of a dense layer.
  public static final class Layer {
    private final float[] weight;
    private final float[] bias;

    /// @param weight (outputs, inputs), row after row
    /// @param bias (outputs), at least one
    /// @throws IllegalArgumentException if there are not as many weights for each output
    public Layer(float[] weight, float[] bias) {
      if (bias.length == 0 || weight.length == 0 || weight.length % bias.length != 0) {
        throw new IllegalArgumentException(
            "a layer of %d outputs cannot have %d weights".formatted(bias.length, weight.length));
      }
      this.weight = weight;
      this.bias = bias;
    }

    /// The width of what the layer is given.
    public int inputs() {
      return weight.length / bias.length;
    }

    /// The width of what the layer gives.
    public int outputs() {
      return bias.length;
    }

    /// (outputs, inputs), not a copy.
    public float[] weight() {
      return weight;
    }

    /// (outputs), not a copy.
    public float[] bias() {
      return bias;
    }

    /// What the activation is given for a row: a chain of fused multiply-adds over the inputs in
    /// their order, then the bias, as the engines compute it.
    ///
    /// @param inputs (inputs); not modified
    float[] sums(float[] inputs) {
      float[] sums = new float[outputs()];
      for (int i = 0; i < sums.length; i++) {
        float sum = 0;
        for (int j = 0; j < inputs.length; j++) {
          sum = Math.fma(inputs[j], weight[i * inputs.length + j], sum);
        }
        sums[i] = sum + bias[i];
      }
      return sums;
    }

    /// The weights (inputs) into one of the outputs, a copy.
    public float[] weightsInto(int output) {
      return Arrays.copyOfRange(weight, output * inputs(), (output + 1) * inputs());
    }

    /// The weights (outputs) out of one of the inputs, a copy.
    public float[] weightsOutOf(int input) {
      float[] weights = new float[outputs()];
      for (int i = 0; i < weights.length; i++) {
        weights[i] = weight[i * inputs() + input];
      }
      return weights;
    }

    /// The weights (inputs, outputs), row after row, a copy.
    public float[] transposedWeight() {
      float[] transposed = new float[weight.length];
      int inputs = inputs();
      int outputs = outputs();
      for (int i = 0; i < outputs; i++) {
        for (int j = 0; j < inputs; j++) {
          transposed[j * outputs + i] = weight[i * inputs + j];
        }
      }
      return transposed;
    }
  }

  private final List<Layer> encoder;
  private final List<Layer> decoder;

  /// @param encoder from the samples to the code, at least one layer
  /// @param decoder from the code to the samples, at least one layer
  /// @throws IllegalArgumentException if a layer's inputs are not the outputs of the one before, or
  ///   the decoder does not end at the samples' width
  public Parameters(List<Layer> encoder, List<Layer> decoder) {
    this.encoder = List.copyOf(encoder);
    this.decoder = List.copyOf(decoder);
    if (encoder.isEmpty() || decoder.isEmpty()) {
      throw new IllegalArgumentException("an encoder and a decoder have a layer each");
    }
    Layer before = this.decoder.get(this.decoder.size() - 1);
    for (Layer layer : layers()) {
      if (layer.inputs() != before.outputs()) {
        throw new IllegalArgumentException(
            "weights of %d inputs cannot follow %d biases"
                .formatted(layer.inputs(), before.outputs()));
      }
      before = layer;
    }
  }

  /// Those of a network with one hidden layer.
  public static Parameters of(Layer encoder, Layer decoder) {
    return new Parameters(List.of(encoder), List.of(decoder));
  }

  /// Those of all layers in the order in which a sample passes them.
  ///
  /// @param encoderLayers how many of them are the encoder's
  public static Parameters of(List<Layer> layers, int encoderLayers) {
    return new Parameters(
        layers.subList(0, encoderLayers), layers.subList(encoderLayers, layers.size()));
  }

  /// From the samples to the code.
  public List<Layer> encoder() {
    return encoder;
  }

  /// From the code to the samples.
  public List<Layer> decoder() {
    return decoder;
  }

  /// All layers in the order in which a sample passes them.
  public List<Layer> layers() {
    return Stream.concat(encoder.stream(), decoder.stream()).toList();
  }

  /// Whether they are of a network of this shape.
  public boolean fit(Architecture architecture) {
    return fit(encoder, architecture.encoder()) && fit(decoder, architecture.decoder());
  }

  private static boolean fit(List<Layer> layers, List<Dense> shapes) {
    boolean fits = layers.size() == shapes.size();
    for (int i = 0; fits && i < shapes.size(); i++) {
      fits =
          layers.get(i).inputs() == shapes.get(i).inputs()
              && layers.get(i).outputs() == shapes.get(i).outputs();
    }
    return fits;
  }

  /// The widths from the sample to the output, such as `784-256-64-256-784`.
  public String label() {
    var label = new StringBuilder().append(encoder.get(0).inputs());
    layers().forEach(layer -> label.append('-').append(layer.outputs()));
    return label.toString();
  }

  /// The tensors in the order that files and checksums use: the encoder's layers, then the
  /// decoder's, weights before biases. They are named `encoder.weight` and so on where each part
  /// has one layer, else `encoder.0.weight` and so on.
  public List<Tensor> tensors() {
    boolean numbered = encoder.size() + decoder.size() > 2;
    List<Tensor> tensors = new ArrayList<>();
    for (int i = 0; i < encoder.size(); i++) {
      addTensors(numbered ? "encoder." + i : "encoder", encoder.get(i), tensors);
    }
    for (int i = 0; i < decoder.size(); i++) {
      addTensors(numbered ? "decoder." + i : "decoder", decoder.get(i), tensors);
    }
    return tensors;
  }

  private static void addTensors(String name, Layer layer, List<Tensor> out) {
    out.add(new Tensor(name + ".weight", List.of(layer.outputs(), layer.inputs()), layer.weight()));
    out.add(new Tensor(name + ".bias", List.of(layer.outputs()), layer.bias()));
  }

  /// Whether no number is infinite or NaN.
  public boolean areFinite() {
    return notFinite().isEmpty();
  }

  /// The first number that is infinite or NaN, such as `encoder.bias[3] is NaN`; empty if there is
  /// none.
  public Optional<String> notFinite() {
    return tensors().stream().flatMap(tensor -> tensor.notFinite().stream()).findFirst();
  }

  /// Whether each layer of the decoder has the weights of its mirror in the encoder, transposed.
  public boolean areTied() {
    boolean tied = encoder.size() == decoder.size();
    for (int i = 0; tied && i < decoder.size(); i++) {
      Layer mirror = encoder.get(encoder.size() - 1 - i);
      tied =
          mirror.inputs() == decoder.get(i).outputs()
              && equal(mirror.transposedWeight(), decoder.get(i).weight());
    }
    return tied;
  }

  /// By value: −0 is 0, and NaN is nothing.
  private static boolean equal(float[] a, float[] b) {
    for (int i = 0; i < a.length; i++) {
      if (a[i] != b[i]) {
        return false;
      }
    }
    return true;
  }

  /// These with each encoder layer's weights, transposed, in its mirror in the decoder.
  ///
  /// @throws IllegalArgumentException if the decoder's shapes do not mirror the encoder's
  public Parameters withTiedDecoder() {
    List<Layer> tied = new ArrayList<>();
    for (int i = 0; i < decoder.size(); i++) {
      int mirrored = encoder.size() - 1 - i;
      if (encoder.size() != decoder.size()
          || encoder.get(mirrored).inputs() != decoder.get(i).outputs()) {
        throw new IllegalArgumentException(
            "tied weights need a decoder that mirrors the encoder, got " + label());
      }
      tied.add(new Layer(encoder.get(mirrored).transposedWeight(), decoder.get(i).bias()));
    }
    return new Parameters(encoder, tied);
  }

  /// The SHA-256, in hexadecimal, of the tensors' little-endian bytes in the order of [#tensors()].
  public String sha256() {
    var sha256 = new Sha256();
    for (Tensor tensor : tensors()) {
      sha256.add(tensor.values());
    }
    return sha256.hex();
  }
}
