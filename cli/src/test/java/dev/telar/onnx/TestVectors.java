package dev.telar.onnx;

import dev.telar.onnx.OnnxOptions.Input;
import java.lang.reflect.Array;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads the test vector of a model's file.
final class TestVectors {
  private TestVectors() {}

  /// An input as ONNX Runtime takes it.
  static Object input(JsonNode rows, Input input) {
    if (!rows.get(0).isArray()) {
      boolean text = rows.get(0).isString();
      double[][] numbers = new double[rows.size()][1];
      String[][] texts = new String[rows.size()][1];
      for (int i = 0; i < rows.size(); i++) {
        JsonNode cell = rows.get(i);
        texts[i][0] = text ? cell.asString() : "";
        numbers[i][0] = text || cell.isNull() ? Double.NaN : cell.doubleValue();
      }
      return text ? texts : numbers;
    }
    byte[][] bytes = new byte[rows.size()][rows.get(0).size()];
    float[][] floats = new float[rows.size()][rows.get(0).size()];
    for (int i = 0; i < floats.length; i++) {
      for (int j = 0; j < floats[i].length; j++) {
        floats[i][j] = rows.get(i).get(j).floatValue();
        bytes[i][j] = (byte) floats[i][j];
      }
    }
    return input == Input.BYTES ? bytes : floats;
  }

  /// All numbers of arrays in arrays, or of their JSON.
  static double[] numbers(@Nullable Object arrays) {
    return flat(arrays).toArray();
  }

  private static DoubleStream flat(@Nullable Object arrays) {
    if (arrays instanceof JsonNode json) {
      return json.isArray()
          ? json.valueStream().flatMapToDouble(TestVectors::flat)
          : DoubleStream.of(json.doubleValue());
    }
    if (arrays instanceof Number number) {
      return DoubleStream.of(number.doubleValue());
    }
    return arrays == null
        ? DoubleStream.empty()
        : IntStream.range(0, Array.getLength(arrays))
            .mapToObj(i -> Array.get(arrays, i))
            .flatMapToDouble(TestVectors::flat);
  }
}
