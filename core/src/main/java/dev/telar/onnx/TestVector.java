package dev.telar.onnx;

import dev.telar.model.Autoencoder;
import dev.telar.onnx.OnnxOptions.Input;
import dev.telar.preparation.CategoryColumn;
import dev.telar.preparation.DateColumn;
import dev.telar.preparation.NumberColumn;
import dev.telar.preparation.Preparation;
import dev.telar.preparation.PreparedColumn;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// A few rows with what Telar itself computes of them, kept in a model's file as JSON: `inputs` by
/// their columns, or `rows` of floats or bytes, then `code`, `reconstruction`, `column_errors` of a
/// table, and `error`. A missing number is `null`, a missing level `""`.
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

  private final Optional<Preparation> preparation;
  private final Input input;

  /// Of each row, as [PreparedColumn] has them; of images none.
  private final List<double[]> cells = new ArrayList<>();

  private final List<float[]> values = new ArrayList<>();
  private final List<float[]> codes = new ArrayList<>();
  private final List<float[]> reconstructions = new ArrayList<>();

  TestVector(Autoencoder model, Optional<Preparation> preparation, Input input) {
    this.preparation = preparation;
    this.input = input;
    int width = model.architecture().inputs();
    int count = preparation.isPresent() || width <= WIDEST ? ROWS : 1;
    for (int row = 0; row < count; row++) {
      cells.add(preparation.isPresent() ? cells(preparation.get(), row) : new double[0]);
      values.add(
          preparation.isPresent() ? values(preparation.get(), cells.get(row)) : pixels(width, row));
      codes.add(model.encode(values.get(row)));
      reconstructions.add(model.decode(codes.get(row)));
    }
  }

  /// The JSON.
  String json() {
    var text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      if (preparation.isPresent() && input == Input.CELLS) {
        writeCells(json, preparation.get());
      } else {
        json.writeName("rows");
        writeRows(json, values, input == Input.BYTES);
      }
      json.writeName("code");
      writeRows(json, codes, false);
      json.writeName("reconstruction");
      writeRows(json, reconstructions, false);
      if (preparation.isPresent()) {
        writeErrors(json, preparation.get());
      } else {
        json.writeArrayPropertyStart(ErrorNodes.ERROR);
        for (int row = 0; row < values.size(); row++) {
          json.writeNumber(imageError(row));
        }
        json.writeEndArray();
      }
      json.writeEndObject();
    }
    return text.toString();
  }

  private static double[] cells(Preparation preparation, int row) {
    List<PreparedColumn> columns = preparation.columns();
    double[] cells = new double[columns.size()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = row == MISSING ? Double.NaN : cell(columns.get(i), row, i);
    }
    return cells;
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

  private void writeCells(JsonGenerator json, Preparation table) {
    json.writeObjectPropertyStart("inputs");
    for (int i = 0; i < table.columns().size(); i++) {
      PreparedColumn column = table.columns().get(i);
      if (column.width() == 0) {
        continue;
      }
      json.writeArrayPropertyStart(column.name());
      for (int row = 0; row < cells.size(); row++) {
        double cell = cells.get(row)[i];
        if (column instanceof CategoryColumn category) {
          json.writeString(row == UNKNOWN ? unknown(category) : level(category, cell));
        } else if (Double.isNaN(cell)) {
          json.writeNull();
        } else {
          json.writeNumber(cell);
        }
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private static String level(CategoryColumn category, double cell) {
    if (Double.isNaN(cell)) {
      return "";
    }
    return cell < category.levels().size() ? category.levels().get((int) cell) : unknown(category);
  }

  private static String unknown(CategoryColumn category) {
    String text = "not known";
    while (category.levels().contains(text)) {
      text += "?";
    }
    return text;
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

  private void writeErrors(JsonGenerator json, Preparation table) {
    var means = new double[cells.size()];
    json.writeArrayPropertyStart(ErrorNodes.COLUMN_ERRORS);
    for (int row = 0; row < means.length; row++) {
      json.writeStartArray();
      double sum = 0;
      int counted = 0;
      for (int i = 0; i < table.columns().size(); i++) {
        if (table.columns().get(i).width() > 0) {
          boolean counts = counts(table.columns().get(i), cells.get(row)[i]);
          double error = counts ? table.error(i, values.get(row), reconstructions.get(row)) : 0;
          json.writeNumber(error);
          sum += error;
          counted += counts ? 1 : 0;
        }
      }
      json.writeEndArray();
      means[row] = sum / Math.max(counted, 1);
    }
    json.writeEndArray();
    json.writeArrayPropertyStart(ErrorNodes.ERROR);
    for (double mean : means) {
      json.writeNumber(mean);
    }
    json.writeEndArray();
  }

  /// Of prepared rows it is known of fewer cells that they are missing.
  private boolean counts(PreparedColumn column, double cell) {
    if (!Double.isNaN(cell) || column.learnsMissing()) {
      return true;
    }
    return input == Input.MATRIX && !TableNodes.tellsMissing(column);
  }

  private double imageError(int row) {
    float[] wanted = values.get(row);
    double sum = 0;
    for (int i = 0; i < wanted.length; i++) {
      double difference = reconstructions.get(row)[i] - (double) wanted[i];
      sum += difference * difference;
    }
    return sum / wanted.length;
  }
}
