package dev.telar.engine.reference;

import dev.telar.model.Architecture;
import dev.telar.model.Dense;
import dev.telar.model.Parameters;
import java.util.List;

/// The parameters as rows of plain arrays, or as many numbers that belong to them.
///
/// @param layers through the encoder and on through the decoder
/// @param encoderLayers how many of them are the encoder's
record ReferenceWeights(List<Layer> layers, int encoderLayers) {
  /// A layer's parameters.
  ///
  /// @param weight (inputs, outputs)
  /// @param bias (outputs)
  @SuppressWarnings("ArrayRecordComponent") // not public, and never compared
  record Layer(float[][] weight, float[] bias) {
    private static Layer zeros(Dense shape) {
      return new Layer(new float[shape.inputs()][shape.outputs()], new float[shape.outputs()]);
    }

    private static Layer of(Parameters.Layer parameters) {
      float[][] weight = new float[parameters.inputs()][];
      for (int i = 0; i < weight.length; i++) {
        weight[i] = parameters.weightsOutOf(i);
      }
      return new Layer(weight, parameters.bias().clone());
    }

    private Parameters.Layer toParameters() {
      float[] flat = new float[weight.length * bias.length];
      for (int i = 0; i < weight.length; i++) {
        for (int j = 0; j < bias.length; j++) {
          flat[j * weight.length + i] = weight[i][j];
        }
      }
      return new Parameters.Layer(flat, bias.clone());
    }
  }

  static ReferenceWeights zeros(Architecture architecture) {
    return new ReferenceWeights(
        architecture.layers().stream().map(Layer::zeros).toList(), architecture.encoder().size());
  }

  static ReferenceWeights of(Parameters parameters) {
    return new ReferenceWeights(
        parameters.layers().stream().map(Layer::of).toList(), parameters.encoder().size());
  }

  Parameters toParameters() {
    return Parameters.of(layers.stream().map(Layer::toParameters).toList(), encoderLayers);
  }

  /// The layer whose weights are this one's, transposed, where weights are tied.
  Layer mirror(int layer) {
    return layers.get(layers.size() - 1 - layer);
  }
}
