package dev.telar.preparation;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/// The JSON of a preparation: an object with its `format`, 1, and its `columns`, an object each.
final class PreparationJson {
  private static final int FORMAT = 1;
  private static final int LONGEST = 64 << 20;
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(4)
                  .maxStringLength(LONGEST)
                  .maxNameLength(LONGEST)
                  .build())
          .build();

  private PreparationJson() {}

  static String write(List<PreparedColumn> columns) {
    var text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeNumberProperty("format", FORMAT);
      json.writeArrayPropertyStart("columns");
      for (PreparedColumn column : columns) {
        json.writeStartObject();
        json.writeStringProperty("name", column.name());
        json.writeStringProperty("kind", column.kind().toString());
        if (column instanceof NumberColumn number) {
          write(json, number);
        } else if (column instanceof DateColumn date) {
          write(json, date.time());
          writeStrings(json, "parts", date.parts());
        } else if (column instanceof CategoryColumn category) {
          writeStrings(json, "levels", category.levels());
          json.writeBooleanProperty("other", category.other());
          json.writeBooleanProperty("missing", category.missing());
        } else if (column instanceof UnusedColumn unused && unused.value().isPresent()) {
          json.writeStringProperty("value", unused.value().get());
        }
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, NumberColumn number) {
    json.writeNumberProperty("centre", number.centre());
    json.writeNumberProperty("scale", number.scale());
    json.writeNumberProperty("fill", number.fill());
    json.writeBooleanProperty("indicator", number.indicator());
  }

  private static void writeStrings(JsonGenerator json, String name, List<?> values) {
    json.writeArrayPropertyStart(name);
    for (Object value : values) {
      json.writeString(value.toString());
    }
    json.writeEndArray();
  }

  /// @throws IllegalArgumentException if it is no preparation
  static List<PreparedColumn> read(String text) {
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
      expect(json.nextToken(), JsonToken.START_OBJECT);
      List<PreparedColumn> columns = new ArrayList<>();
      boolean known = false;
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = json.currentName();
        JsonToken value = json.nextToken();
        if (name.equals("format")) {
          known = value == JsonToken.VALUE_NUMBER_INT && json.getIntValue() == FORMAT;
        } else if (name.equals("columns")) {
          expect(value, JsonToken.START_ARRAY);
          while (json.nextToken() == JsonToken.START_OBJECT) {
            columns.add(readColumn(json));
          }
        } else {
          throw bad("has an unknown property " + name);
        }
      }
      if (!known) {
        throw bad("is of a format that is not known; known is " + FORMAT);
      }
      return columns;
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "the preparation of the columns is damaged: " + e.getOriginalMessage(), e);
    }
  }

  private static PreparedColumn readColumn(JsonParser json) {
    Map<String, Object> values = new HashMap<>();
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      values.put(name, readValue(json, json.nextToken()));
    }
    String name = get(values, "name", String.class);
    ColumnKind kind = ColumnKind.of(get(values, "kind", String.class));
    if (kind == ColumnKind.NUMBER) {
      return number(name, values);
    }
    if (kind == ColumnKind.DATE) {
      List<String> parts = strings(values, "parts");
      return new DateColumn(
          number(name, values),
          parts.isEmpty() ? List.of() : DatePart.listOf(String.join(",", parts)));
    }
    if (kind.isInput()) {
      return new CategoryColumn(
          name,
          kind,
          strings(values, "levels"),
          get(values, "other", Boolean.class),
          get(values, "missing", Boolean.class));
    }
    return new UnusedColumn(
        name,
        kind,
        values.containsKey("value")
            ? Optional.of(get(values, "value", String.class))
            : Optional.empty());
  }

  private static NumberColumn number(String name, Map<String, Object> values) {
    return new NumberColumn(
        name,
        get(values, "centre", Double.class),
        get(values, "scale", Double.class),
        get(values, "fill", Double.class),
        get(values, "indicator", Boolean.class));
  }

  private static Object readValue(JsonParser json, JsonToken token) {
    return switch (token) {
      case VALUE_STRING -> json.getString();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getDoubleValue();
      case START_ARRAY -> readStrings(json);
      default ->
          throw bad("has something other than text, a number, true, false or a list of texts");
    };
  }

  private static List<String> readStrings(JsonParser json) {
    List<String> strings = new ArrayList<>();
    while (json.nextToken() == JsonToken.VALUE_STRING) {
      strings.add(json.getString());
    }
    expect(json.currentToken(), JsonToken.END_ARRAY);
    return strings;
  }

  private static <T> T get(Map<String, Object> values, String name, Class<T> type) {
    Object value = values.get(name);
    if (!type.isInstance(value)) {
      throw bad("has a column without a right " + name);
    }
    return type.cast(value);
  }

  private static List<String> strings(Map<String, Object> values, String name) {
    List<?> list = get(values, name, List.class);
    return list.stream().map(String.class::cast).toList();
  }

  private static void expect(JsonToken got, JsonToken wanted) {
    if (got != wanted) {
      throw bad("has %s where %s belongs".formatted(got, wanted));
    }
  }

  private static IllegalArgumentException bad(String problem) {
    return new IllegalArgumentException("the preparation of the columns " + problem);
  }
}
