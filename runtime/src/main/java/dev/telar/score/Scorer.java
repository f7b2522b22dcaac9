package dev.telar.score;

import dev.telar.format.FormatException;
import dev.telar.format.ModelFile;
import dev.telar.internal.Printable;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.preparation.CategoryColumn;
import dev.telar.preparation.Preparation;
import dev.telar.preparation.PreparedColumn;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Scores rows with a model: how strange they are, and why.
///
/// ```java
/// Scorer scorer = Scorer.load(Path.of("model.safetensors"));
/// RowScore row = scorer.score(Map.of("pressure", 3.1, "pump", "north"));
/// double p = scorer.pValue(ScoreKind.BOTH, row);
/// List<Reason> why = scorer.why(row, Map.of("pressure", 3.1, "pump", "north"), 3);
/// ```
///
/// Immutable and safe for use by many threads: each keeps what it computes with for itself.
public final class Scorer {
  private static final double[] NO_CELLS = {};

  private final Autoencoder model;
  private final ForwardPass forward;
  private final Optional<Preparation> preparation;
  private final Optional<Calibration> calibration;
  private final @Nullable RowReader reader;
  private final ThreadLocal<Scratch> scratch;

  /// What a thread computes with. It knows no scorer: that would be kept for as long as the thread.
  private static final class Scratch {
    final float[] inputs;
    final float[][] outputs;
    final double[] code;
    final double[] cells;

    Scratch(ForwardPass forward, Architecture architecture, int columns) {
      this.inputs = new float[architecture.inputs()];
      this.outputs = forward.outputs();
      this.code = new double[architecture.codeWidth()];
      this.cells = new double[columns];
    }
  }

  private Scorer(ModelFile file) {
    this.model = file.model();
    this.forward = new ForwardPass(model);
    this.preparation = Preparation.find(file.metadata());
    this.calibration = Calibration.find(file.metadata());
    this.reader = preparation.map(RowReader::new).orElse(null);
    int columns = preparation.map(known -> known.columns().size()).orElse(1);
    this.scratch =
        ThreadLocal.withInitial(() -> new Scratch(forward, model.architecture(), columns));
    if (preparation.isPresent() && preparation.get().count() != model.architecture().inputs()) {
      throw new IllegalArgumentException(
          "the model has %d inputs, the preparation of its columns %d"
              .formatted(model.architecture().inputs(), preparation.get().count()));
    }
    if (calibration.isPresent()
        && (calibration.get().columns() != columns
            || calibration.get().code().width() != model.architecture().codeWidth())) {
      throw new IllegalArgumentException(
          "the calibration is of %d columns and a code of %d, the model of %d and %d"
              .formatted(
                  calibration.get().columns(),
                  calibration.get().code().width(),
                  columns,
                  model.architecture().codeWidth()));
    }
    calibration.ifPresent(known -> checkErrors(known.columnErrors()));
  }

  private void checkErrors(double[] errors) {
    for (int i = 0; i < errors.length; i++) {
      boolean counts = preparation.isEmpty() || preparation.get().columns().get(i).width() > 0;
      if (counts && Double.isNaN(errors[i])) {
        String name =
            preparation.isEmpty()
                ? "images"
                : "the column " + preparation.get().columns().get(i).name();
        throw new IllegalArgumentException(
            "the calibration does not say which error is usual for " + Printable.line(name));
      }
    }
  }

  /// Loads a model from its file.
  ///
  /// @throws FormatException if it is bad, in one line
  /// @throws IOException if it cannot be read
  public static Scorer load(Path file) throws IOException {
    return of(ModelFile.read(file), file.toString());
  }

  /// Loads a model from the bytes of its file.
  ///
  /// @param content not modified
  /// @param source what messages call it
  /// @throws FormatException if it is bad, in one line
  public static Scorer load(byte[] content, String source) throws FormatException {
    return of(ModelFile.read(content, source), source);
  }

  private static Scorer of(ModelFile file, String source) throws FormatException {
    try {
      return new Scorer(file);
    } catch (IllegalArgumentException e) {
      var problem = new FormatException(source, 0, String.valueOf(e.getMessage()));
      problem.initCause(e);
      throw problem;
    }
  }

  /// Scores with a model that has been read.
  ///
  /// @throws IllegalArgumentException if what its metadata tell does not fit it, in one line
  public static Scorer of(ModelFile file) {
    return new Scorer(file);
  }

  /// The model.
  public Autoencoder model() {
    return model;
  }

  /// What becomes of a table's columns; empty if the model is one of images.
  public Optional<Preparation> preparation() {
    return preparation;
  }

  /// Which scores are usual; empty if the model does not know.
  public Optional<Calibration> calibration() {
    return calibration;
  }

  private Preparation table() {
    return preparation.orElseThrow(
        () -> new IllegalStateException("the model is not one of a table; score its inputs"));
  }

  /// Scores a row by its columns' names. A column that is not named is a missing cell; names that
  /// the model does not know are left aside.
  ///
  /// Dates are those of `java.time`, `java.util.Date`, or text such as `2026-03-01T12:30`; without
  /// a zone they are in UTC.
  ///
  /// @param row numbers, [Boolean], text, dates, or null for a missing cell
  /// @throws IllegalArgumentException if a cell is of another kind than its column, in one line
  /// @throws IllegalStateException if the model is not one of a table
  public RowScore score(Map<String, ?> row) {
    Preparation columns = table();
    double[] cells = scratch.get().cells;
    for (int i = 0; i < cells.length; i++) {
      cells[i] = reader().cell(i, row.get(columns.columns().get(i).name()));
    }
    return scoreCells(cells);
  }

  /// Scores a row by its columns' places in [Preparation#columns()].
  ///
  /// @param row (columns); see [#score(Map)]; not modified
  /// @throws IllegalArgumentException if there are not as many, or a cell is of another kind than
  ///   its column, in one line
  /// @throws IllegalStateException if the model is not one of a table
  public RowScore score(@Nullable Object... row) {
    checkColumns(row.length);
    double[] cells = scratch.get().cells;
    for (int i = 0; i < cells.length; i++) {
      cells[i] = reader().cell(i, row[i]);
    }
    return scoreCells(cells);
  }

  private RowReader reader() {
    if (reader == null) {
      throw new IllegalStateException("the model is not one of a table; score its inputs");
    }
    return reader;
  }

  /// Scores a row by its cells; see [PreparedColumn].
  ///
  /// @param cells (columns), NaN where one is missing; not modified
  /// @throws IllegalArgumentException if there are not as many, or one is no level of its column
  /// @throws IllegalStateException if the model is not one of a table
  public RowScore scoreCells(double[] cells) {
    Preparation columns = table();
    checkColumns(cells.length);
    Scratch own = scratch.get();
    for (int i = 0; i < cells.length; i++) {
      PreparedColumn column = columns.columns().get(i);
      if (column instanceof CategoryColumn levels) {
        checkLevel(levels, cells[i]);
      }
      column.encode(cells[i], own.inputs, columns.first(i));
    }
    return score(own.inputs, cells, own);
  }

  private void checkColumns(int given) {
    if (given != table().columns().size()) {
      throw new IllegalArgumentException(
          "a row has %d columns, got %d".formatted(table().columns().size(), given));
    }
  }

  /// Any other number would be written into the next column's inputs.
  private static void checkLevel(CategoryColumn column, double cell) {
    int places = column.levels().size() + (column.other() ? 1 : 0);
    if (cell < 0 || cell >= places) {
      throw new IllegalArgumentException(
          "the column %s has %d levels, got the place %s"
              .formatted(Printable.line(column.name()), places, cell));
    }
  }

  /// Scores a row by what the network sees: an image's pixels, or a table's prepared values, of
  /// which none is missing.
  ///
  /// @param inputs (inputs); not modified
  /// @throws IllegalArgumentException if there are not as many
  public RowScore score(float[] inputs) {
    if (inputs.length != model.architecture().inputs()) {
      throw new IllegalArgumentException(
          "the model has %d inputs, got %d"
              .formatted(model.architecture().inputs(), inputs.length));
    }
    return score(inputs, NO_CELLS, scratch.get());
  }

  private RowScore score(float[] inputs, double[] cells, Scratch own) {
    forward.run(inputs, own.outputs);
    float[] reconstruction = own.outputs[own.outputs.length - 1].clone();
    float[] code = own.outputs[forward.code()].clone();
    double[] errors =
        preparation.isPresent()
            ? errors(preparation.get(), inputs, cells, reconstruction)
            : new double[] {strange(meanSquare(inputs, reconstruction))};
    if (calibration.isEmpty()) {
      float mean = (float) mean(errors);
      return new RowScore(mean, Float.NaN, mean, errors, code, reconstruction);
    }
    Calibration known = calibration.get();
    double byReconstruction = known.reconstruction(errors);
    double byCode = strange(known.code().of(code, own.code));
    return new RowScore(
        (float) byReconstruction,
        (float) byCode,
        (float) known.both(byReconstruction, byCode),
        errors,
        code,
        reconstruction);
  }

  /// A network whose numbers overflow gives NaN, of a row that is as strange as can be.
  private static double strange(double error) {
    return Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
  }

  private static double[] errors(
      Preparation columns, float[] inputs, double[] cells, float[] reconstruction) {
    double[] errors = new double[columns.columns().size()];
    for (int i = 0; i < errors.length; i++) {
      // Of prepared values none is missing.
      boolean counts = columns.counts(i, cells.length == 0 ? 0 : cells[i]);
      errors[i] = counts ? strange(columns.error(i, inputs, reconstruction)) : Double.NaN;
    }
    return errors;
  }

  private static double meanSquare(float[] inputs, float[] reconstruction) {
    double sum = 0;
    for (int i = 0; i < inputs.length; i++) {
      double difference = reconstruction[i] - (double) inputs[i];
      sum += difference * difference;
    }
    return sum / inputs.length;
  }

  private static double mean(double[] errors) {
    double sum = 0;
    int counted = 0;
    for (double error : errors) {
      if (!Double.isNaN(error)) {
        sum += error;
        counted++;
      }
    }
    return counted == 0 ? 0 : sum / counted;
  }

  /// The p-value of a row.
  ///
  /// @throws IllegalStateException if the model has no calibration
  public double pValue(ScoreKind kind, RowScore row) {
    return calibration
        .orElseThrow(() -> new IllegalStateException("the model has no calibration"))
        .pValue(kind, row.by(kind));
  }

  /// The columns that add most to the score by the reconstruction, the first one most. Columns that
  /// are reconstructed as well as usual, or better, are none.
  ///
  /// @param row what was found of the cells
  /// @param cells (columns) of the row; see [PreparedColumn]
  /// @param most so many at most
  /// @throws IllegalArgumentException if there are not as many cells
  /// @throws IllegalStateException if the model is not one of a table
  public List<Reason> why(RowScore row, double[] cells, int most) {
    Preparation columns = table();
    checkColumns(cells.length);
    double[] parts = new double[row.errors().length];
    for (int i = 0; i < parts.length; i++) {
      parts[i] =
          calibration.isPresent() ? calibration.get().ofUsual(i, row.errors()[i]) : row.errors()[i];
    }
    List<Reason> reasons = new ArrayList<>();
    IntStream.range(0, parts.length)
        .filter(i -> parts[i] > (calibration.isPresent() ? 1 : 0))
        .boxed()
        .sorted(Comparator.<Integer>comparingDouble(i -> -parts[i]))
        .map(i -> reason(columns.columns().get(i), columns.first(i), row, cells[i], parts[i]))
        .filter(reason -> !reason.observed().equals(reason.expected()))
        .limit(most)
        .forEach(reasons::add);
    return reasons;
  }

  private static Reason reason(
      PreparedColumn column, int first, RowScore row, double cell, double part) {
    double expected = column.decode(row.reconstruction(), first);
    return new Reason(column.name(), column.text(cell), ExpectedText.of(column, expected), part);
  }

  /// The same of a row by its columns' names.
  ///
  /// @param values see [#score(Map)]
  public List<Reason> why(RowScore row, Map<String, ?> values, int most) {
    double[] cells = new double[table().columns().size()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = reader().cell(i, values.get(table().columns().get(i).name()));
    }
    return why(row, cells, most);
  }
}
