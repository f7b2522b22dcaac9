package dev.telar.engine;

import static dev.telar.engine.Panels.WIDTH;

/// A linear layer's parameters in panels, with what the optimiser remembers of each.
final class PanelLayer {
  final Panels weight; // (inputs, outputs)
  final Panels bias; // (1, outputs)
  final Panels weightVelocity;
  final Panels biasVelocity;

  /// @param weight (outputs, inputs), as PyTorch keeps it; not modified
  /// @param bias (outputs); not modified
  /// @param remembers whether the optimiser has a velocity
  PanelLayer(float[] weight, float[] bias, boolean remembers) {
    int outputs = bias.length;
    int inputs = weight.length / outputs;
    this.weight = new Panels(inputs, outputs);
    this.bias = new Panels(1, outputs);
    this.weightVelocity = new Panels(remembers ? inputs : 0, outputs);
    this.biasVelocity = new Panels(remembers ? 1 : 0, outputs);
    this.bias.setRow(0, bias);
    for (int j = 0; j < outputs; j++) {
      int column = this.weight.start(j / WIDTH, 0) + j % WIDTH;
      for (int i = 0; i < inputs; i++) {
        this.weight.values[column + i * WIDTH] = weight[j * inputs + i];
      }
    }
  }

  /// (outputs, inputs), a copy.
  float[] weight() {
    float[] flat = new float[Math.multiplyExact(weight.rows, weight.columns)];
    for (int j = 0; j < weight.columns; j++) {
      int column = weight.start(j / WIDTH, 0) + j % WIDTH;
      for (int i = 0; i < weight.rows; i++) {
        flat[j * weight.rows + i] = weight.values[column + i * WIDTH];
      }
    }
    return flat;
  }

  /// (outputs), a copy.
  float[] bias() {
    float[] flat = new float[bias.columns];
    bias.getRow(0, flat, 0);
    return flat;
  }
}
