package dev.telar.engine;

/// Activations that cost next to nothing, fused into the passes that need them.
record PiecewisePasses(VectorActivation activation) implements ActivationPasses {
  @Override
  public boolean keepsSlope() {
    return false;
  }

  @Override
  public void activate(Panels out, int panel, int from, int to, Panels bias, Panels slope) {
    LayerPasses.activate(out, panel, from, to, bias, activation);
  }

  @Override
  public void errorGradient(
      Panels y,
      Panels x,
      int panel,
      int from,
      int to,
      Panels bias,
      Loss loss,
      float scale,
      Panels slope,
      float[] lanes) {
    LayerPasses.errorGradient(y, x, panel, from, to, bias, activation, scale, lanes);
  }

  @Override
  public void applyDerivative(
      Panels outputs, Panels slope, Panels gradient, int panel, int from, int to) {
    LayerPasses.applyDerivative(outputs, gradient, panel, from, to, activation);
  }
}
