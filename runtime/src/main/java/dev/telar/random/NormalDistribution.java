package dev.telar.random;

/// Numbers of the normal distribution with mean 0 and variance 1, from random bits: the same bits
/// on every machine. Part of the bit contract; the engine has the same operations on vectors.
///
/// The inverse of the distribution function, √2·erf⁻¹(u), by Giles' polynomials (Giles,
/// Approximating the erfinv function, 2010), with the logarithm of the Cephes library (Moshier
/// 1992). Relative error below 1e-6; |n| below 5.5.
public final class NormalDistribution {
  public static final float SQRT_HALF = 0.70710677f;
  public static final float SQRT_2 = 1.4142135f;

  /// The logarithm's polynomial, the highest power first.
  private static final float[] LOG = {
    0.070376836f,
    -0.1151461f,
    0.116769984f,
    -0.12420141f,
    0.14249323f,
    -0.16668057f,
    0.20000714f,
    -0.24999994f,
    0.3333333f
  };

  /// ln 2 in two parts.
  public static final float LN2_HIGH = 0.6933594f;

  public static final float LN2_LOW = -2.1219444e-4f;

  /// Giles' polynomial for w < 5 in w − 2.5, the highest power first.
  private static final float[] CENTRE = {
    2.8102264e-8f,
    3.4327394e-7f,
    -3.5233877e-6f,
    -4.3915065e-6f,
    2.1858087e-4f,
    -1.253725e-3f,
    -4.1776816e-3f,
    0.24664073f,
    1.5014094f
  };

  /// Giles' polynomial for w ≥ 5 in √w − 3, the highest power first.
  private static final float[] TAIL = {
    -2.0021426e-4f,
    1.0095056e-4f,
    1.3493432e-3f,
    -3.6734284e-3f,
    5.7395077e-3f,
    -7.6224613e-3f,
    9.4388705e-3f,
    1.001674f,
    2.8329768f
  };

  private NormalDistribution() {}

  /// The logarithm's polynomial, the highest power first; a copy.
  public static float[] logCoefficients() {
    return LOG.clone();
  }

  /// The polynomial for w < 5 in w − 2.5, the highest power first; a copy.
  public static float[] centreCoefficients() {
    return CENTRE.clone();
  }

  /// The polynomial for w ≥ 5 in √w − 3, the highest power first; a copy.
  public static float[] tailCoefficients() {
    return TAIL.clone();
  }

  /// The number that 32 random bits stand for, by their highest 24.
  public static float of(int bits) {
    // An odd multiple of 2⁻²⁴ in (−1, 1): exact, symmetric, never ±1.
    float u = Math.fma(bits >>> 8, 0x1p-23f, -1 + 0x1p-24f);
    float w = -log((1 - u) * (u + 1));
    float p = w < 5 ? polynomial(CENTRE, w - 2.5f) : polynomial(TAIL, (float) Math.sqrt(w) - 3);
    return p * u * SQRT_2;
  }

  /// The natural logarithm of a normal float above 0.
  static float log(float x) {
    int bits = Float.floatToRawIntBits(x);
    float mantissa = Float.intBitsToFloat((bits & 0x007F_FFFF) | 0x3F00_0000); // in [0.5, 1)
    float exponent = (bits >>> 23) - 126;
    boolean low = mantissa < SQRT_HALF;
    float z = low ? mantissa + mantissa - 1 : mantissa - 1;
    float e = low ? exponent - 1 : exponent;
    float square = z * z;
    float y = Math.fma(LN2_LOW, e, polynomial(LOG, z) * z * square);
    y = Math.fma(-0.5f, square, y);
    return Math.fma(LN2_HIGH, e, z + y);
  }

  private static float polynomial(float[] coefficients, float x) {
    float p = coefficients[0];
    for (int i = 1; i < coefficients.length; i++) {
      p = Math.fma(p, x, coefficients[i]);
    }
    return p;
  }
}
