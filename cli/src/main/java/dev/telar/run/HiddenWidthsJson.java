package dev.telar.run;

import dev.telar.model.HiddenWidths;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/// The hidden widths of a network as JSON: a number where there is one hidden layer, as it always
/// was, else a text such as `"256-64"`.
final class HiddenWidthsJson {
  private HiddenWidthsJson() {}

  static SimpleModule module() {
    return new SimpleModule()
        .addSerializer(new Writer())
        .addDeserializer(HiddenWidths.class, new Reader())
        .addKeyDeserializer(HiddenWidths.class, new KeyReader());
  }

  private static final class Writer extends StdSerializer<HiddenWidths> {
    Writer() {
      super(HiddenWidths.class);
    }

    @Override
    public void serialize(HiddenWidths value, JsonGenerator out, SerializationContext context) {
      if (value.isDeep()) {
        out.writeString(value.toString());
      } else {
        out.writeNumber(value.code());
      }
    }
  }

  private static final class Reader extends StdDeserializer<HiddenWidths> {
    Reader() {
      super(HiddenWidths.class);
    }

    @Override
    public HiddenWidths deserialize(JsonParser in, DeserializationContext context) {
      try {
        return in.currentToken() == JsonToken.VALUE_STRING
            ? HiddenWidths.of(in.getString())
            : HiddenWidths.of(in.getIntValue());
      } catch (IllegalArgumentException e) {
        return context.reportInputMismatch(HiddenWidths.class, "%s", e.getMessage());
      }
    }
  }

  private static final class KeyReader extends KeyDeserializer {
    @Override
    public Object deserializeKey(String key, DeserializationContext context) {
      try {
        return HiddenWidths.of(key);
      } catch (IllegalArgumentException e) {
        return context.reportInputMismatch(HiddenWidths.class, "%s", e.getMessage());
      }
    }
  }
}
