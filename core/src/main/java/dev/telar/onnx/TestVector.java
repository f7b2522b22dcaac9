package dev.telar.onnx;

import dev.telar.format.ModelFile;
import dev.telar.onnx.OnnxOptions.Input;
import dev.telar.preparation.CategoryColumn;
import dev.telar.preparation.DateColumn;
import dev.telar.preparation.NumberColumn;
import dev.telar.preparation.Preparation;
import dev.telar.preparation.PreparedColumn;
import dev.telar.score.RowScore;
import dev.telar.score.ScoreKind;
import dev.telar.score.Scorer;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// A few rows with what Telar itself computes of them, kept in a model's file as JSON: `inputs` by
/// their names, and `outputs` by theirs. A missing number is `null`, a missing level `""`.
///
/// The rows follow from the model alone: multiples of a number's scale around its centre, a
/// category's levels in turn, the last but one row all missing, the last one with levels that are
/// not known.
final class TestVector {
  private static final int ROWS = 8;

  /// Wider images have one row, or their file would be mostly this.
  private static final int WIDEST = 4096;

  private static final int MISSING = 6;
  private static final int UNKNOWN = 7;
  private static final double[] STEPS = {0, 1, -1, 0.5, -2, 3, 0, 0.25};
  private static final float BYTES = 255;

  private final Scorer scorer;
  private final Input input;

  /// Of each row, as [PreparedColumn] has them; of images none.
  private final List<double[]> cells = new ArrayList<>();

  /// Of each row, as the network sees them.
  private final List<float[]> values = new ArrayList<>();

  private final List<RowScore> scores = new ArrayList<>();

  /// @throws IllegalArgumentException if what the model's metadata tell does not fit it
  TestVector(ModelFile file, Input input) {
    this.scorer = Scorer.of(file);
    this.input = input;
    int width = file.model().architecture().inputs();
    Optional<Preparation> preparation = scorer.preparation();
    int count = preparation.isPresent() || width <= WIDEST ? ROWS : 1;
    for (int row = 0; row < count; row++) {
      if (preparation.isPresent()) {
        double[] own = cells(preparation.get(), row);
        cells.add(own);
        values.add(values(preparation.get(), own));
        scores.add(scorer.scoreCells(own));
      } else {
        values.add(pixels(width, row));
        scores.add(scorer.score(values.get(row)));
      }
    }
  }

  private double[] cells(Preparation preparation, int row) {
    List<PreparedColumn> columns = preparation.columns();
    double[] own = new double[columns.size()];
    for (int i = 0; i < own.length; i++) {
      PreparedColumn column = columns.get(i);
      double cell = row == MISSING ? Double.NaN : cell(column, row, i);
      // A prepared row does not tell of all missing cells.
      boolean told =
          input == Input.CELLS || column.learnsMissing() || TableNodes.tellsMissing(column);
      own[i] = Double.isNaN(cell) && !told ? cell(column, 0, i) : cell;
    }
    return own;
  }

  private static double cell(PreparedColumn column, int row, int place) {
    double step = STEPS[(row + place) % STEPS.length];
    if (column instanceof NumberColumn number) {
      return number.centre() + step * number.scale();
    }
    if (column instanceof DateColumn date) {
      return Math.rint(date.time().centre() + step * date.time().scale());
    }
    if (column instanceof CategoryColumn category) {
      return row == UNKNOWN || category.levels().isEmpty()
          ? category.unknown()
          : (row + place) % category.levels().size();
    }
    return Double.NaN;
  }

  private static float[] values(Preparation preparation, double[] cells) {
    float[] values = new float[preparation.count()];
    for (int i = 0; i < cells.length; i++) {
      preparation.columns().get(i).encode(cells[i], values, preparation.first(i));
    }
    return values;
  }

  /// An image's, each a byte / 255; the first one is black.
  private static float[] pixels(int width, int row) {
    float[] pixels = new float[width];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (i % 251 * row * 37) % 256 / BYTES;
    }
    return pixels;
  }

  /// The JSON.
  ///
  /// @param inputs the names of a table's inputs, in the order of its columns; otherwise one name
  String json(List<String> inputs) {
    var text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeObjectPropertyStart("inputs");
      if (scorer.preparation().isPresent() && input == Input.CELLS) {
        writeCells(json, scorer.preparation().get(), inputs);
      } else {
        json.writeName(inputs.get(0));
        writeRows(json, values, input == Input.BYTES);
      }
      json.writeEndObject();
      json.writeObjectPropertyStart("outputs");
      json.writeName(OnnxModel.CODE);
      writeRows(json, scores.stream().map(RowScore::code).toList(), false);
      json.writeName(OnnxModel.RECONSTRUCTION);
      writeRows(json, scores.stream().map(RowScore::reconstruction).toList(), false);
      writeErrors(json);
      writeScores(json);
      json.writeEndObject();
      json.writeEndObject();
    }
    return text.toString();
  }

  private void writeCells(JsonGenerator json, Preparation preparation, List<String> inputs) {
    int next = 0;
    for (int i = 0; i < preparation.columns().size(); i++) {
      PreparedColumn column = preparation.columns().get(i);
      if (column.width() > 0) {
        json.writeArrayPropertyStart(inputs.get(next++));
        for (int row = 0; row < cells.size(); row++) {
          writeCell(json, column, cells.get(row)[i], row == UNKNOWN);
        }
        json.writeEndArray();
      }
    }
  }

  private static void writeCell(
      JsonGenerator json, PreparedColumn column, double cell, boolean unknown) {
    if (column instanceof CategoryColumn category) {
      boolean known = cell < category.levels().size();
      if (!known && (unknown || !Double.isNaN(cell))) {
        json.writeString(unknown(category));
      } else {
        json.writeString(known ? category.levels().get((int) cell) : "");
      }
    } else if (Double.isNaN(cell)) {
      json.writeNull();
    } else {
      json.writeNumber(cell);
    }
  }

  private static String unknown(CategoryColumn category) {
    var text = new StringBuilder("not known");
    while (category.levels().contains(text.toString())) {
      text.append('?');
    }
    return text.toString();
  }

  private static void writeRows(JsonGenerator json, List<float[]> rows, boolean bytes) {
    json.writeStartArray();
    for (float[] row : rows) {
      json.writeStartArray();
      for (float value : row) {
        if (bytes) {
          json.writeNumber(Math.round(value * BYTES));
        } else {
          json.writeNumber(value);
        }
      }
      json.writeEndArray();
    }
    json.writeEndArray();
  }

  private void writeErrors(JsonGenerator json) {
    Optional<Preparation> preparation = scorer.preparation();
    if (preparation.isPresent()) {
      json.writeArrayPropertyStart(ErrorNodes.COLUMN_ERRORS);
      for (RowScore score : scores) {
        json.writeStartArray();
        for (int i = 0; i < score.errors().length; i++) {
          if (preparation.get().columns().get(i).width() > 0) {
            json.writeNumber(Double.isNaN(score.errors()[i]) ? 0 : score.errors()[i]);
          }
        }
        json.writeEndArray();
      }
      json.writeEndArray();
    }
    write(
        json,
        ErrorNodes.ERROR,
        score ->
            Arrays.stream(score.errors())
                .filter(error -> !Double.isNaN(error))
                .average()
                .orElse(0));
  }

  private void writeScores(JsonGenerator json) {
    scorer
        .calibration()
        .ifPresent(calibration -> {
          write(json, ScoreNodes.SCORE, RowScore::score);
          write(json, ScoreNodes.BY_RECONSTRUCTION, score -> score.by(ScoreKind.RECONSTRUCTION));
          write(json, ScoreNodes.BY_CODE, score -> score.by(ScoreKind.CODE));
          write(json, ScoreNodes.P_VALUE, score -> scorer.pValue(ScoreKind.BOTH, score));
        });
  }

  private void write(JsonGenerator json, String name, ToDoubleFunction<RowScore> number) {
    json.writeArrayPropertyStart(name);
    scores.forEach(score -> json.writeNumber(number.applyAsDouble(score)));
    json.writeEndArray();
  }
}
