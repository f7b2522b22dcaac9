package dev.telar.engine.vector;

import static dev.telar.engine.vector.Vectors.LANES;
import static dev.telar.engine.vector.Vectors.SPECIES;
import static dev.telar.engine.vector.Vectors.roundUp;
import static dev.telar.math.Elementary.EXP_0;
import static dev.telar.math.Elementary.EXP_1;
import static dev.telar.math.Elementary.EXP_2;
import static dev.telar.math.Elementary.EXP_3;
import static dev.telar.math.Elementary.EXP_4;
import static dev.telar.math.Elementary.EXP_5;
import static dev.telar.math.Elementary.GELU_CUBIC;
import static dev.telar.math.Elementary.GELU_LEAST;
import static dev.telar.math.Elementary.GELU_SCALE;
import static dev.telar.math.Elementary.LN2_HIGH;
import static dev.telar.math.Elementary.LN2_LOW;
import static dev.telar.math.Elementary.LOG2_E;
import static dev.telar.math.Elementary.MOST;
import static dev.telar.math.Elementary.ROUNDER;
import static dev.telar.math.Elementary.ROUNDER_BITS;
import static dev.telar.math.Elementary.TANH_0;
import static dev.telar.math.Elementary.TANH_1;
import static dev.telar.math.Elementary.TANH_2;
import static dev.telar.math.Elementary.TANH_3;
import static dev.telar.math.Elementary.TANH_4;
import static dev.telar.math.Elementary.TANH_SMALL;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import dev.telar.engine.Loss;
import dev.telar.model.Activation;
import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;

/// Activations whose derivative is computed with them and kept, so that the backward pass is one
/// multiplication whatever the function.
///
/// The functions are those of [dev.telar.math.Elementary] on vectors: the same operations, so the
/// same bits. Every loop is a method of its own on arrays, and no method takes or gives a vector:
/// what C2 might not inline would put vectors on the heap. A row of a panel stays in the
/// first-level cache from one loop to the next. Arrays are modified from the given indexes on, over
/// `width` values, a multiple of a vector's length.
final class StoredDerivative implements ActivationKernel {
  private static final int EXPONENT_BITS = 23;
  private static final int EXPONENT_BIAS = 127;

  private enum Curve {
    LEAKY,
    GELU,
    TANH,
    SIGMOID,
    /// Leaves the values; which of them stay is decided when a row is complete, by [RowSelection].
    SELECTED
  }

  private final Curve curve;
  private final float leak;

  private StoredDerivative(Curve curve, float leak) {
    this.curve = curve;
    this.leak = leak;
  }

  static StoredDerivative of(Activation activation) {
    return switch (activation) {
      case Activation.LeakyRelu(float slope) -> new StoredDerivative(Curve.LEAKY, slope);
      case Activation.Gelu() -> new StoredDerivative(Curve.GELU, 0);
      case Activation.Tanh() -> new StoredDerivative(Curve.TANH, 0);
      case Activation.Sigmoid() -> new StoredDerivative(Curve.SIGMOID, 0);
      case Activation.TopK(int _) -> new StoredDerivative(Curve.SELECTED, 0);
      case Activation.Relu(), Activation.Identity() ->
          throw new IllegalArgumentException(activation.label() + " is fused");
    };
  }

  @Override
  public boolean storesDerivative() {
    return true;
  }

  @Override
  public void activate(
      Panels bias, Panels out, @Nullable Panels derivative, int panel, int from, int to) {
    Panels derivatives = Panels.present(derivative);
    ElementwiseKernels.activate(bias, out, panel, from, to, FusedActivation.IDENTITY);
    int columns = out.width(panel);
    int width = roundUp(columns);
    for (int i = from; i < to; i++) {
      int row = out.start(panel, i);
      apply(out.values, row, derivatives.values, derivatives.start(panel, i), width);
      // What fills the last panel stays 0, whatever the function makes of 0.
      for (int j = columns; j < width; j++) {
        out.values[row + j] = 0;
      }
    }
  }

  @Override
  public void errorGradient(
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
      float scale) {
    activate(bias, y, derivative, panel, from, to);
    if (weights == null) {
      ElementwiseKernels.addSquaredErrors(y, x, lanes, panel, from, to);
      ElementwiseKernels.subtract(x, y, panel, from, to, scale);
    } else {
      ElementwiseKernels.addWeightedSquaredErrors(y, x, weights, lanes, panel, from, to);
      ElementwiseKernels.subtract(x, y, panel, from, to, scale);
      ElementwiseKernels.multiply(y, weights, y, panel, from, to);
    }
    if (loss.usesOutputDerivative()) {
      ElementwiseKernels.multiply(y, Panels.present(derivative), y, panel, from, to);
    }
  }

  @Override
  public void applyDerivative(
      Panels outputs, @Nullable Panels derivative, Panels gradient, int panel, int from, int to) {
    ElementwiseKernels.multiply(gradient, Panels.present(derivative), gradient, panel, from, to);
  }

  /// Replaces values by the function of them.
  ///
  /// @param values from index `v`; modified
  /// @param derivatives from index `s`; overwritten
  void apply(float[] values, int v, float[] derivatives, int s, int width) {
    switch (curve) {
      case LEAKY -> leaky(leak, values, v, derivatives, s, width);
      case GELU -> {
        negateGate(values, v, derivatives, s, width);
        exponentiate(derivatives, s, width);
        gelu(values, v, derivatives, s, width);
      }
      case TANH -> {
        negateTwice(values, v, derivatives, s, width);
        exponentiate(derivatives, s, width);
        tanh(values, v, derivatives, s, width);
      }
      case SIGMOID -> {
        negate(values, v, derivatives, s, width);
        exponentiate(derivatives, s, width);
        sigmoid(values, v, derivatives, s, width);
      }
      case SELECTED -> {}
    }
  }

  /// `s = −v`.
  static void negate(float[] values, int v, float[] out, int s, int width) {
    for (int j = 0; j < width; j += LANES) {
      fromArray(SPECIES, values, v + j).neg().intoArray(out, s + j);
    }
  }

  /// `s = −2·|v|`.
  static void negateTwice(float[] values, int v, float[] out, int s, int width) {
    for (int j = 0; j < width; j += LANES) {
      fromArray(SPECIES, values, v + j).abs().mul(-2).intoArray(out, s + j);
    }
  }

  /// `s = −u`, u being what the gate of GELU is the sigmoid of.
  static void negateGate(float[] values, int v, float[] out, int s, int width) {
    FloatVector one = broadcast(SPECIES, 1);
    for (int j = 0; j < width; j += LANES) {
      FloatVector x = fromArray(SPECIES, values, v + j);
      x.mul(GELU_CUBIC).fma(x, one).mul(x.mul(GELU_SCALE)).neg().intoArray(out, s + j);
    }
  }

  /// `s = exp(s)`.
  static void exponentiate(float[] out, int s, int width) {
    FloatVector rounder = broadcast(SPECIES, ROUNDER);
    for (int j = 0; j < width; j += LANES) {
      FloatVector clamped = fromArray(SPECIES, out, s + j).min(MOST).max(-MOST);
      FloatVector rounded = clamped.fma(broadcast(SPECIES, LOG2_E), rounder);
      FloatVector n = rounded.sub(rounder);
      FloatVector r = n.fma(broadcast(SPECIES, -LN2_HIGH), clamped);
      r = n.fma(broadcast(SPECIES, -LN2_LOW), r);
      FloatVector p = r.fma(broadcast(SPECIES, EXP_5), broadcast(SPECIES, EXP_4));
      p = p.fma(r, broadcast(SPECIES, EXP_3));
      p = p.fma(r, broadcast(SPECIES, EXP_2));
      p = p.fma(r, broadcast(SPECIES, EXP_1));
      p = p.fma(r, broadcast(SPECIES, EXP_0));
      FloatVector fraction = p.fma(r.mul(r), r).add(1);
      FloatVector power =
          rounded
              .reinterpretAsInts()
              .sub(ROUNDER_BITS - EXPONENT_BIAS)
              .lanewise(LSHL, EXPONENT_BITS)
              .reinterpretAsFloats();
      fraction.mul(power).intoArray(out, s + j);
    }
  }

  /// `v = 1 / (s + 1)`, `s = v − v²`; on entry s is e⁻ᵛ.
  static void sigmoid(float[] values, int v, float[] derivatives, int s, int width) {
    FloatVector one = broadcast(SPECIES, 1);
    for (int j = 0; j < width; j += LANES) {
      FloatVector y = one.div(fromArray(SPECIES, derivatives, s + j).add(one));
      y.intoArray(values, v + j);
      y.neg().fma(y, y).intoArray(derivatives, s + j);
    }
  }

  /// `v = tanh v`, `s = 1 − v²`; on entry s is e⁻²ˡᵛˡ.
  static void tanh(float[] values, int v, float[] derivatives, int s, int width) {
    FloatVector one = broadcast(SPECIES, 1);
    for (int j = 0; j < width; j += LANES) {
      FloatVector x = fromArray(SPECIES, values, v + j);
      FloatVector square = x.mul(x);
      FloatVector p = square.fma(broadcast(SPECIES, TANH_4), broadcast(SPECIES, TANH_3));
      p = p.fma(square, broadcast(SPECIES, TANH_2));
      p = p.fma(square, broadcast(SPECIES, TANH_1));
      p = p.fma(square, broadcast(SPECIES, TANH_0));
      FloatVector small = p.mul(square).fma(x, x);
      FloatVector e = fromArray(SPECIES, derivatives, s + j);
      FloatVector large = one.sub(e).div(e.add(one));
      large = large.blend(large.neg(), x.compare(LT, 0));
      FloatVector y = large.blend(small, x.abs().compare(LT, TANH_SMALL));
      y.intoArray(values, v + j);
      y.neg().fma(y, one).intoArray(derivatives, s + j);
    }
  }

  /// `v = v · gate`, `s` its derivative; on entry s is e⁻ᵘ.
  static void gelu(float[] values, int v, float[] derivatives, int s, int width) {
    FloatVector one = broadcast(SPECIES, 1);
    for (int j = 0; j < width; j += LANES) {
      FloatVector x = fromArray(SPECIES, values, v + j);
      FloatVector gate = one.div(fromArray(SPECIES, derivatives, s + j).add(one));
      gate = gate.blend(0, gate.compare(LT, GELU_LEAST));
      FloatVector inner = x.mul(3 * GELU_CUBIC).fma(x, one).mul(GELU_SCALE);
      x.mul(gate).intoArray(values, v + j);
      gate.neg().fma(gate, gate).mul(x).fma(inner, gate).intoArray(derivatives, s + j);
    }
  }

  /// `v = v > 0 ? v : leak · v`, `s = v > 0 ? 1 : leak`.
  static void leaky(float leak, float[] values, int v, float[] derivatives, int s, int width) {
    FloatVector low = broadcast(SPECIES, leak);
    for (int j = 0; j < width; j += LANES) {
      FloatVector x = fromArray(SPECIES, values, v + j);
      var above = x.compare(GT, 0);
      x.mul(low).blend(x, above).intoArray(values, v + j);
      low.blend(1, above).intoArray(derivatives, s + j);
    }
  }
}
