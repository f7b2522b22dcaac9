package dev.telar.score;

/// What a [Scorer] finds of a row. Its arrays are not copied when they are asked for, and are to be
/// left unchanged; then it is immutable and safe for use by many threads.
public final class RowScore {
  private final float byReconstruction;
  private final float byCode;
  private final float byBoth;
  private final double[] errors;
  private final float[] code;
  private final float[] reconstruction;

  RowScore(
      float byReconstruction,
      float byCode,
      float byBoth,
      double[] errors,
      float[] code,
      float[] reconstruction) {
    this.byReconstruction = byReconstruction;
    this.byCode = byCode;
    this.byBoth = byBoth;
    this.errors = errors;
    this.code = code;
    this.reconstruction = reconstruction;
  }

  /// The score of a kind. Of a model without a calibration it is the mean error of the columns that
  /// count, and that of the code is NaN.
  public float by(ScoreKind kind) {
    if (kind == ScoreKind.RECONSTRUCTION) {
      return byReconstruction;
    }
    return kind == ScoreKind.CODE ? byCode : byBoth;
  }

  /// The score by both, which is the default one.
  public float score() {
    return byBoth;
  }

  /// (columns), the error of each column; NaN of one that does not count. Of an image the mean
  /// square error of its pixels.
  public double[] errors() {
    return errors;
  }

  /// (code width)
  public float[] code() {
    return code;
  }

  /// (inputs), as the network gives it.
  public float[] reconstruction() {
    return reconstruction;
  }
}
