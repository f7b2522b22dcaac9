package dev.telar.engine;

import static dev.telar.engine.Vectors.LANES;
import static dev.telar.engine.Vectors.SPECIES;
import static dev.telar.model.Elementary.EXP_0;
import static dev.telar.model.Elementary.EXP_1;
import static dev.telar.model.Elementary.EXP_2;
import static dev.telar.model.Elementary.EXP_3;
import static dev.telar.model.Elementary.EXP_4;
import static dev.telar.model.Elementary.EXP_5;
import static dev.telar.model.Elementary.GELU_CUBIC;
import static dev.telar.model.Elementary.GELU_SCALE;
import static dev.telar.model.Elementary.LN2_HIGH;
import static dev.telar.model.Elementary.LN2_LOW;
import static dev.telar.model.Elementary.LOG2_E;
import static dev.telar.model.Elementary.MOST;
import static dev.telar.model.Elementary.ROUNDER;
import static dev.telar.model.Elementary.ROUNDER_BITS;
import static dev.telar.model.Elementary.TANH_0;
import static dev.telar.model.Elementary.TANH_1;
import static dev.telar.model.Elementary.TANH_2;
import static dev.telar.model.Elementary.TANH_3;
import static dev.telar.model.Elementary.TANH_4;
import static dev.telar.model.Elementary.TANH_SMALL;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;

/// The functions of [dev.telar.model.Elementary] and their derivatives on vectors: the same
/// operations, so the same bits.
///
/// Every loop is a method of its own on arrays, and no method takes or gives a vector: what C2
/// might not inline would put vectors on the heap. A row of a panel stays in the first-level cache
/// from one loop to the next. Arrays are modified from the given indexes on, over `width` values, a
/// multiple of a vector's length.
final class CurveLoops {
  private static final int EXPONENT_BITS = 23;
  private static final int EXPONENT_BIAS = 127;

  private CurveLoops() {}

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
  static void sigmoid(float[] values, int v, float[] slopes, int s, int width) {
    FloatVector one = broadcast(SPECIES, 1);
    for (int j = 0; j < width; j += LANES) {
      FloatVector y = one.div(fromArray(SPECIES, slopes, s + j).add(one));
      y.intoArray(values, v + j);
      y.neg().fma(y, y).intoArray(slopes, s + j);
    }
  }

  /// `v = tanh v`, `s = 1 − v²`; on entry s is e⁻²ˡᵛˡ.
  static void tanh(float[] values, int v, float[] slopes, int s, int width) {
    FloatVector one = broadcast(SPECIES, 1);
    for (int j = 0; j < width; j += LANES) {
      FloatVector x = fromArray(SPECIES, values, v + j);
      FloatVector square = x.mul(x);
      FloatVector p = square.fma(broadcast(SPECIES, TANH_4), broadcast(SPECIES, TANH_3));
      p = p.fma(square, broadcast(SPECIES, TANH_2));
      p = p.fma(square, broadcast(SPECIES, TANH_1));
      p = p.fma(square, broadcast(SPECIES, TANH_0));
      FloatVector small = p.mul(square).fma(x, x);
      FloatVector e = fromArray(SPECIES, slopes, s + j);
      FloatVector large = one.sub(e).div(e.add(one));
      large = large.blend(large.neg(), x.compare(LT, 0));
      FloatVector y = large.blend(small, x.abs().compare(LT, TANH_SMALL));
      y.intoArray(values, v + j);
      y.neg().fma(y, one).intoArray(slopes, s + j);
    }
  }

  /// `v = v · gate`, `s` its derivative; on entry s is e⁻ᵘ.
  static void gelu(float[] values, int v, float[] slopes, int s, int width) {
    FloatVector one = broadcast(SPECIES, 1);
    for (int j = 0; j < width; j += LANES) {
      FloatVector x = fromArray(SPECIES, values, v + j);
      FloatVector gate = one.div(fromArray(SPECIES, slopes, s + j).add(one));
      FloatVector inner = x.mul(3 * GELU_CUBIC).fma(x, one).mul(GELU_SCALE);
      x.mul(gate).intoArray(values, v + j);
      gate.neg().fma(gate, gate).mul(x).fma(inner, gate).intoArray(slopes, s + j);
    }
  }

  /// `v = v > 0 ? v : slope · v`, `s = v > 0 ? 1 : slope`.
  static void leaky(float slope, float[] values, int v, float[] slopes, int s, int width) {
    FloatVector low = broadcast(SPECIES, slope);
    for (int j = 0; j < width; j += LANES) {
      FloatVector x = fromArray(SPECIES, values, v + j);
      var above = x.compare(GT, 0);
      x.mul(low).blend(x, above).intoArray(values, v + j);
      low.blend(1, above).intoArray(slopes, s + j);
    }
  }
}
