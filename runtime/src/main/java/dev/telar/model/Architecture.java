package dev.telar.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The shape of an autoencoder: dense layers from a sample to the code, and from the code back to
/// the sample.
///
/// @param encoder from the samples to the code, at least one layer
/// @param decoder from the code to the samples, at least one layer
public record Architecture(List<Dense> encoder, List<Dense> decoder) {
  /// Every hidden layer has dropout masks of its own, whose random numbers a byte tells apart.
  private static final int MOST_LAYERS = 200;

  /// @throws IllegalArgumentException if a part has no layer, a layer's inputs are not the outputs
  ///   of the one before, the decoder does not end at the samples' width, or top-k is anywhere but
  ///   on the code or keeps more units than the code has
  public Architecture {
    encoder = List.copyOf(encoder);
    decoder = List.copyOf(decoder);
    if (encoder.isEmpty() || decoder.isEmpty() || encoder.size() + decoder.size() > MOST_LAYERS) {
      throw new IllegalArgumentException(
          "an encoder and a decoder have a layer each, and %d together at most, got %d and %d"
              .formatted(MOST_LAYERS, encoder.size(), decoder.size()));
    }
    Dense before = last(decoder);
    for (Dense layer : Stream.concat(encoder.stream(), decoder.stream()).toList()) {
      if (layer.inputs() != before.outputs()) {
        throw new IllegalArgumentException(
            "a layer of %d inputs cannot follow %d outputs in %s"
                .formatted(layer.inputs(), before.outputs(), label(encoder, decoder)));
      }
      before = layer;
    }
    checkTopK(encoder, decoder);
  }

  private static Dense last(List<Dense> layers) {
    return layers.get(layers.size() - 1);
  }

  private static void checkTopK(List<Dense> encoder, List<Dense> decoder) {
    Dense code = last(encoder);
    if (code.activation() instanceof Activation.TopK topK && topK.k() > code.outputs()) {
      throw new IllegalArgumentException(
          "%s keeps more units than the %d of the code"
              .formatted(code.activation().label(), code.outputs()));
    }
    if (last(decoder).activation() instanceof Activation.TopK) {
      throw new IllegalArgumentException("top-k is for the code, not for the output");
    }
    List<Dense> others = new ArrayList<>(encoder.subList(0, encoder.size() - 1));
    others.addAll(decoder);
    boolean between = others.stream().anyMatch(l -> l.activation() instanceof Activation.TopK);
    if (between) {
      throw new IllegalArgumentException("top-k is for the code, not for another hidden layer");
    }
  }

  /// One hidden layer: `inputs → hidden → inputs`.
  public static Architecture of(int inputs, int hidden, Activation activation, Activation output) {
    return new Architecture(
        List.of(new Dense(inputs, hidden, activation)), List.of(new Dense(hidden, inputs, output)));
  }

  /// The shape of all layers in the order in which a sample passes them.
  ///
  /// @param encoderLayers how many of them are the encoder's
  public static Architecture of(List<Dense> layers, int encoderLayers) {
    return new Architecture(
        layers.subList(0, encoderLayers), layers.subList(encoderLayers, layers.size()));
  }

  /// A decoder with the encoder's widths in reverse: `inputs → 256 → 64 → 256 → inputs`.
  ///
  /// @param activation of every hidden layer but the code
  /// @param code the code's activation
  /// @param output the last layer's activation
  public static Architecture mirrored(
      int inputs, HiddenWidths hidden, Activation activation, Activation code, Activation output) {
    List<Integer> widths = hidden.widths();
    List<Dense> encoder = new ArrayList<>();
    List<Dense> decoder = new ArrayList<>();
    for (int i = 0; i < widths.size(); i++) {
      int outer = i == 0 ? inputs : widths.get(i - 1);
      boolean isCode = i == widths.size() - 1;
      encoder.add(new Dense(outer, widths.get(i), isCode ? code : activation));
      decoder.add(0, new Dense(widths.get(i), outer, i == 0 ? output : activation));
    }
    return new Architecture(encoder, decoder);
  }

  /// The paper's network: one hidden layer, ReLU after both layers.
  public static Architecture relu(int inputs, int hidden) {
    return of(inputs, hidden, new Activation.Relu(), new Activation.Relu());
  }

  /// All layers in the order in which a sample passes them.
  public List<Dense> layers() {
    return Stream.concat(encoder.stream(), decoder.stream()).toList();
  }

  /// D, the width of a sample.
  public int inputs() {
    return encoder.get(0).inputs();
  }

  /// The width of the code.
  public int codeWidth() {
    return last(encoder).outputs();
  }

  /// The width of the widest layer, the samples' among them.
  public int widest() {
    // The last layer's outputs are the samples' width.
    return layers().stream().mapToInt(Dense::outputs).max().orElseThrow();
  }

  /// The activation of the code.
  public Activation codeActivation() {
    return last(encoder).activation();
  }

  /// The activation of the output.
  public Activation outputActivation() {
    return last(decoder).activation();
  }

  /// The number of hidden layers, the code among them.
  public int hiddenLayers() {
    return encoder.size() + decoder.size() - 1;
  }

  /// Whether there is more than one hidden layer.
  public boolean isDeep() {
    return hiddenLayers() > 1;
  }

  /// The widths of the encoder's layers.
  public HiddenWidths hidden() {
    return new HiddenWidths(encoder.stream().map(Dense::outputs).toList());
  }

  /// Whether the decoder's widths are the encoder's in reverse.
  public boolean isMirrored() {
    List<Integer> there = encoder.stream().map(Dense::inputs).toList();
    List<Integer> back = new ArrayList<>(decoder.stream().map(Dense::outputs).toList());
    Collections.reverse(back);
    return there.equals(back);
  }

  /// The number of trainable parameters.
  public long parameterCount() {
    return layers().stream().mapToLong(Dense::parameterCount).sum();
  }

  /// The widths from the sample to the output, such as `784-256-64-256-784`.
  public String label() {
    return label(encoder, decoder);
  }

  private static String label(List<Dense> encoder, List<Dense> decoder) {
    return encoder.get(0).inputs()
        + Stream.concat(encoder.stream(), decoder.stream())
            .map(layer -> "-" + layer.outputs())
            .collect(Collectors.joining());
  }
}
