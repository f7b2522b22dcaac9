package dev.telar.measure;

import dev.telar.data.Batch;
import dev.telar.data.Batches;
import dev.telar.engine.Engine;
import dev.telar.preparation.CategoryColumn;
import dev.telar.preparation.PreparedColumn;
import dev.telar.table.TableSamples;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// How well a model reconstructs each column of a table, dropout off. A column's error is that of
/// [dev.telar.preparation.Preparation]: the mean of all columns' errors is the error of the model,
/// where no cell is missing. Immutable.
public final class ColumnErrors {
  /// A cell and what a model makes of it.
  ///
  /// @param column its place in the preparation
  /// @param observed as it is in the table
  /// @param expected what the model reconstructs, in the table's units
  /// @param error of the cell
  /// @param counts whether it counts; a missing one does not, unless that is a level of its own
  public record Cell(int column, String observed, String expected, double error, boolean counts) {}

  /// How often one level was taken for another.
  ///
  /// @param observed the level that it is
  /// @param expected the level that the model finds likeliest
  /// @param rows how often
  public record Confusion(String observed, String expected, long rows) {}

  private final double[] errors;
  private final double[] weights;
  private final List<Map<Long, long[]>> pairs;
  private final TableSamples samples;

  private ColumnErrors(TableSamples samples) {
    this.samples = samples;
    int columns = samples.preparation().columns().size();
    this.errors = new double[columns];
    this.weights = new double[columns];
    this.pairs = new ArrayList<>();
    for (int i = 0; i < columns; i++) {
      pairs.add(new HashMap<>());
    }
  }

  /// Measures a model, in one pass over the samples, in their order.
  ///
  /// @throws InterruptedException if the thread is interrupted
  public static ColumnErrors of(Engine engine, TableSamples samples) throws InterruptedException {
    return of(engine, samples, Diagnosis.allRows(samples));
  }

  /// The same of some rows.
  ///
  /// @param rows of the samples; not modified
  public static ColumnErrors of(Engine engine, TableSamples samples, int[] rows)
      throws InterruptedException {
    var measured = new ColumnErrors(samples);
    int width = samples.width();
    float[] reconstructions = new float[engine.maxBatch() * width];
    float[] row = new float[width];
    float[] own = new float[width];
    for (Batch batch : new Batches(samples, rows, engine.maxBatch())) {
      Diagnosis.checkInterrupt();
      engine.reconstruct(batch, reconstructions);
      for (int r = 0; r < batch.size(); r++) {
        batch.read(r, row);
        System.arraycopy(reconstructions, r * width, own, 0, width);
        measured.add(batch.row(r), row, own);
      }
    }
    return measured;
  }

  /// Measures one reconstruction, whatever the row: the mean of other rows is what a model is to be
  /// better than.
  ///
  /// @param reconstruction (width); not modified
  /// @throws IllegalArgumentException if it is not as wide as the samples
  public static ColumnErrors of(float[] reconstruction, TableSamples samples) {
    if (reconstruction.length != samples.width()) {
      throw new IllegalArgumentException(
          "a reconstruction of %d values, the samples have %d"
              .formatted(reconstruction.length, samples.width()));
    }
    var measured = new ColumnErrors(samples);
    float[] row = new float[samples.width()];
    for (int i = 0; i < samples.rows(); i++) {
      samples.read(i, row);
      measured.add(i, row, reconstruction);
    }
    return measured;
  }

  private void add(int row, float[] values, float[] reconstruction) {
    double weight = samples.rowWeight(row);
    List<PreparedColumn> columns = samples.preparation().columns();
    for (int i = 0; i < errors.length; i++) {
      PreparedColumn column = columns.get(i);
      if (column.width() == 0) {
        continue;
      }
      double cell = samples.cell(row, i);
      if (!samples.preparation().counts(i, cell)) {
        continue;
      }
      int first = samples.preparation().first(i);
      errors[i] += weight * samples.preparation().error(i, values, reconstruction);
      weights[i] += weight;
      if (column instanceof CategoryColumn category) {
        long observed = place(category, cell);
        long expected = place(category, category.decode(reconstruction, first));
        pairs.get(i).computeIfAbsent(observed << Integer.SIZE | expected, _ -> new long[1])[0]++;
      }
    }
  }

  private static long place(CategoryColumn column, double cell) {
    return Double.isNaN(cell) ? column.width() - 1L : (long) cell;
  }

  /// The cells of a row that a network sees, and what a model makes of them, the largest error
  /// first.
  ///
  /// @param reconstruction (width) of the row
  public static List<Cell> ofRow(TableSamples samples, int row, float[] reconstruction) {
    float[] values = new float[samples.width()];
    samples.read(row, values);
    List<Cell> cells = new ArrayList<>();
    List<PreparedColumn> columns = samples.preparation().columns();
    for (int i = 0; i < columns.size(); i++) {
      PreparedColumn column = columns.get(i);
      if (column.width() > 0) {
        int first = samples.preparation().first(i);
        double cell = samples.cell(row, i);
        cells.add(
            new Cell(
                i,
                samples.text(row, i),
                column.text(column.decode(reconstruction, first)),
                samples.preparation().error(i, values, reconstruction),
                samples.preparation().counts(i, cell)));
      }
    }
    cells.sort(
        Comparator.comparing(Cell::counts)
            .reversed()
            .thenComparing(Comparator.comparingDouble(Cell::error).reversed()));
    return Collections.unmodifiableList(cells);
  }

  /// The mean error of a column over the rows whose cell counts; NaN if there are none.
  ///
  /// @param column its place in the preparation
  public double error(int column) {
    return weights[column] > 0 ? errors[column] / weights[column] : Double.NaN;
  }

  /// The places of the columns that have inputs, the one with the largest error first, those
  /// without a row that counts last.
  public List<Integer> worstFirst() {
    List<PreparedColumn> columns = samples.preparation().columns();
    return IntStream.range(0, errors.length)
        .filter(column -> columns.get(column).width() > 0)
        .boxed()
        .sorted(
            Comparator.comparingDouble(
                column -> Double.isNaN(error(column)) ? Double.POSITIVE_INFINITY : -error(column)))
        .toList();
  }

  /// Which levels of a category were taken for which, themselves among them, the most frequent
  /// first.
  ///
  /// @param column its place in the preparation; of another kind there are none
  public List<Confusion> confusions(int column) {
    if (!(samples.preparation().columns().get(column) instanceof CategoryColumn category)) {
      return List.of();
    }
    return pairs.get(column).entrySet().stream()
        .map(pair ->
            new Confusion(
                text(category, pair.getKey() >>> Integer.SIZE),
                text(category, pair.getKey() & 0xffff_ffffL),
                pair.getValue()[0]))
        .sorted(
            Comparator.comparingLong(Confusion::rows)
                .reversed()
                .thenComparing(Confusion::observed)
                .thenComparing(Confusion::expected))
        .toList();
  }

  private static String text(CategoryColumn column, long place) {
    boolean missing = column.missing() && place == column.width() - 1;
    return column.text(missing ? Double.NaN : place);
  }
}
