package dev.telar.scoring;

/// Which rows are anomalies.
public sealed interface AnomalyRule {
  /// Rows of which few usual ones are: a share of usual rows that may be flagged.
  ///
  /// @param rate in [0, 1)
  record AlarmRate(double rate) implements AnomalyRule {}

  /// Rows with a score above a number.
  record Threshold(double score) implements AnomalyRule {}

  /// So that of the flagged rows a share may be usual ones (Y. Benjamini, Y. Hochberg, *Journal of
  /// the Royal Statistical Society B* 57, 1995).
  ///
  /// @param rate in (0, 1)
  record FalseDiscoveryRate(double rate) implements AnomalyRule {
    /// The greatest p-value of an anomaly; 0 if there is none.
    ///
    /// @param counts how many rows have each p-value: `counts[k]` those of `(k + 1) / length`
    public double limit(long[] counts) {
      long rows = 0;
      for (long count : counts) {
        rows += count;
      }
      double limit = 0;
      long below = 0;
      for (int k = 0; k < counts.length; k++) {
        below += counts[k];
        double pValue = (k + 1.0) / counts.length;
        if (counts[k] > 0 && pValue <= rate * below / rows) {
          limit = pValue;
        }
      }
      return limit;
    }
  }

  /// Whether a score is above what is usual; one that is no number is above all.
  ///
  /// @param threshold the greatest score of a row that is no anomaly
  static boolean isAbove(float score, double threshold) {
    return score > threshold || (Float.isNaN(score) && threshold < Double.POSITIVE_INFINITY);
  }
}
