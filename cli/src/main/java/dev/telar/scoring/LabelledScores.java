package dev.telar.scoring;

import dev.telar.measure.Ranking;
import dev.telar.measure.Ranking.Measure;
import dev.telar.measure.Ranking.Measured;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/// How well scores tell rows with labels of anomalies from the others. Not safe for use by many
/// threads.
public final class LabelledScores {
  private static final long SEED = 1;
  private static final int LEAST_DRAWS = 20;
  private static final int MOST_DRAWS = 500;

  /// So many rows are drawn in all, unless these are too few draws.
  private static final long MOST_DRAWN = 30_000_000;

  private static final int FIRST_ROWS = 1024;

  private final Set<String> named;
  private final Predicate<String> isAnomalous;
  private final Set<String> seen = new HashSet<>();
  private final Map<String, Long> confusion = new LinkedHashMap<>();
  private final BitSet anomalous = new BitSet();
  private float[] scores = new float[FIRST_ROWS];
  private int rows;

  /// @param named labels that were named, as those of anomalies or of the others; none if nothing
  ///   is to be measured
  /// @param isAnomalous whether a label is one of anomalies
  public LabelledScores(Set<String> named, Predicate<String> isAnomalous) {
    this.named = named;
    this.isAnomalous = isAnomalous;
  }

  /// Takes a row.
  ///
  /// @param flagged whether it was taken for an anomaly
  public void add(float score, String label, boolean flagged) {
    if (named.isEmpty()) {
      return;
    }
    boolean positive = isAnomalous.test(label);
    seen.add(label);
    if (rows == scores.length) {
      scores = Arrays.copyOf(scores, 2 * rows);
    }
    scores[rows] = score;
    anomalous.set(rows, positive);
    rows++;
    confusion.merge(
        (flagged == positive ? "true_" : "false_") + (flagged ? "positive" : "negative"),
        1L,
        Long::sum);
  }

  /// Labels that were named and that no row has, in ascending order; none where no row has a label.
  public Set<String> unseen() {
    Set<String> unseen = new TreeSet<>(rows == 0 ? Set.of() : named);
    unseen.removeAll(seen);
    return Collections.unmodifiableSet(unseen);
  }

  /// How many rows have labels of anomalies.
  public int anomalies() {
    return anomalous.cardinality();
  }

  /// How many rows were taken for what they are, and for what they are not: `true_positive`,
  /// `false_positive`, `true_negative` and `false_negative`, without those of which there are none.
  public Map<String, Long> confusion() {
    return Collections.unmodifiableMap(confusion);
  }

  /// What there is to be measured, by its name; nothing unless there are rows of both kinds.
  public Map<String, Measured> measures() {
    if (anomalies() == 0 || anomalies() == rows) {
      return Map.of();
    }
    boolean[] positive = new boolean[rows];
    for (int i = 0; i < rows; i++) {
      positive[i] = anomalous.get(i);
    }
    Ranking ranking = Ranking.of(Arrays.copyOf(scores, rows), positive);
    int draws = Math.clamp(MOST_DRAWN / rows, LEAST_DRAWS, MOST_DRAWS);
    Map<String, Measured> measures = new LinkedHashMap<>();
    for (Measure measure : Measure.values()) {
      measures.put(measure.toString(), ranking.measured(measure, SEED, draws));
    }
    return measures;
  }
}
