package dev.telar.study;

import dev.telar.engine.Engine;
import dev.telar.measure.ColumnErrors;
import dev.telar.measure.ReconstructionError;
import dev.telar.measure.SampleErrors;
import dev.telar.preparation.PreparedColumn;
import dev.telar.table.TableSamples;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// How well a study's models reconstruct the columns and the rows of a table, measured on its test
/// rows.
///
/// @param rows all test rows
/// @param mean what the mean of the training rows gives, whatever the row; like all errors of
///   columns over the rows that test errors are measured on
/// @param models one for each width, the first seed's, in ascending order of width
public record TableResults(TableSamples rows, ColumnErrors mean, List<Model> models) {
  /// A model.
  ///
  /// @param columns the error of each column
  /// @param samples the error of each row, of all
  public record Model(ModelResult result, ColumnErrors columns, SampleErrors samples) {}

  /// @throws IllegalArgumentException if there is no model
  public TableResults {
    models = List.copyOf(models);
    if (models.isEmpty()) {
      throw new IllegalArgumentException("the results of no model");
    }
  }

  /// Measures every width's first model; empty if the rows are not those of a table.
  ///
  /// @param threads how many compute; no number depends on it
  /// @throws InterruptedException if the thread is interrupted
  public static Optional<TableResults> of(StudyResult study, TestRows tested, int threads)
      throws InterruptedException {
    if (tested.table().isEmpty()) {
      return Optional.empty();
    }
    TableSamples rows = tested.table().get();
    TableSamples normal = tested.normal() instanceof TableSamples table ? table : rows;
    float[] mean = tested.trainMean(study.trainRows().orElse(Integer.MAX_VALUE));
    List<Model> models = new ArrayList<>();
    for (ModelResult result : study.models()) {
      int batch = ReconstructionError.batchRows(result.model().architecture(), rows.rows());
      try (Engine engine = Engine.open(Engine.Kind.AUTO, result.model(), batch, threads)) {
        models.add(new Model(result, ColumnErrors.of(engine, normal), samples(engine, rows)));
      }
    }
    return Optional.of(new TableResults(rows, ColumnErrors.of(mean, normal), models));
  }

  /// The error of each row.
  ///
  /// @throws InterruptedException if the thread is interrupted
  public static SampleErrors samples(Engine engine, TableSamples rows) throws InterruptedException {
    int[] all = IntStream.range(0, rows.rows()).toArray();
    double[] errors = ReconstructionError.perRow(engine, rows, all);
    return SampleErrors.of(
        DoubleStream.of(errors).map(error -> error / rows.width()).toArray(), rows);
  }

  /// The model with the smallest test error: the one to show where only one can be shown.
  public Model best() {
    return models.stream()
        .min(Comparator.comparingDouble(model -> model.result().testError()))
        .orElseThrow();
  }

  /// A column.
  ///
  /// @param place in the preparation
  public PreparedColumn column(int place) {
    return rows.preparation().columns().get(place);
  }

  /// The places of the columns that the networks see, the largest error of [#best] first; those
  /// without a test row that counts last.
  public List<Integer> columns() {
    return best().columns().worstFirst();
  }
}
