package dev.telar.onnx;

import dev.telar.format.ModelFile;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.preparation.CategoryColumn;
import dev.telar.preparation.ColumnKind;
import dev.telar.preparation.DateColumn;
import dev.telar.preparation.DatePart;
import dev.telar.preparation.NumberColumn;
import dev.telar.preparation.Preparation;
import dev.telar.preparation.PreparedColumn;
import dev.telar.preparation.UnusedColumn;
import dev.telar.score.Calibration;
import dev.telar.score.CodeDistance;
import dev.telar.score.ScoreKind;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// Rows of every kind of column, with missing cells, levels that are not known and times of two
/// thousand years: as an ONNX model takes them, and what Telar itself makes of them.
final class MixedTable {
  static final Preparation PREPARATION =
      new Preparation(
          List.of(
              new CategoryColumn(
                  "colour", ColumnKind.CATEGORY, List.of("blue", "green", "red"), true, true),
              new NumberColumn("time", 1.7e9, 1e5, 1.7e9, true),
              new UnusedColumn("row", ColumnKind.ID, Optional.empty()),
              new NumberColumn("a column, number 2", 40, 12, 40.5, false),
              new CategoryColumn("fan", ColumnKind.BOOLEAN, List.of("no", "yes"), false, false),
              new DateColumn(
                  new NumberColumn("day", 1.6e15, 3e14, 1.6e15, true), List.of(DatePart.values())),
              new CategoryColumn(
                  "city", ColumnKind.CATEGORY, List.of("Bern", "Zürich"), true, false),
              new CategoryColumn("shop", ColumnKind.CATEGORY, List.of("a", "b"), false, true),
              new DateColumn(new NumberColumn("since", 0, 1e15, 0, false), List.of()),
              new NumberColumn("error", -1e-3, 1e-4, -1e-3, false)));

  /// The name that an input has whose column is called as an output.
  private static final String RENAMED = "column.error";

  private static final double MICROS_OF_1000_YEARS = 3.15e16;

  final double[][] cells;
  final float[][] values;
  private final Map<String, Object> inputs = new LinkedHashMap<>();

  MixedTable(int rows, long seed) {
    var random = new Random(seed);
    List<PreparedColumn> columns = PREPARATION.columns();
    cells = new double[rows][columns.size()];
    values = new float[rows][PREPARATION.count()];
    for (int i = 0; i < columns.size(); i++) {
      PreparedColumn column = columns.get(i);
      if (column.width() == 0) {
        continue;
      }
      String name = column.name().equals("error") ? RENAMED : column.name();
      if (column instanceof CategoryColumn category) {
        inputs.put(name, levels(category, i, random));
      } else {
        inputs.put(name, numbers(column, i, random));
      }
      for (int row = 0; row < rows; row++) {
        column.encode(cells[row][i], values[row], PREPARATION.first(i));
      }
    }
  }

  private String[][] levels(CategoryColumn category, int place, Random random) {
    String[][] texts = new String[cells.length][1];
    for (int row = 0; row < cells.length; row++) {
      int level = random.nextInt(category.levels().size() + 2) - 2;
      texts[row][0] = level == -2 ? "" : level == -1 ? "purple" : category.levels().get(level);
      cells[row][place] = level == -2 ? Double.NaN : level == -1 ? category.unknown() : level;
    }
    return texts;
  }

  private double[][] numbers(PreparedColumn column, int place, Random random) {
    double[][] numbers = new double[cells.length][1];
    for (int row = 0; row < cells.length; row++) {
      double number;
      if (column instanceof DateColumn date) {
        number =
            Math.rint(
                row % 2 == 0
                    ? date.time().centre() + date.time().scale() * random.nextGaussian()
                    : MICROS_OF_1000_YEARS * random.nextGaussian());
      } else {
        var plain = (NumberColumn) column;
        number = plain.centre() + plain.scale() * random.nextGaussian();
      }
      cells[row][place] = random.nextInt(10) == 0 ? Double.NaN : number;
      numbers[row][0] = cells[row][place];
    }
    return numbers;
  }

  Map<String, Object> inputs() {
    return inputs;
  }

  static Autoencoder model(Architecture architecture) {
    return Autoencoder.initialise(architecture, 7);
  }

  static ModelFile file(Architecture architecture) {
    return new ModelFile(model(architecture), Map.of(Preparation.KEY, PREPARATION.toJson()));
  }

  /// The same with a calibration that is made up, of as many rows.
  static ModelFile calibrated(Architecture architecture, int rows) {
    var random = new Random(11);
    int code = architecture.codeWidth();
    double[] usual = random.doubles(PREPARATION.columns().size(), 0.5, 2).toArray();
    for (int i = 0; i < usual.length; i++) {
      usual[i] = PREPARATION.columns().get(i).width() > 0 ? usual[i] : Double.NaN;
    }
    Map<ScoreKind, float[]> scores = new EnumMap<>(ScoreKind.class);
    for (ScoreKind kind : ScoreKind.values()) {
      float[] own = new float[rows];
      for (int i = 0; i < rows; i++) {
        own[i] = 2 * random.nextFloat();
      }
      scores.put(kind, own);
    }
    var calibration =
        new Calibration(
            "made up",
            usual,
            new CodeDistance(
                random.doubles(code, -1, 1).toArray(),
                random.doubles(code * (code + 1) / 2, -1, 1).toArray()),
            1.25,
            0.75,
            scores);
    return new ModelFile(
        model(architecture),
        Map.of(Preparation.KEY, PREPARATION.toJson(), Calibration.KEY, calibration.toJson()));
  }

  /// Whether a cell counts in errors.
  boolean counts(int row, int column) {
    return !Double.isNaN(cells[row][column]) || PREPARATION.columns().get(column).learnsMissing();
  }
}
