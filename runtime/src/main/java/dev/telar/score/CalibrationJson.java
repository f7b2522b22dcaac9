package dev.telar.score;

import dev.telar.internal.Printable;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/// The JSON of a calibration: an object with its `format`, 1. Long rows of numbers are in base64,
/// little-endian: those of the code in double, scores in single precision.
final class CalibrationJson {
  private static final int FORMAT = 1;
  private static final int LONGEST = 64 << 20;
  private static final int LONGEST_PROBLEM = 500;
  private static final String SCORES = "scores_";
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(4).maxStringLength(LONGEST).build())
          .build();

  private CalibrationJson() {}

  static String write(Calibration calibration) {
    var text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeNumberProperty("format", FORMAT);
      json.writeStringProperty("source", calibration.source());
      json.writeArrayPropertyStart("column_errors");
      for (double error : calibration.columnErrors()) {
        if (Double.isNaN(error)) {
          json.writeNull();
        } else {
          json.writeNumber(error);
        }
      }
      json.writeEndArray();
      json.writeNumberProperty("reconstruction_mean", calibration.mean(ScoreKind.RECONSTRUCTION));
      json.writeNumberProperty("code_mean", calibration.mean(ScoreKind.CODE));
      json.writeStringProperty("code_centre", base64(calibration.code().mean()));
      json.writeStringProperty("code_whitening", base64(calibration.code().whitening()));
      for (ScoreKind kind : ScoreKind.values()) {
        json.writeStringProperty(SCORES + kind, base64(calibration.scores(kind)));
      }
      json.writeEndObject();
    }
    return text.toString();
  }

  private static String base64(double[] numbers) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(numbers.length, Double.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.asDoubleBuffer().put(numbers);
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  private static String base64(float[] numbers) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(numbers.length, Float.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(numbers);
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  /// @throws IllegalArgumentException if it is no calibration, in one line
  static Calibration read(String text) {
    try {
      return parsed(text);
    } catch (IllegalArgumentException e) {
      String problem = Printable.line(String.valueOf(e.getMessage()));
      throw new IllegalArgumentException(
          problem.substring(0, Math.min(problem.length(), LONGEST_PROBLEM)), e);
    }
  }

  private static Calibration parsed(String text) {
    Map<String, String> texts = new HashMap<>();
    Map<String, Double> numbers = new HashMap<>();
    List<Double> errors = new ArrayList<>();
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
      check(json.nextToken() == JsonToken.START_OBJECT, "is no object");
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = json.currentName();
        JsonToken value = json.nextToken();
        if (value == JsonToken.START_ARRAY && name.equals("column_errors")) {
          for (JsonToken next = json.nextToken();
              next != JsonToken.END_ARRAY;
              next = json.nextToken()) {
            check(
                next == JsonToken.VALUE_NULL || (next != null && next.isNumeric()),
                "has a column's error that is no number");
            errors.add(next == JsonToken.VALUE_NULL ? Double.NaN : json.getDoubleValue());
          }
        } else if (value == JsonToken.VALUE_STRING) {
          texts.put(name, json.getString());
        } else {
          check(value != null && value.isNumeric(), "has something unknown by the name " + name);
          numbers.put(name, json.getDoubleValue());
        }
      }
      check(json.nextToken() == null, "has something behind its end");
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "the calibration is damaged: " + e.getOriginalMessage(), e);
    }
    check(number(numbers, "format") == FORMAT, "is of a format that is not known; known is 1");
    Map<ScoreKind, float[]> scores = new EnumMap<>(ScoreKind.class);
    for (ScoreKind kind : ScoreKind.values()) {
      scores.put(kind, floats(texts, SCORES + kind));
    }
    return new Calibration(
        text(texts, "source"),
        errors.stream().mapToDouble(Double::doubleValue).toArray(),
        new CodeDistance(doubles(texts, "code_centre"), doubles(texts, "code_whitening")),
        number(numbers, "reconstruction_mean"),
        number(numbers, "code_mean"),
        scores);
  }

  private static void check(boolean right, String problem) {
    if (!right) {
      throw new IllegalArgumentException("the calibration " + problem);
    }
  }

  private static double number(Map<String, Double> numbers, String name) {
    @Nullable Double found = numbers.get(name);
    if (found == null) {
      throw new IllegalArgumentException("the calibration has no number " + name);
    }
    return found;
  }

  private static String text(Map<String, String> texts, String name) {
    @Nullable String found = texts.get(name);
    if (found == null) {
      throw new IllegalArgumentException("the calibration has no text " + name);
    }
    return found;
  }

  private static ByteBuffer bytes(Map<String, String> texts, String name, int of) {
    String encoded = text(texts, name);
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(encoded);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the calibration has no base64 in %s: %s".formatted(name, e.getMessage()), e);
    }
    check(bytes.length % of == 0, "has a part of a number in " + name);
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static double[] doubles(Map<String, String> texts, String name) {
    ByteBuffer bytes = bytes(texts, name, Double.BYTES);
    double[] numbers = new double[bytes.remaining() / Double.BYTES];
    bytes.asDoubleBuffer().get(numbers);
    return numbers;
  }

  private static float[] floats(Map<String, String> texts, String name) {
    ByteBuffer bytes = bytes(texts, name, Float.BYTES);
    float[] numbers = new float[bytes.remaining() / Float.BYTES];
    bytes.asFloatBuffer().get(numbers);
    return numbers;
  }
}
