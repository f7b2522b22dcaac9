package dev.telar.explore;

import dev.telar.run.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// The body of a request: a JSON object whose values are checked one by one.
///
/// Every method throws IllegalArgumentException, with a line that says what is wrong and what would
/// be right.
final class Request {
  /// Greater numbers are in no picture and no code, and would make infinities of the decoder's
  /// sums.
  static final float GREATEST = 1e6f;

  private final JsonNode body;

  private Request(JsonNode body) {
    this.body = body;
  }

  /// Reads a body.
  ///
  /// @param names of the values that it must have, all of them and no others
  static Request read(byte[] body, String... names) {
    JsonNode read;
    try {
      read = Json.read(new String(body, StandardCharsets.UTF_8), JsonNode.class);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("the body is not JSON: " + e.getOriginalMessage(), e);
    }
    Set<String> expected = new TreeSet<>(Arrays.asList(names));
    if (read == null || !read.isObject() || !expected.equals(new TreeSet<>(read.propertyNames()))) {
      throw new IllegalArgumentException(
          "the body must be a JSON object with " + String.join(", ", names) + " and nothing else");
    }
    return new Request(read);
  }

  String text(String name) {
    JsonNode value = body.get(name);
    if (!value.isString()) {
      throw new IllegalArgumentException(name + " must be a text");
    }
    return value.stringValue();
  }

  /// A picture: D numbers in [0, 1].
  float[] pixels(String name, int inputs) {
    return numbers(name, inputs, "the images have %d pixels", 0, 1);
  }

  /// A code: N numbers.
  float[] code(String name, int hidden) {
    return numbers(name, hidden, "the code of the model has %d", -GREATEST, GREATEST);
  }

  /// A cell of a table's row, where it is not missing.
  static final class Cell {
    private final String name;
    private final JsonNode value;

    private Cell(String name, JsonNode value) {
      this.name = name;
      this.value = value;
    }

    private IllegalArgumentException mustBe(String what) {
      return new IllegalArgumentException(
          "%s is %s, it must be null or %s".formatted(name, shown(value), what));
    }

    /// A number in these bounds.
    double number(double least, double most) {
      double number = value.isNumber() ? value.asDouble() : Double.NaN;
      if (!(number >= least && number <= most)) {
        throw mustBe("a number from %s to %s".formatted(least, most));
      }
      return number;
    }

    /// A whole number from 0, below another one.
    double whole(int below) {
      if (!value.isIntegralNumber()
          || !value.canConvertToInt()
          || value.asInt() < 0
          || value.asInt() >= below) {
        throw mustBe("a whole number from 0 to %d".formatted(below - 1));
      }
      return value.asInt();
    }

    /// A text that is read by a function.
    ///
    /// @param what it must be
    double text(String what, Function<String, OptionalDouble> reader) {
      OptionalDouble read =
          value.isString() ? reader.apply(value.stringValue()) : OptionalDouble.empty();
      return read.orElseThrow(() -> mustBe(what));
    }
  }

  /// Reads one cell.
  interface CellReader {
    /// The value of a cell that is not missing.
    ///
    /// @param column from 0
    double read(int column, Cell cell);
  }

  /// The cells of a row: as many as there are columns, NaN for those that are null.
  double[] cells(String name, int columns, CellReader reader) {
    JsonNode array = body.get(name);
    if (!array.isArray()) {
      throw new IllegalArgumentException(name + " must be an array of cells");
    }
    if (array.size() != columns) {
      throw new IllegalArgumentException(
          "%s has %d values, the table has %d columns".formatted(name, array.size(), columns));
    }
    double[] cells = new double[columns];
    for (int i = 0; i < columns; i++) {
      JsonNode value = array.get(i);
      cells[i] =
          value.isNull()
              ? Double.NaN
              : reader.read(i, new Cell("%s[%d]".formatted(name, i), value));
    }
    return cells;
  }

  private float[] numbers(String name, int count, String why, float least, float greatest) {
    List<Float> values = list(name, least, greatest);
    if (values.size() != count) {
      throw new IllegalArgumentException(
          "%s has %d values, %s".formatted(name, values.size(), why.formatted(count)));
    }
    float[] out = new float[count];
    for (int i = 0; i < count; i++) {
      out[i] = values.get(i);
    }
    return out;
  }

  /// Between 1 and [Explorer#MAX_POSITIONS] numbers in [0, 1].
  List<Float> positions(String name) {
    List<Float> positions = list(name, 0, 1);
    if (positions.isEmpty() || positions.size() > Explorer.MAX_POSITIONS) {
      throw new IllegalArgumentException(
          "%s must be 1 to %d numbers, there are %d"
              .formatted(name, Explorer.MAX_POSITIONS, positions.size()));
    }
    return positions;
  }

  private List<Float> list(String name, float least, float greatest) {
    JsonNode array = body.get(name);
    if (!array.isArray()) {
      throw new IllegalArgumentException(name + " must be an array of numbers");
    }
    List<Float> values = new ArrayList<>(array.size());
    for (JsonNode element : array) {
      // A number that float cannot hold is infinite here, and refused with those out of range.
      double value = element.isNumber() ? element.asDouble() : Double.NaN;
      if (!(value >= least && value <= greatest)) {
        throw new IllegalArgumentException(
            "%s[%d] is %s, it must be a number from %s to %s"
                .formatted(name, values.size(), shown(element), least, greatest));
      }
      values.add((float) value);
    }
    return values;
  }

  private static String shown(JsonNode element) {
    String text = element.toString();
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }
}
