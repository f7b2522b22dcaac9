package dev.telar.engine.vector;

import dev.telar.engine.Training;
import dev.telar.model.Dense;
import org.jspecify.annotations.Nullable;

/// What one layer makes of one batch. What is absent is decided here, once.
final class LayerState {
  final ActivationKernel activation;
  final Panels a; // (B, outputs); of the last layer it becomes the gradient
  final @Nullable Panels derivative; // (B, outputs), where it is stored
  final @Nullable Panels mask; // (B, outputs), 0 or 1 / (1 − dropout), where units are dropped
  final Panels passed; // (B, outputs), a ∘ mask: what the next layer is given in training
  final Panels gradient; // (B, outputs), with respect to the layer's sums

  /// @param training absent if there is none
  /// @param last whether it is the output
  LayerState(Dense shape, int rows, @Nullable Training training, boolean last) {
    boolean drops = training != null && training.regularisation().dropout() > 0 && !last;
    this.activation = ActivationKernel.of(shape.activation());
    this.a = new Panels(rows, shape.outputs());
    this.derivative = activation.storesDerivative() ? new Panels(rows, shape.outputs()) : null;
    this.mask = drops ? new Panels(rows, shape.outputs()) : null;
    this.passed = drops ? new Panels(rows, shape.outputs()) : a;
    this.gradient = training == null || last ? a : new Panels(rows, shape.outputs());
  }
}
