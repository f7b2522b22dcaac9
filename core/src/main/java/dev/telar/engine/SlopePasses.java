package dev.telar.engine;

import static dev.telar.engine.Vectors.roundUp;

/// Activations whose derivative is computed with them and kept, so that the backward pass is one
/// multiplication whatever the function.
record SlopePasses(Curve curve) implements ActivationPasses {
  /// A function with its derivative.
  sealed interface Curve {
    /// Replaces values by the function of them.
    ///
    /// @param values from index `v`; modified
    /// @param slopes from index `s`; overwritten with the derivatives
    /// @param width a multiple of a vector's length
    void apply(float[] values, int v, float[] slopes, int s, int width);
  }

  record Leaky(float slope) implements Curve {
    @Override
    public void apply(float[] values, int v, float[] slopes, int s, int width) {
      CurveLoops.leaky(slope, values, v, slopes, s, width);
    }
  }

  record Sigmoid() implements Curve {
    @Override
    public void apply(float[] values, int v, float[] slopes, int s, int width) {
      CurveLoops.negate(values, v, slopes, s, width);
      CurveLoops.exponentiate(slopes, s, width);
      CurveLoops.sigmoid(values, v, slopes, s, width);
    }
  }

  record Tanh() implements Curve {
    @Override
    public void apply(float[] values, int v, float[] slopes, int s, int width) {
      CurveLoops.negateTwice(values, v, slopes, s, width);
      CurveLoops.exponentiate(slopes, s, width);
      CurveLoops.tanh(values, v, slopes, s, width);
    }
  }

  record Gelu() implements Curve {
    @Override
    public void apply(float[] values, int v, float[] slopes, int s, int width) {
      CurveLoops.negateGate(values, v, slopes, s, width);
      CurveLoops.exponentiate(slopes, s, width);
      CurveLoops.gelu(values, v, slopes, s, width);
    }
  }

  /// Leaves the values; which of them stay is decided when a row is complete, by [RowSelection].
  record Selected() implements Curve {
    @Override
    public void apply(float[] values, int v, float[] slopes, int s, int width) {}
  }

  @Override
  public boolean keepsSlope() {
    return true;
  }

  @Override
  public void activate(Panels out, int panel, int from, int to, Panels bias, Panels slope) {
    LayerPasses.activate(out, panel, from, to, bias, VectorActivation.IDENTITY);
    int columns = out.width(panel);
    int width = roundUp(columns);
    for (int i = from; i < to; i++) {
      int row = out.start(panel, i);
      curve.apply(out.values, row, slope.values, slope.start(panel, i), width);
      // What fills the last panel stays 0, whatever the function makes of 0.
      for (int j = columns; j < width; j++) {
        out.values[row + j] = 0;
      }
    }
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
    activate(y, panel, from, to, bias, slope);
    LayerPasses.addSquaredErrors(y, x, panel, from, to, lanes);
    LayerPasses.subtract(y, x, panel, from, to, scale);
    if (loss == Loss.MEAN_SQUARED_ERROR) {
      LayerPasses.multiply(y, slope, panel, from, to, y);
    }
  }

  @Override
  public void applyDerivative(
      Panels outputs, Panels slope, Panels gradient, int panel, int from, int to) {
    LayerPasses.multiply(gradient, slope, panel, from, to, gradient);
  }
}
