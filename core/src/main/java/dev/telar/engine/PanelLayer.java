package dev.telar.engine;

import dev.telar.model.Parameters;
import java.util.List;
import java.util.stream.Stream;

/// A linear layer's parameters in panels, with what the optimizer remembers of each, and with their
/// gradient where it is kept.
///
/// The weights of both layers lie twice: as (N, D), the shape in which their gradients are
/// computed, and as (D, N).
final class PanelLayer {
  final Panels weight; // (N, D)
  final Panels transposed; // (D, N), always the same numbers
  final Panels bias; // (1, outputs)
  final Panels gradient; // as the weights, or without rows where it is not kept
  final Panels biasGradient;
  final float[][] memory; // of the weights: each laid out as they are
  final float[][] biasMemory;
  private final List<Panels> memories;
  private final List<Panels> biasMemories;

  private PanelLayer(
      Panels weight,
      Panels transposed,
      List<Panels> memories,
      float[] bias,
      boolean keepsGradient) {
    this.weight = weight;
    this.transposed = transposed;
    this.bias = new Panels(1, bias.length);
    this.bias.setRows(bias);
    this.gradient = new Panels(keepsGradient ? weight.rows : 0, weight.columns);
    this.biasGradient = new Panels(keepsGradient ? 1 : 0, bias.length);
    this.memories = memories;
    this.biasMemories =
        Stream.generate(() -> new Panels(1, bias.length)).limit(memories.size()).toList();
    this.memory = memories.stream().map(panels -> panels.values).toArray(float[][]::new);
    this.biasMemory = biasMemories.stream().map(panels -> panels.values).toArray(float[][]::new);
  }

  /// The layer from D inputs to N hidden units.
  ///
  /// @param start of the whole network; not modified
  /// @param memory of the whole network; empty if the optimizer begins anew
  /// @param remembered how many numbers the optimizer remembers of each parameter
  /// @param keepsGradient whether a step's whole gradient is kept
  static PanelLayer encoder(
      Parameters start, List<Parameters> memory, int remembered, boolean keepsGradient) {
    int hidden = start.hidden();
    int inputs = start.inputs();
    var weight = new Panels(hidden, inputs);
    var transposed = new Panels(inputs, hidden);
    weight.setRows(start.encoderWeight());
    weight.transpose(transposed);
    var layer =
        new PanelLayer(
            weight, transposed, zeros(weight, remembered), start.encoderBias(), keepsGradient);
    for (int i = 0; i < memory.size(); i++) {
      layer.memories.get(i).setRows(memory.get(i).encoderWeight());
      layer.biasMemories.get(i).setRows(memory.get(i).encoderBias());
    }
    return layer;
  }

  /// The layer from N hidden units to D outputs; the parameters are as above.
  static PanelLayer decoder(
      Parameters start, List<Parameters> memory, int remembered, boolean keepsGradient) {
    int hidden = start.hidden();
    int inputs = start.inputs();
    var weight = new Panels(hidden, inputs);
    var transposed = new Panels(inputs, hidden);
    transposed.setRows(start.decoderWeight());
    transposed.transpose(weight);
    var layer =
        new PanelLayer(
            weight, transposed, zeros(weight, remembered), start.decoderBias(), keepsGradient);
    for (int i = 0; i < memory.size(); i++) {
      layer.memories.get(i).setTransposed(memory.get(i).decoderWeight());
      layer.biasMemories.get(i).setRows(memory.get(i).decoderBias());
    }
    return layer;
  }

  /// The decoder whose weights are the encoder's: both layers then have the same panels.
  static PanelLayer tiedDecoder(
      PanelLayer encoder, Parameters start, List<Parameters> memory, boolean keepsGradient) {
    var layer =
        new PanelLayer(
            encoder.weight,
            encoder.transposed,
            encoder.memories,
            start.decoderBias(),
            keepsGradient);
    for (int i = 0; i < memory.size(); i++) {
      layer.biasMemories.get(i).setRows(memory.get(i).decoderBias());
    }
    return layer;
  }

  private static List<Panels> zeros(Panels like, int count) {
    return Stream.generate(() -> new Panels(like.rows, like.columns)).limit(count).toList();
  }

  /// A copy of both layers' numbers.
  static Parameters parameters(PanelLayer encoder, PanelLayer decoder) {
    return new Parameters(
        encoder.weight.toArray(),
        encoder.bias.toArray(),
        decoder.transposed.toArray(),
        decoder.bias.toArray());
  }

  /// A copy of what the optimizer remembers of both layers.
  static Parameters memory(PanelLayer encoder, PanelLayer decoder, int i) {
    return new Parameters(
        encoder.memories.get(i).toArray(),
        encoder.biasMemories.get(i).toArray(),
        decoder.memories.get(i).toTransposedArray(),
        decoder.biasMemories.get(i).toArray());
  }
}
