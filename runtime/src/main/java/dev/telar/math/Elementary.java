package dev.telar.math;

/// Exponential functions in float32, the same bits on every machine: polynomials after the Cephes
/// library (Moshier 1992), every multiply-add fused, no library function called.
///
/// Errors over all floats, for `exp` and `sigmoid` those in ±87: `exp` at most 1.02 ulp, `sigmoid`
/// 2.49, `tanh` 1.51. NaN gives NaN. Part of the bit contract; [dev.telar.engine] has the same
/// operations on vectors.
public final class Elementary {
  /// Arguments of [#exp] are clamped to ± this: e⁸⁷ and e⁻⁸⁷ are normal floats.
  public static final float MOST = 87;

  public static final float LOG2_E = 1.442695f;

  /// 1.5 · 2²³: adding it rounds to the nearest integer, which is then the low bits.
  public static final float ROUNDER = 12_582_912f;

  public static final int ROUNDER_BITS = 0x4B40_0000;

  /// ln 2 in two parts, so that an integer multiple of the first is exact.
  public static final float LN2_HIGH = 0.6933594f;

  public static final float LN2_LOW = -2.1219444e-4f;

  public static final float EXP_5 = 1.9875691e-4f;
  public static final float EXP_4 = 1.3981999e-3f;
  public static final float EXP_3 = 8.333452e-3f;
  public static final float EXP_2 = 0.041665796f;
  public static final float EXP_1 = 0.16666666f;
  public static final float EXP_0 = 0.5f;

  /// Below it `tanh` is a polynomial.
  public static final float TANH_SMALL = 0.625f;

  public static final float TANH_4 = -5.7049887e-3f;
  public static final float TANH_3 = 0.020639088f;
  public static final float TANH_2 = -0.053739715f;
  public static final float TANH_1 = 0.13331442f;
  public static final float TANH_0 = -0.3333328f;

  /// 2·√(2/π).
  public static final float GELU_SCALE = 1.5957692f;

  public static final float GELU_CUBIC = 0.044715f;

  /// A gate below it is 0, as `1 + tanh` is long before it in float32. Units that are off would
  /// otherwise multiply gradients into subnormal numbers, which cost a processor a hundred cycles
  /// each.
  public static final float GELU_LEAST = 0x1p-64f;

  private Elementary() {}

  /// eˣ, for x clamped to ±87.
  public static float exp(float x) {
    float clamped = Math.max(-MOST, Math.min(MOST, x));
    float rounded = Math.fma(clamped, LOG2_E, ROUNDER);
    float n = rounded - ROUNDER;
    float r = Math.fma(-LN2_LOW, n, Math.fma(-LN2_HIGH, n, clamped));
    float p = Math.fma(EXP_5, r, EXP_4);
    p = Math.fma(p, r, EXP_3);
    p = Math.fma(p, r, EXP_2);
    p = Math.fma(p, r, EXP_1);
    p = Math.fma(p, r, EXP_0);
    float fraction = Math.fma(p, r * r, r) + 1;
    int exponent = Float.floatToRawIntBits(rounded) - ROUNDER_BITS + 127;
    return fraction * Float.intBitsToFloat(exponent << 23);
  }

  /// 1 / (1 + e⁻ˣ).
  public static float sigmoid(float x) {
    return 1 / (exp(-x) + 1);
  }

  /// The hyperbolic tangent.
  public static float tanh(float x) {
    float square = x * x;
    float p = Math.fma(TANH_4, square, TANH_3);
    p = Math.fma(p, square, TANH_2);
    p = Math.fma(p, square, TANH_1);
    p = Math.fma(p, square, TANH_0);
    float small = Math.fma(p * square, x, x);
    float e = exp(-2 * Math.abs(x));
    float large = (1 - e) / (e + 1);
    if (Math.abs(x) < TANH_SMALL) {
      return small;
    }
    return x < 0 ? -large : large;
  }

  /// The share of its argument that GELU lets through, Φ(x) in its approximation by `tanh`.
  public static float geluGate(float x) {
    float gate = sigmoid(Math.fma(GELU_CUBIC * x, x, 1) * (GELU_SCALE * x));
    return gate < GELU_LEAST ? 0 : gate;
  }
}
