package dev.telar.engine;

import java.util.Objects;

/// What keeps a model from fitting its training rows alone.
///
/// Numbers are given in double, as settings are written, and used in float32.
///
/// @param dropout the probability with which a hidden unit is switched off in a step, in [0, 1)
/// @param noise on the inputs of a step
/// @param sparsity λ of the penalty λ · mean |a| over the batch's codes (Ng, Sparse autoencoder,
///   2011, with the L1 norm), at least 0
/// @param clipNorm the greatest Euclidean norm of the whole gradient; a longer one is scaled down
///   to it (Pascanu, Mikolov, Bengio 2013); infinite to leave it as it is
/// @param tied whether each decoder layer's weights are those of its mirror in the encoder,
///   transposed
public record Regularisation(
    double dropout, Noise noise, double sparsity, double clipNorm, boolean tied) {
  /// None at all.
  public static final Regularisation NONE =
      new Regularisation(0, new Noise.None(), 0, Double.POSITIVE_INFINITY, false);

  /// The probability below which 32 random bits cannot tell it from 0: half a step of them.
  private static final double LEAST_PROBABILITY = 0x1p-33;

  /// @throws IllegalArgumentException if a number is out of its range, or is 0 in float32 and not
  ///   in double
  public Regularisation {
    Objects.requireNonNull(noise);
    check(dropout >= 0 && (float) dropout < 1, "dropout must be at least 0 and below 1", dropout);
    check(
        dropout == 0 || dropout >= LEAST_PROBABILITY,
        "dropout must be 0 or at least 2⁻³³, of which 32 random bits can tell",
        dropout);
    check(
        sparsity >= 0 && Float.isFinite((float) sparsity),
        "the sparsity penalty must be at least 0 and finite",
        sparsity);
    check(sparsity == 0 || (float) sparsity != 0, "sparsity is 0 in float32", sparsity);
    check(clipNorm > 0, "the norm to clip gradients at must be above 0", clipNorm);
    check((float) clipNorm != 0, "clip norm is 0 in float32", clipNorm);
    check(
        Double.isInfinite(clipNorm) || Float.isFinite((float) clipNorm),
        "clip norm is infinite in float32",
        clipNorm);
  }

  private static void check(boolean ok, String rule, double value) {
    if (!ok) {
      throw new IllegalArgumentException(rule + ", got " + value);
    }
  }

  /// These with another dropout.
  public Regularisation withDropout(double value) {
    return new Regularisation(value, noise, sparsity, clipNorm, tied);
  }

  /// These with other noise.
  public Regularisation withNoise(Noise value) {
    return new Regularisation(dropout, value, sparsity, clipNorm, tied);
  }

  /// These with another sparsity penalty.
  public Regularisation withSparsity(double value) {
    return new Regularisation(dropout, noise, value, clipNorm, tied);
  }

  /// These with another norm to clip at.
  public Regularisation withClipNorm(double value) {
    return new Regularisation(dropout, noise, sparsity, value, tied);
  }

  /// These with weights that are tied or not.
  public Regularisation withTied(boolean value) {
    return new Regularisation(dropout, noise, sparsity, clipNorm, value);
  }

  /// Whether gradients are clipped.
  public boolean clips() {
    return Double.isFinite(clipNorm);
  }

  /// What a gradient is multiplied by, as PyTorch's `clip_grad_norm_` does.
  ///
  /// @param squaredNorm of the whole gradient
  public float clipFactor(double squaredNorm) {
    return (float) Math.min(1, (float) clipNorm / (Math.sqrt(squaredNorm) + 1e-6));
  }

  /// What a unit of the code that is on adds to its gradient: the sparsity penalty's derivative.
  ///
  /// @param rows of the batch
  public float sparsityGradient(int rows, int codeWidth) {
    return (float) ((float) sparsity / ((double) rows * codeWidth));
  }
}
