package dev.telar.engine.vector;

import dev.telar.engine.Loss;
import dev.telar.model.Activation;
import org.jspecify.annotations.Nullable;

/// [Activation] on vectors, and what is done with it: on some rows of one panel while they are in
/// the first-level cache.
///
/// An interface, through which C2 does not inline: each kernel is compiled for itself.
sealed interface ActivationKernel permits FusedActivation, StoredDerivative {
  static ActivationKernel of(Activation activation) {
    return switch (activation) {
      case Activation.Relu() -> FusedActivation.RELU;
      case Activation.Identity() -> FusedActivation.IDENTITY;
      case Activation.LeakyRelu _,
          Activation.Gelu _,
          Activation.Tanh _,
          Activation.Sigmoid _,
          Activation.TopK _ ->
          StoredDerivative.of(activation);
    };
  }

  /// Whether the derivative is stored from the forward to the backward pass.
  boolean storesDerivative();

  /// `out = act(out + bias)`.
  ///
  /// @param derivative overwritten where it is stored, else absent
  void activate(Panels bias, Panels out, @Nullable Panels derivative, int panel, int from, int to);

  /// Activates `y`, adds the squares of `y − x` to each row's virtual lanes, and leaves the
  /// gradient `(y − x) · scale ∘ act'` in place of `y`; squares and gradient times the weights,
  /// where values have them.
  ///
  /// @param weights (rows, D); absent where values are not weighted
  /// @param derivative as above
  /// @param lanes (rows, 16), row after row; added to
  /// @param loss without `act'` for the cross entropy
  void errorGradient(
      Panels x,
      @Nullable Panels weights,
      Panels bias,
      Panels y,
      @Nullable Panels derivative,
      float[] lanes,
      int panel,
      int from,
      int to,
      Loss loss,
      float scale);

  /// `gradient ∘= act'`.
  void applyDerivative(
      Panels outputs, @Nullable Panels derivative, Panels gradient, int panel, int from, int to);
}
