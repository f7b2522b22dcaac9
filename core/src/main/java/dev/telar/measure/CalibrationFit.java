package dev.telar.measure;

import dev.telar.data.Batch;
import dev.telar.data.Batches;
import dev.telar.engine.Engine;
import dev.telar.preparation.Preparation;
import dev.telar.score.Calibration;
import dev.telar.score.CodeDistance;
import dev.telar.score.ScoreKind;
import dev.telar.table.TableSamples;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;

/// Finds which scores are usual to a model. Sums are added in the rows' order, so that neither the
/// engine nor its threads change a bit.
public final class CalibrationFit {
  /// So many training rows say where codes lie.
  private static final int MOST_CODES = 20_000;

  /// A column's error is taken to be at least this much of the median one: a column that is always
  /// reconstructed would outweigh all others.
  private static final double LEAST_ERROR = 0.1;

  private final Engine engine;
  private final Preparation preparation;

  private CalibrationFit(Engine engine, Preparation preparation) {
    this.engine = engine;
    this.preparation = preparation;
  }

  /// Calibrates a model.
  ///
  /// @param trained rows that it was trained on
  /// @param calibration others like them, that it was not trained on; of more than
  ///   [Calibration#MOST_ROWS] some are taken
  /// @param source what to call these
  /// @throws InterruptedException if the thread is interrupted
  public static Calibration of(
      Engine engine, TableSamples trained, TableSamples calibration, String source)
      throws InterruptedException {
    var fit = new CalibrationFit(engine, trained.preparation());
    CodeDistance distance =
        CodeCovariance.of(fit.codes(trained, some(trained.rows(), MOST_CODES))).distance();
    int[] rows = some(calibration.rows(), Calibration.MOST_ROWS);
    double[][] errors = fit.errors(calibration, rows);
    return fit.calibration(source, errors, fit.codes(calibration, rows), distance, usual(errors));
  }

  /// All rows, or so many of them at even distances.
  private static int[] some(int rows, int most) {
    int count = Math.min(rows, most);
    return IntStream.range(0, count).map(i -> (int) ((long) i * rows / count)).toArray();
  }

  private float[][] codes(TableSamples samples, int[] rows) throws InterruptedException {
    int width = engine.architecture().codeWidth();
    float[] batchCodes = new float[engine.maxBatch() * width];
    float[][] codes = new float[rows.length][];
    int next = 0;
    for (Batch batch : new Batches(samples, rows, engine.maxBatch())) {
      Diagnosis.checkInterrupt();
      engine.encode(batch, batchCodes);
      for (int r = 0; r < batch.size(); r++) {
        codes[next++] = Arrays.copyOfRange(batchCodes, r * width, (r + 1) * width);
      }
    }
    return codes;
  }

  /// The errors of each row's columns, NaN of one that does not count.
  private double[][] errors(TableSamples samples, int[] rows) throws InterruptedException {
    int width = samples.width();
    float[] reconstructions = new float[engine.maxBatch() * width];
    float[] row = new float[width];
    float[] own = new float[width];
    double[][] errors = new double[rows.length][preparation.columns().size()];
    int next = 0;
    for (Batch batch : new Batches(samples, rows, engine.maxBatch())) {
      Diagnosis.checkInterrupt();
      engine.reconstruct(batch, reconstructions);
      for (int r = 0; r < batch.size(); r++) {
        batch.read(r, row);
        System.arraycopy(reconstructions, r * width, own, 0, width);
        for (int i = 0; i < errors[next].length; i++) {
          boolean seen = preparation.columns().get(i).width() > 0;
          boolean counts = seen && preparation.counts(i, samples.cell(batch.row(r), i));
          errors[next][i] = counts ? preparation.error(i, row, own) : Double.NaN;
        }
        next++;
      }
    }
    return errors;
  }

  /// The mean error of each column, not below a share of the median one.
  private static double[] usual(double[][] errors) {
    double[] usual = new double[errors[0].length];
    for (int column = 0; column < usual.length; column++) {
      double sum = 0;
      int counted = 0;
      for (double[] row : errors) {
        if (!Double.isNaN(row[column])) {
          sum += row[column];
          counted++;
        }
      }
      usual[column] = counted == 0 ? Double.NaN : sum / counted;
    }
    double[] sorted = Arrays.stream(usual).filter(error -> error > 0).sorted().toArray();
    double least =
        sorted.length == 0
            ? 1
            : Math.max(LEAST_ERROR * sorted[sorted.length / 2], Float.MIN_NORMAL);
    for (int column = 0; column < usual.length; column++) {
      usual[column] = Math.max(usual[column], least); // NaN stays NaN
    }
    return usual;
  }

  private Calibration calibration(
      String source, double[][] errors, float[][] codes, CodeDistance distance, double[] usual) {
    // A column of which no calibration row counts is usual where it is as others are.
    for (int i = 0; i < usual.length; i++) {
      if (Double.isNaN(usual[i]) && preparation.columns().get(i).width() > 0) {
        usual[i] = 1;
      }
    }
    double[] byReconstruction = new double[errors.length];
    double[] byCode = new double[errors.length];
    for (int row = 0; row < errors.length; row++) {
      byReconstruction[row] = Calibration.reconstruction(errors[row], usual);
      byCode[row] = distance.of(codes[row]);
    }
    double reconstructionMean = mean(byReconstruction);
    double codeMean = mean(byCode);
    float[] both = new float[errors.length];
    for (int row = 0; row < both.length; row++) {
      both[row] =
          (float)
              Calibration.both(byReconstruction[row], reconstructionMean, byCode[row], codeMean);
    }
    return new Calibration(
        source,
        usual,
        distance,
        reconstructionMean,
        codeMean,
        Map.of(
            ScoreKind.RECONSTRUCTION,
            floats(byReconstruction),
            ScoreKind.CODE,
            floats(byCode),
            ScoreKind.BOTH,
            both));
  }

  /// 1 where all are 0: nothing is to be divided by.
  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum > 0 ? sum / values.length : 1;
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}
