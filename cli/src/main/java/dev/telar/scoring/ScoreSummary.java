package dev.telar.scoring;

import dev.telar.internal.Printable;
import dev.telar.score.Reason;
import dev.telar.score.ScoreKind;
import dev.telar.score.Scorer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.Collectors;

/// What came of scoring: how many rows are anomalies, and which are the strangest. Not safe for use
/// by many threads.
public final class ScoreSummary {
  /// The quantile of the normal distribution for an interval of 95 %.
  private static final double Z = 1.959963984540054;

  private final ScoreKind kind;
  private final int most;
  private final PriorityQueue<ScoredRow> strangest;
  private long rows;
  private long rejected;
  private long anomalies;

  /// @param most so many of the strangest rows are kept
  public ScoreSummary(int most, ScoreKind kind) {
    this.kind = kind;
    this.most = most;
    this.strangest = new PriorityQueue<>(strangeness());
  }

  /// Of rows alike the first is the strangest.
  private Comparator<ScoredRow> strangeness() {
    return Comparator.<ScoredRow>comparingDouble(row -> row.score().by(kind))
        .thenComparing(Comparator.comparingLong(ScoredRow::number).reversed());
  }

  /// Counts a row.
  public void add(ScoredRow row, boolean anomaly) {
    rows++;
    anomalies += anomaly ? 1 : 0;
    strangest.add(row);
    if (strangest.size() > most) {
      strangest.remove();
    }
  }

  /// Counts a row that could not be read.
  public void reject() {
    rejected++;
  }

  /// How many rows were scored.
  public long rows() {
    return rows;
  }

  /// How many could not be read.
  public long rejected() {
    return rejected;
  }

  /// How many are anomalies.
  public long anomalies() {
    return anomalies;
  }

  /// Which share they are.
  public double share() {
    return rows == 0 ? 0 : (double) anomalies / rows;
  }

  /// The interval of 95 % of that share (E. B. Wilson, *Journal of the American Statistical
  /// Association* 22, 1927).
  ///
  /// @return its ends
  public double[] interval() {
    if (rows == 0) {
      return new double[] {0, 1};
    }
    double share = share();
    double spread = Z * Z / rows;
    double middle = share + spread / 2;
    double half = Z * Math.sqrt(share * (1 - share) / rows + spread / (4.0 * rows));
    return new double[] {
      anomalies == 0 ? 0 : (middle - half) / (1 + spread),
      anomalies == rows ? 1 : (middle + half) / (1 + spread)
    };
  }

  /// What a person reads of the numbers.
  ///
  /// @param decides whether rows can be anomalies
  public String line(String name, boolean decides) {
    String line = "scored %,d rows of %s".formatted(rows, Printable.line(name));
    if (rejected > 0) {
      line += ", %,d could not be read".formatted(rejected);
    }
    double[] interval = interval();
    return decides
        ? "%s; %,d are anomalies, %s (95 %% interval %s … %s)"
            .formatted(
                line, anomalies, percent(share()), percent(interval[0]), percent(interval[1]))
        : line;
  }

  /// What was to be expected of rows like those trained on, and whether these are.
  public String promised(double rate) {
    double[] interval = interval();
    String told =
        interval[0] > rate
            ? "more than chance explains: the rows are not all like the training rows"
            : interval[1] < rate ? "fewer than expected" : "as many as expected";
    return "of rows like the training rows %s would be flagged: %s".formatted(percent(rate), told);
  }

  private static String percent(double share) {
    return "%.2g %%".formatted(100 * share).replaceAll("\\.0+ ", " ");
  }

  /// The strangest rows, a line each.
  public String strangest(Scorer scorer) {
    List<ScoredRow> sorted = new ArrayList<>(strangest);
    sorted.sort(strangeness().reversed());
    return sorted.stream()
        .map(row -> {
          float score = row.score().by(kind);
          String p =
              scorer.calibration().map(c -> ", p %.2g".formatted(c.pValue(kind, score))).orElse("");
          String names = row.ids().isEmpty() ? "" : " (" + String.join(", ", row.ids()) + ")";
          String why = row.why().stream().map(Reason::toString).collect(Collectors.joining("; "));
          return Printable.line(
              "row %d%s: score %.3g%s%s"
                  .formatted(row.number(), names, score, p, why.isEmpty() ? "" : ": " + why));
        })
        .collect(Collectors.joining("\n"));
  }
}
