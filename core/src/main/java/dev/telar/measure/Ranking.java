package dev.telar.measure;

import dev.telar.random.RandomSource;
import dev.telar.random.RandomSource.Purpose;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/// How well scores rank some rows above others. Immutable and safe for use by many threads.
public final class Ranking {
  private static final double SIDE = 0.025;

  private final float[] scores; // in descending order
  private final boolean[] positive;
  private final int positives;

  /// A number, and the interval of 95 % that a bootstrap gives it.
  public record Measured(double value, double low, double high) {}

  private Ranking(float[] scores, boolean[] positive) {
    this.scores = scores;
    this.positive = positive;
    int count = 0;
    for (boolean one : positive) {
      count += one ? 1 : 0;
    }
    this.positives = count;
  }

  /// Ranks rows.
  ///
  /// @param scores of the rows, none NaN; not modified
  /// @param positive whether each row is one that should have a great score; not modified
  /// @throws IllegalArgumentException if there are not as many, or all rows are alike
  public static Ranking of(float[] scores, boolean[] positive) {
    if (scores.length != positive.length) {
      throw new IllegalArgumentException(
          "%d scores of %d rows".formatted(scores.length, positive.length));
    }
    int[] order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted((a, b) -> Float.compare(scores[b], scores[a]))
            .mapToInt(Integer::intValue)
            .toArray();
    float[] sorted = new float[order.length];
    boolean[] own = new boolean[order.length];
    for (int i = 0; i < order.length; i++) {
      sorted[i] = scores[order[i]];
      own[i] = positive[order[i]];
    }
    var ranking = new Ranking(sorted, own);
    if (ranking.positives == 0 || ranking.positives == order.length) {
      throw new IllegalArgumentException(
          "rows of both kinds are needed to rank one above the other");
    }
    return ranking;
  }

  /// How many rows should have great scores.
  public int positives() {
    return positives;
  }

  /// The area under the curve of the receiver operating characteristic: the share of pairs in which
  /// the positive row has the greater score, ties counting half (J. A. Hanley, B. J. McNeil,
  /// *Radiology* 143, 1982).
  public double rocAuc() {
    return rocAuc(ones());
  }

  /// The average precision: the mean over the positive rows of the precision where each is reached;
  /// rows with equal scores are reached together.
  public double averagePrecision() {
    return averagePrecision(ones());
  }

  /// Of the rows with the greatest scores the share that is positive; of equal scores that do not
  /// all belong to them a proportional part.
  ///
  /// @param count of rows, at least 1
  public double precisionAt(int count) {
    return precisionAt(Math.min(count, scores.length), ones());
  }

  private int[] ones() {
    int[] ones = new int[scores.length];
    Arrays.fill(ones, 1);
    return ones;
  }

  /// Where the next score begins.
  private int end(int from) {
    int end = from + 1;
    while (end < scores.length && scores[end] == scores[from]) {
      end++;
    }
    return end;
  }

  private double rocAuc(int[] times) {
    double pairs = 0;
    double above = 0;
    double negatives = 0;
    for (int i = 0; i < scores.length; ) {
      int end = end(i);
      double positive = 0;
      double negative = 0;
      for (; i < end; i++) {
        positive += this.positive[i] ? times[i] : 0;
        negative += this.positive[i] ? 0 : times[i];
      }
      pairs += negative * (above + positive / 2);
      above += positive;
      negatives += negative;
    }
    return pairs / (above * negatives);
  }

  private double averagePrecision(int[] times) {
    double sum = 0;
    double found = 0;
    double seen = 0;
    for (int i = 0; i < scores.length; ) {
      int end = end(i);
      double positive = 0;
      for (; i < end; i++) {
        positive += this.positive[i] ? times[i] : 0;
        seen += times[i];
      }
      found += positive;
      sum += positive == 0 ? 0 : positive * found / seen;
    }
    return sum / found;
  }

  private double precisionAt(double count, int[] times) {
    double found = 0;
    double seen = 0;
    for (int i = 0; i < scores.length && seen < count; ) {
      int end = end(i);
      double positive = 0;
      double all = 0;
      for (; i < end; i++) {
        positive += this.positive[i] ? times[i] : 0;
        all += times[i];
      }
      double share = all == 0 ? 0 : Math.min(1, (count - seen) / all);
      found += positive * share;
      seen += all;
    }
    return found / count;
  }

  /// One of the measures.
  public enum Measure {
    /// See [Ranking#rocAuc].
    ROC_AUC,
    /// See [Ranking#averagePrecision].
    AVERAGE_PRECISION,
    /// See [Ranking#precisionAt], with as many rows as are positive.
    PRECISION_AT_POSITIVES;

    /// The name in files.
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private double measure(Measure measure, int[] times) {
    return switch (measure) {
      case ROC_AUC -> rocAuc(times);
      case AVERAGE_PRECISION -> averagePrecision(times);
      case PRECISION_AT_POSITIVES -> precisionAt(positives, times);
    };
  }

  /// A measure with its interval: rows are drawn with replacement, the positive ones and the others
  /// each among themselves (B. Efron, *Annals of Statistics* 7, 1979).
  ///
  /// @param draws how often
  public Measured measured(Measure measure, long seed, int draws) {
    double[] found = new double[draws];
    int[] ofPositive = places(true);
    int[] others = places(false);
    var random = new RandomSource(seed, Purpose.BOOTSTRAP);
    for (int draw = 0; draw < draws; draw++) {
      int[] times = new int[scores.length];
      draw(random, 2L * draw, ofPositive, times);
      draw(random, 2L * draw + 1, others, times);
      found[draw] = measure(measure, times);
    }
    Arrays.sort(found);
    int side = (int) Math.floor(SIDE * draws);
    return new Measured(measure(measure, ones()), found[side], found[draws - 1 - side]);
  }

  private int[] places(boolean kind) {
    return IntStream.range(0, positive.length).filter(i -> positive[i] == kind).toArray();
  }

  private static void draw(RandomSource random, long step, int[] places, int[] times) {
    int[] bits = new int[places.length];
    random.fillBits(step, 0, bits, bits.length);
    for (int one : bits) {
      times[places[(int) ((Integer.toUnsignedLong(one) * places.length) >>> Integer.SIZE)]]++;
    }
  }
}
