package dev.telar.run;

import dev.telar.format.FormatException;
import dev.telar.model.HiddenWidths;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;
import tools.jackson.databind.json.JsonMapper;

/// How Telar writes JSON: names in snake case, enums by their label, `null` for a number that is
/// infinite or NaN.
public final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder(JsonFactory.builder().addDecorator(new FiniteNumbers()).build())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .addModule(PlanJson.module())
          .addModule(LayersJson.module())
          .addModule(RecipeSection.module())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .annotationIntrospector(new RequiredKeys())
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
    return type.cast(value(file, MAPPER.readerFor(type)));
  }

  /// The same of a file that a person may have edited: keys that are unknown are refused.
  ///
  /// @throws FormatException if it holds anything else
  public static <T> T readEdited(Path file, Class<T> type) throws IOException {
    return type.cast(
        value(
            file, MAPPER.readerFor(type).with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)));
  }

  private static Object value(Path file, ObjectReader reader) throws IOException {
    byte[] content = SmallFile.read(file);
    try {
      Object value = reader.readValue(content);
      if (value == null) {
        throw new FormatException(file, 0, "holds nothing");
      }
      return value;
    } catch (JacksonException e) {
      var at = e.getLocation();
      var exception =
          new FormatException(
              file, at == null ? 0 : Math.max(0, at.getByteOffset()), place(e) + problem(e));
      exception.initCause(e);
      throw exception;
    }
  }

  /// The key that a problem is at, such as `models[0].plan: `; empty if it is at the whole.
  private static String place(JacksonException e) {
    var place = new StringBuilder();
    for (JacksonException.Reference at : e.getPath()) {
      String key = at.getPropertyName();
      place.append(key == null ? "[" + at.getIndex() + "]" : (place.isEmpty() ? "" : ".") + key);
    }
    return place.isEmpty() ? "" : place + ": ";
  }

  /// What is wrong, without the names of classes and features that Jackson's messages have.
  private static String problem(JacksonException e) {
    String told = e.getOriginalMessage();
    return switch (e) {
      case ValueInstantiationException refused when refused.getCause() != null ->
          Objects.requireNonNullElse(refused.getCause().getMessage(), "a value must not be null");
      case UnrecognizedPropertyException unknown ->
          "is an unknown key; known are "
              + unknown.getKnownPropertyIds().stream()
                  .map(String::valueOf)
                  .sorted()
                  .collect(Collectors.joining(", "));
      case MismatchedInputException other when told.startsWith("Cannot ") ->
          "must be " + wanted(other.getTargetType());
      default ->
          told.replaceFirst("^Missing (required )?creator property .*", "is missing")
              .replaceFirst("^Null value for creator property .*", "must not be null")
              .replaceFirst(" \\(start marker at .*|: enable `.*", "")
              .replace("`", "");
    };
  }

  private static String wanted(@Nullable Class<?> type) {
    if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
      return "a whole number";
    }
    if (type == double.class || type == Double.class || type == OptionalDouble.class) {
      return "a number";
    }
    if (type == boolean.class) {
      return "true or false";
    }
    if (type == HiddenWidths.class) {
      return "a width such as 64, or a text such as \"256-64\"";
    }
    if (type == LayerCounts.class) {
      return "a number, or a text such as \"17-3-20\"";
    }
    if (type == String.class) {
      return "a text";
    }
    return type != null && Collection.class.isAssignableFrom(type) ? "a list" : "an object";
  }
}
