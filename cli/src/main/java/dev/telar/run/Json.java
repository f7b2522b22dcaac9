package dev.telar.run;

import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// How Telar writes JSON: names in snake case, enums by their label.
public final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  private Json() {}

  /// A value as text, ending in a line break.
  public static String write(Object value) {
    return MAPPER.writer().with(SerializationFeature.INDENT_OUTPUT).writeValueAsString(value)
        + "\n";
  }

  /// A value as text on one line, without a line break.
  public static String writeCompact(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  /// A value from text that [#write(Object)] or [#writeCompact(Object)] gave.
  public static <T> T read(String text, Class<T> type) {
    return MAPPER.readValue(text, type);
  }
}
