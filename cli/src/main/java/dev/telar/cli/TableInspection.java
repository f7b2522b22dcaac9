package dev.telar.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.telar.cli.InspectionResult.ClassLine;
import dev.telar.cli.InspectionResult.Layer;
import dev.telar.cli.InspectionResult.Network;
import dev.telar.cli.InspectionResult.Unit;
import dev.telar.data.Batch;
import dev.telar.data.Dataset;
import dev.telar.engine.Engine;
import dev.telar.measure.ColumnErrors;
import dev.telar.measure.Diagnosis;
import dev.telar.measure.LayerNorms;
import dev.telar.measure.SampleErrors;
import dev.telar.measure.UnitActivity.State;
import dev.telar.model.Autoencoder;
import dev.telar.preparation.CategoryColumn;
import dev.telar.preparation.NumberColumn;
import dev.telar.preparation.Preparation;
import dev.telar.preparation.PreparedColumn;
import dev.telar.run.Anomalous;
import dev.telar.run.TrainedModel;
import dev.telar.run.TrainedOn;
import dev.telar.study.TableResults;
import dev.telar.study.TestRows;
import dev.telar.table.TableSamples;
import dev.telar.text.RoundedCell;
import dev.telar.train.EpochErrors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// What `telar inspect --json` prints of a model of a table.
///
/// @param ownData whether the model was trained on these data; empty if its file does not say
/// @param testRows with labels that are trained on, where there are others; quantiles, classes, the
///   worst and the best rows are of both
/// @param hiddenUnits those of the code
/// @param activeHiddenUnits how many of them a row activates, on average
/// @param columns that the network sees, the greatest error first
/// @param deadOutputs the names of the outputs that are above 0 for no test row, of an activation
///   that has no gradient there
/// @param warnings a sentence each
record TableInspection(
    String weightsSha256,
    String dataName,
    String dataSha256,
    Optional<Boolean> ownData,
    Network network,
    double testError,
    int testRows,
    @JsonInclude(Include.NON_ABSENT) OptionalInt anomalousRows,
    @JsonInclude(Include.NON_ABSENT) OptionalDouble anomalousTestError,
    List<Unit> hiddenUnits,
    double activeHiddenUnits,
    List<Layer> hiddenLayers,
    Map<String, LayerNorms> norms,
    int gradientRows,
    List<Column> columns,
    List<String> deadOutputs,
    Map<String, Double> quantiles,
    List<ClassLine> classes,
    List<Row> worst,
    List<Row> best,
    List<String> warnings) {
  /// How many mistakes of a column are told, and how many cells of a row.
  private static final int MOST = 20;

  /// A column of the table.
  ///
  /// @param inputs how many it has
  /// @param error in its own terms, see [Preparation]; NaN if no test row has a cell that counts
  /// @param errorShare of the sum of all columns' errors
  /// @param rms of a number, how far reconstructions are off, in the table's unit
  /// @param right of levels, the part of the rows whose level was found
  /// @param confusions of levels, the most frequent mistakes
  record Column(
      String name,
      String kind,
      int inputs,
      double error,
      double errorShare,
      OptionalDouble rms,
      OptionalDouble right,
      List<ColumnErrors.Confusion> confusions) {}

  /// A test row.
  ///
  /// @param index among the test rows, from 0
  /// @param tableRow the row of the table, from 1
  /// @param cells that deviate most
  record Row(int index, int tableRow, String className, double error, List<Cell> cells) {}

  /// A cell, in the table's units.
  record Cell(String column, String observed, String expected, double error) {}

  /// The test rows with labels that are not trained on, if they are told apart.
  Optional<Anomalous> anomalous() {
    return anomalousRows.isPresent() && anomalousTestError.isPresent()
        ? Optional.of(new Anomalous(anomalousRows.getAsInt(), anomalousTestError.getAsDouble()))
        : Optional.empty();
  }

  static TableInspection of(
      TrainedModel trained,
      List<EpochErrors> epochs,
      Dataset data,
      Diagnosis diagnosis,
      Engine engine)
      throws IOException, InterruptedException {
    Autoencoder model = trained.model();
    TrainedOn trainedOn = trained.data();
    var tested = TestRows.of(data);
    var table = (TableSamples) data.test();
    var all = (TableSamples) tested.test();
    SampleErrors errors =
        tested.anomalous() == 0 ? diagnosis.samples() : TableResults.samples(engine, all);
    Optional<Anomalous> anomalous = Anomalous.of(engine, data);
    return new TableInspection(
        model.parameters().sha256(),
        data.name(),
        data.sha256(),
        trainedOn.own(data),
        Network.of(model.architecture()),
        diagnosis.error(),
        table.rows(),
        anomalous.stream().mapToInt(Anomalous::rows).findFirst(),
        anomalous.stream().mapToDouble(Anomalous::testError).findFirst(),
        diagnosis.code().stream().map(Unit::of).toList(),
        diagnosis.activeUnits(),
        InspectionResult.hiddenLayers(model, diagnosis),
        InspectionResult.norms(model, diagnosis),
        Math.min(data.train().rows(), Diagnosis.GRADIENT_ROWS),
        columns(table.preparation(), ColumnErrors.of(engine, table)),
        deadOutputs(table.preparation(), diagnosis),
        InspectionResult.quantiles(errors),
        InspectionResult.classes(tested, errors),
        rows(errors.worst(InspectionResult.TOLD), tested, all, errors, engine),
        rows(errors.best(InspectionResult.TOLD), tested, all, errors, engine),
        ModelWarnings.of(
            diagnosis.error(), InspectionResult.dead(diagnosis), trained, epochs, data));
  }

  private static List<Column> columns(Preparation preparation, ColumnErrors errors) {
    List<PreparedColumn> all = preparation.columns();
    double total =
        IntStream.range(0, all.size())
            .mapToDouble(errors::error)
            .filter(error -> !Double.isNaN(error))
            .sum();
    return errors.worstFirst().stream()
        .map(i -> column(all.get(i), errors.error(i), total, errors.confusions(i)))
        .toList();
  }

  private static Column column(
      PreparedColumn column, double error, double total, List<ColumnErrors.Confusion> pairs) {
    long rows = pairs.stream().mapToLong(ColumnErrors.Confusion::rows).sum();
    long right =
        pairs.stream()
            .filter(pair -> pair.observed().equals(pair.expected()))
            .mapToLong(ColumnErrors.Confusion::rows)
            .sum();
    return new Column(
        column.name(),
        column.kind().toString(),
        column.width(),
        error,
        total == 0 ? 0 : error / total,
        column instanceof NumberColumn number
            ? OptionalDouble.of(number.rms(error))
            : OptionalDouble.empty(),
        column instanceof CategoryColumn && rows > 0
            ? OptionalDouble.of((double) right / rows)
            : OptionalDouble.empty(),
        pairs.stream()
            .filter(pair -> !pair.observed().equals(pair.expected()))
            .limit(MOST)
            .toList());
  }

  private static List<String> deadOutputs(Preparation preparation, Diagnosis diagnosis) {
    List<String> names = preparation.inputs();
    return diagnosis.outputs(State.DEAD).stream().map(names::get).toList();
  }

  private static List<Row> rows(
      List<Integer> told, TestRows tested, TableSamples table, SampleErrors errors, Engine engine) {
    int width = table.width();
    float[] out = new float[engine.maxBatch() * width];
    List<Row> rows = new ArrayList<>();
    for (int row : told) {
      engine.reconstruct(new Batch(table, new int[] {row}, 0, 1), out);
      rows.add(
          new Row(
              row,
              table.tableRow(row) + 1,
              tested.className(row),
              errors.of(row),
              cells(table, row, Arrays.copyOf(out, width))));
    }
    return List.copyOf(rows);
  }

  private static List<Cell> cells(TableSamples table, int row, float[] reconstruction) {
    Preparation preparation = table.preparation();
    return ColumnErrors.ofRow(table, row, reconstruction).stream()
        .filter(ColumnErrors.Cell::counts)
        .limit(MOST)
        .map(cell -> {
          PreparedColumn column = preparation.columns().get(cell.column());
          double expected = column.decode(reconstruction, preparation.first(cell.column()));
          return new Cell(
              column.name(), cell.observed(), RoundedCell.text(column, expected), cell.error());
        })
        .toList();
  }
}
