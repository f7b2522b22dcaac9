package dev.telar.score;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// Which scores are usual: those of rows that the model was not trained on, kept with the model.
///
/// A score s has the p-value `(1 + #{calibration rows whose score is at least s}) / (n + 1)` (V.
/// Vovk, A. Gammerman, G. Shafer, *Algorithmic Learning in a Random World*, 2005): of rows like the
/// calibration rows, a share of at most α has a p-value of at most α.
///
/// Immutable and safe for use by many threads.
public final class Calibration {
  /// The key of a calibration in the metadata of a model.
  public static final String KEY = "calibration";

  /// So many scores of calibration rows are kept at most.
  public static final int MOST_ROWS = 10_000;

  /// The share of usual rows that are flagged, unless another one is chosen.
  public static final double DEFAULT_ALARM_RATE = 0.01;

  /// A rate such as 1/49 is a little less than it is written as.
  private static final double ROUNDING = 1e-12;

  private final String source;
  private final double[] columnErrors;
  private final CodeDistance code;
  private final double reconstructionMean;
  private final double codeMean;
  private final Map<ScoreKind, float[]> scores;

  /// @param source which rows they were, as a user is told, such as `calibration rows`
  /// @param columnErrors what the error of each column is divided by, above 0; NaN of a column
  ///   without inputs. Images have one
  /// @param code how far a code is from those of the training rows
  /// @param reconstructionMean the mean of [ScoreKind#RECONSTRUCTION] over the rows
  /// @param codeMean the mean of [ScoreKind#CODE]
  /// @param scores of the rows, by each kind, in any order; copied
  /// @throws IllegalArgumentException if a number is none, in one line
  public Calibration(
      String source,
      double[] columnErrors,
      CodeDistance code,
      double reconstructionMean,
      double codeMean,
      Map<ScoreKind, float[]> scores) {
    this.source = source;
    this.columnErrors = columnErrors.clone();
    this.code = code;
    this.reconstructionMean =
        positive("the mean of the reconstructions' scores", reconstructionMean);
    this.codeMean = positive("the mean of the codes' scores", codeMean);
    this.scores = new EnumMap<>(ScoreKind.class);
    for (double error : columnErrors) {
      if (!Double.isNaN(error)) {
        positive("the error of a column", error);
      }
    }
    int rows = -1;
    for (ScoreKind kind : ScoreKind.values()) {
      float[] own = scores.get(kind);
      if (own == null || own.length == 0 || (rows >= 0 && own.length != rows)) {
        throw new IllegalArgumentException("a calibration has the scores of each row by each kind");
      }
      rows = own.length;
      float[] sorted = own.clone();
      Arrays.sort(sorted);
      // NaN is sorted last.
      if (!(sorted[0] >= 0) || Float.isNaN(sorted[rows - 1])) {
        throw new IllegalArgumentException(
            "a calibration has a score that is no number of at least 0");
      }
      this.scores.put(kind, sorted);
    }
  }

  private static double positive(String name, double number) {
    if (!(number > 0) || Double.isInfinite(number)) {
      throw new IllegalArgumentException(name + " must be a number above 0, got " + number);
    }
    return number;
  }

  /// The calibration that a model's metadata have, if they have one.
  ///
  /// @throws IllegalArgumentException if it is damaged, in one line
  public static Optional<Calibration> find(Map<String, String> metadata) {
    return Optional.ofNullable(metadata.get(KEY)).map(CalibrationJson::read);
  }

  /// The text that [#find(Map)] reads.
  public String toJson() {
    return CalibrationJson.write(this);
  }

  /// Which rows they were, such as `calibration rows`.
  public String source() {
    return source;
  }

  /// How many rows have scores.
  public int rows() {
    return scores(ScoreKind.BOTH).length;
  }

  /// What the error of each column is divided by; NaN of a column without inputs. A copy.
  public double[] columnErrors() {
    return columnErrors.clone();
  }

  /// How many columns there are.
  int columns() {
    return columnErrors.length;
  }

  /// How far a code is from those of the training rows.
  public CodeDistance code() {
    return code;
  }

  /// The mean over the calibration rows of a kind that is not both.
  ///
  /// @throws IllegalArgumentException if it is both
  public double mean(ScoreKind kind) {
    if (kind == ScoreKind.BOTH) {
      throw new IllegalArgumentException("both kinds have a mean each");
    }
    return kind == ScoreKind.CODE ? codeMean : reconstructionMean;
  }

  /// The scores of the rows, in ascending order; not a copy, to be left unchanged.
  public float[] scores(ScoreKind kind) {
    float[] found = scores.get(kind);
    if (found == null) {
      throw new IllegalArgumentException("there are no scores by " + kind);
    }
    return found;
  }

  /// What a column's error is of the error that is usual for it.
  ///
  /// @param column its place
  double ofUsual(int column, double error) {
    return error / columnErrors[column];
  }

  /// The score by the reconstruction.
  ///
  /// @param errors of the columns, NaN where one does not count; not modified
  /// @return 0 if none counts
  double reconstruction(double[] errors) {
    return reconstruction(errors, columnErrors);
  }

  /// The same where the calibration is being made.
  ///
  /// @param usual what each column's error is divided by
  public static double reconstruction(double[] errors, double[] usual) {
    double sum = 0;
    int counted = 0;
    for (int i = 0; i < errors.length; i++) {
      if (!Double.isNaN(errors[i])) {
        sum += errors[i] / usual[i];
        counted++;
      }
    }
    return counted == 0 ? 0 : sum / counted;
  }

  /// The score by both.
  ///
  /// @param byReconstruction see [ScoreKind#RECONSTRUCTION]
  /// @param byCode see [ScoreKind#CODE]
  double both(double byReconstruction, double byCode) {
    return both(byReconstruction, reconstructionMean, byCode, codeMean);
  }

  /// The same where the calibration is being made.
  ///
  /// @param reconstructionMean the mean of the first over the calibration rows
  /// @param codeMean the mean of the other
  public static double both(
      double byReconstruction, double reconstructionMean, double byCode, double codeMean) {
    return byReconstruction / reconstructionMean + ScoreKind.CODE_SHARE * (byCode / codeMean);
  }

  /// The p-value of a score. NaN counts as greater than every other one.
  public double pValue(ScoreKind kind, float score) {
    float[] sorted = scores(kind);
    int below = 0;
    int end = sorted.length;
    while (below < end) {
      int middle = (below + end) >>> 1;
      if (!(sorted[middle] >= score)) {
        below = middle + 1;
      } else {
        end = middle;
      }
    }
    return (1.0 + sorted.length - below) / (sorted.length + 1.0);
  }

  /// How many calibration rows an alarm rate needs.
  ///
  /// @param alarmRate in (0, 1)
  public static int rowsFor(double alarmRate) {
    return (int) Math.min(Integer.MAX_VALUE, Math.ceil((1 - ROUNDING) / alarmRate) - 1);
  }

  /// The score above which a row is flagged; empty if there are too few calibration rows.
  ///
  /// @param alarmRate the share of usual rows that may be flagged, in [0, 1); with 0 none is
  /// @throws IllegalArgumentException if it is not
  public OptionalDouble threshold(ScoreKind kind, double alarmRate) {
    if (!(alarmRate >= 0 && alarmRate < 1)) {
      throw new IllegalArgumentException(
          "the alarm rate must be at least 0 and below 1, got " + alarmRate);
    }
    if (alarmRate == 0) {
      return OptionalDouble.of(Double.POSITIVE_INFINITY);
    }
    float[] sorted = scores(kind);
    int flagged = (int) Math.floor(alarmRate * (sorted.length + 1) * (1 + ROUNDING));
    return flagged < 1
        ? OptionalDouble.empty()
        : OptionalDouble.of(sorted[sorted.length - Math.min(flagged, sorted.length)]);
  }
}
