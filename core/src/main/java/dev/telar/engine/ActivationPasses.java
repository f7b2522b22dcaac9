package dev.telar.engine;

import dev.telar.model.Activation;

/// [Activation] on vectors, and what is fused with it: done on some rows of one panel while they
/// are in the first-level cache.
///
/// An interface, through which C2 does not inline: each pass is compiled for itself.
sealed interface ActivationPasses permits PiecewisePasses, SlopePasses {
  static ActivationPasses of(Activation activation) {
    return switch (activation) {
      case Activation.Relu() -> new PiecewisePasses(VectorActivation.RELU);
      case Activation.Identity() -> new PiecewisePasses(VectorActivation.IDENTITY);
      case Activation.LeakyRelu(float slope) -> new SlopePasses(new SlopePasses.Leaky(slope));
      case Activation.Gelu() -> new SlopePasses(new SlopePasses.Gelu());
      case Activation.Tanh() -> new SlopePasses(new SlopePasses.Tanh());
      case Activation.Sigmoid() -> new SlopePasses(new SlopePasses.Sigmoid());
      case Activation.TopK(int _) -> new SlopePasses(new SlopePasses.Selected());
    };
  }

  /// Whether the derivative is kept from the forward to the backward pass.
  boolean keepsSlope();

  /// `out = act(out + bias)`.
  ///
  /// @param slope the derivatives where they are kept; overwritten
  void activate(Panels out, int panel, int from, int to, Panels bias, Panels slope);

  /// Activates `y`, adds the squares of `y − x` to each row's [VirtualLanes], and leaves the
  /// gradient `(y − x) · scale ∘ act'` in place of `y`.
  ///
  /// @param loss without `act'` for the cross entropy
  /// @param slope as above
  /// @param lanes (rows, 16), row after row; added to
  void errorGradient(
      Panels y,
      Panels x,
      int panel,
      int from,
      int to,
      Panels bias,
      Loss loss,
      float scale,
      Panels slope,
      float[] lanes);

  /// `gradient ∘= act'`.
  void applyDerivative(Panels outputs, Panels slope, Panels gradient, int panel, int from, int to);
}
