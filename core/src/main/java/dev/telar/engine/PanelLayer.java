package dev.telar.engine;

/// A linear layer's parameters in panels, with what the optimiser remembers of each.
///
/// The weights of both layers lie twice: as (N, D), the shape in which their gradients are
/// computed, and as (D, N).
final class PanelLayer {
  final Panels weight; // (N, D)
  final Panels transposed; // (D, N), always the same numbers
  final Panels velocity; // as the weights, or without rows where there is none
  final Panels bias; // (1, outputs)
  final Panels biasVelocity;

  private PanelLayer(int hidden, int inputs, float[] bias, boolean remembers) {
    this.weight = new Panels(hidden, inputs);
    this.transposed = new Panels(inputs, hidden);
    this.velocity = new Panels(remembers ? hidden : 0, inputs);
    this.bias = new Panels(1, bias.length);
    this.bias.setRows(bias);
    this.biasVelocity = new Panels(remembers ? 1 : 0, bias.length);
  }

  /// The layer from D inputs to N hidden units.
  ///
  /// @param weight (N, D), row after row; not modified
  /// @param bias (N); not modified
  /// @param remembers whether the optimiser has a velocity
  static PanelLayer encoder(float[] weight, float[] bias, boolean remembers) {
    var layer = new PanelLayer(bias.length, weight.length / bias.length, bias, remembers);
    layer.weight.setRows(weight);
    layer.weight.transpose(layer.transposed);
    return layer;
  }

  /// The layer from N hidden units to D outputs.
  ///
  /// @param weight (D, N), row after row; not modified
  /// @param bias (D); not modified
  /// @param remembers whether the optimiser has a velocity
  static PanelLayer decoder(float[] weight, float[] bias, boolean remembers) {
    var layer = new PanelLayer(weight.length / bias.length, bias.length, bias, remembers);
    layer.transposed.setRows(weight);
    layer.transposed.transpose(layer.weight);
    return layer;
  }
}
