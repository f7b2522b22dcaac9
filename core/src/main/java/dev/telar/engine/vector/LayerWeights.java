package dev.telar.engine.vector;

import dev.telar.model.Parameters;
import org.jspecify.annotations.Nullable;

/// A dense layer's weights and biases in panels.
///
/// The weights lie twice where the layer is trained: a product reads the rows of its second factor,
/// which are the inputs in the forward pass and the outputs in the backward pass.
final class LayerWeights {
  final Panels byInput; // (inputs, outputs)
  final @Nullable Panels byOutput; // (outputs, inputs), always the same numbers
  final Panels bias; // (1, outputs)

  private LayerWeights(Panels byInput, @Nullable Panels byOutput, float[] bias) {
    this.byInput = byInput;
    this.byOutput = byOutput;
    this.bias = new Panels(1, bias.length);
    this.bias.setRows(bias);
  }

  /// @param start not modified
  /// @param trained whether a backward pass will read them
  static LayerWeights of(Parameters.Layer start, boolean trained) {
    var byOutput = new Panels(start.outputs(), start.inputs());
    byOutput.setRows(start.weight());
    var byInput = new Panels(start.inputs(), start.outputs());
    byOutput.transpose(byInput);
    return new LayerWeights(byInput, trained ? byOutput : null, start.bias());
  }

  /// A layer with the weights of another one, transposed: both then have the same panels.
  static LayerWeights tied(LayerWeights mirror, Parameters.Layer start) {
    return new LayerWeights(Panels.present(mirror.byOutput), mirror.byInput, start.bias());
  }

  /// A copy of the numbers.
  Parameters.Layer toLayer() {
    float[] weight = byOutput == null ? byInput.toTransposedArray() : byOutput.toArray();
    return new Parameters.Layer(weight, bias.toArray());
  }
}
