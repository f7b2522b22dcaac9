package dev.telar.measure;

import dev.telar.Golden;
import java.util.Arrays;
import java.util.Properties;

/// The numbers that `tools/score_golden.py` writes.
final class ScoreGolden {
  private static final Properties NUMBERS = Golden.properties("scores.properties");

  private ScoreGolden() {}

  static double[] numbers(String key) {
    return Arrays.stream(NUMBERS.getProperty(key).split(" "))
        .mapToDouble(Double::parseDouble)
        .toArray();
  }

  static double number(String key) {
    return numbers(key)[0];
  }

  static float[] floats(String key) {
    double[] numbers = numbers(key);
    float[] floats = new float[numbers.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) numbers[i];
    }
    return floats;
  }

  /// The rows of a matrix, (rows, width).
  static float[][] rows(String key, int width) {
    float[] all = floats(key);
    float[][] rows = new float[all.length / width][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Arrays.copyOfRange(all, i * width, (i + 1) * width);
    }
    return rows;
  }
}
