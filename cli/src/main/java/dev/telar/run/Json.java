package dev.telar.run;

import dev.telar.data.FormatException;
import java.io.IOException;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// How Telar writes JSON: names in snake case, enums by their label, `null` for a number that is
/// infinite or NaN.
public final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder(JsonFactory.builder().addDecorator(new FiniteNumbers()).build())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .addModule(PlanJson.module())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

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

  /// A value from a file that holds what [#write(Object)] gave.
  ///
  /// @throws FormatException if it holds anything else
  public static <T> T read(Path file, Class<T> type) throws IOException {
    byte[] content = SmallFile.read(file);
    try {
      T value = MAPPER.readValue(content, type);
      if (value == null) {
        throw new FormatException(file, 0, "holds nothing");
      }
      return value;
    } catch (JacksonException e) {
      var at = e.getLocation();
      var exception =
          new FormatException(
              file, at == null ? 0 : Math.max(0, at.getByteOffset()), e.getOriginalMessage());
      exception.initCause(e);
      throw exception;
    }
  }
}
