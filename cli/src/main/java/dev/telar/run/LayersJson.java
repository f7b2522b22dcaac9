package dev.telar.run;

import dev.telar.model.HiddenWidths;
import java.util.function.Function;
import java.util.function.IntFunction;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/// What there is of each layer, as JSON: a number where there is one hidden layer, as it always
/// was, else a text such as `"256-64"`.
final class LayersJson {
  private LayersJson() {}

  static SimpleModule module() {
    return new SimpleModule()
        .addSerializer(new Writer<>(HiddenWidths.class))
        .addDeserializer(
            HiddenWidths.class,
            new Reader<>(HiddenWidths.class, HiddenWidths::of, HiddenWidths::of))
        .addSerializer(new Writer<>(LayerCounts.class))
        .addDeserializer(
            LayerCounts.class, new Reader<>(LayerCounts.class, LayerCounts::of, LayerCounts::of));
  }

  private static final class Writer<T> extends StdSerializer<T> {
    Writer(Class<T> type) {
      super(type);
    }

    @Override
    public void serialize(T value, JsonGenerator out, SerializationContext context) {
      String text = value.toString();
      if (text.contains("-")) {
        out.writeString(text);
      } else {
        out.writeNumber(text);
      }
    }
  }

  private static final class Reader<T> extends StdDeserializer<T> {
    private final transient Class<T> type;
    private final transient Function<String, T> ofText;
    private final transient IntFunction<T> ofNumber;

    Reader(Class<T> type, Function<String, T> ofText, IntFunction<T> ofNumber) {
      super(type);
      this.type = type;
      this.ofText = ofText;
      this.ofNumber = ofNumber;
    }

    @Override
    public T deserialize(JsonParser in, DeserializationContext context) {
      try {
        return switch (in.currentToken()) {
          case VALUE_STRING -> ofText.apply(in.getString());
          case VALUE_NUMBER_INT -> ofNumber.apply(in.getIntValue());
          default -> type.cast(context.handleUnexpectedToken(type, in));
        };
      } catch (IllegalArgumentException e) {
        return context.reportInputMismatch(type, "%s", e.getMessage());
      }
    }
  }
}
