package dev.telar.run;

import dev.telar.train.TrainingPlan;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.module.SimpleModule;

/// A [TrainingPlan] in JSON: its settings, numbers and truth values as such. What a file does not
/// name is at its default, so files of earlier versions are read.
final class PlanJson {
  private PlanJson() {}

  static SimpleModule module() {
    return new SimpleModule()
        .addSerializer(TrainingPlan.class, new Writer())
        .addDeserializer(TrainingPlan.class, new Reader());
  }

  private static final class Writer extends ValueSerializer<TrainingPlan> {
    @Override
    public void serialize(TrainingPlan plan, JsonGenerator json, SerializationContext context) {
      json.writeStartObject();
      plan.settings()
          .forEach((name, value) -> {
            json.writeName(name);
            if (value.equals("true") || value.equals("false")) {
              json.writeBoolean(value.equals("true"));
            } else if (value.matches("-?[0-9].*")) {
              json.writeNumber(value);
            } else {
              json.writeString(value);
            }
          });
      json.writeEndObject();
    }
  }

  private static final class Reader extends ValueDeserializer<TrainingPlan> {
    @Override
    public TrainingPlan deserialize(JsonParser json, DeserializationContext context) {
      if (json.currentToken() != JsonToken.START_OBJECT) {
        return context.reportInputMismatch(TrainingPlan.class, "a plan is an object");
      }
      Map<String, String> settings = new LinkedHashMap<>();
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String name = json.currentName();
        if (!json.nextToken().isScalarValue()) {
          return context.reportInputMismatch(
              TrainingPlan.class, "%s must be a number, a text, true or false", name);
        }
        settings.put(name, json.getString());
      }
      try {
        return TrainingPlan.of(settings);
      } catch (IllegalArgumentException e) {
        return context.reportInputMismatch(TrainingPlan.class, "%s", e.getMessage());
      }
    }
  }
}
