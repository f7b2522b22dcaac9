package dev.telar.run;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.util.JsonGeneratorDecorator;
import tools.jackson.core.util.JsonGeneratorDelegate;

/// Writes `null` where a number is infinite or NaN: JSON has no such numbers, and a text in the
/// place of a number is none.
final class FiniteNumbers implements JsonGeneratorDecorator {
  @Override
  public JsonGenerator decorate(TokenStreamFactory factory, JsonGenerator generator) {
    return new Writer(generator);
  }

  private static final class Writer extends JsonGeneratorDelegate {
    Writer(JsonGenerator json) {
      // Not as a whole: arrays of numbers come back to this one, number by number.
      super(json, false);
    }

    @Override
    public JsonGenerator writeNumber(double value) {
      return Double.isFinite(value) ? super.writeNumber(value) : writeNull();
    }

    @Override
    public JsonGenerator writeNumber(float value) {
      return Float.isFinite(value) ? super.writeNumber(value) : writeNull();
    }

    @Override
    public JsonGenerator writeArray(double[] values, int offset, int length) {
      writeStartArray(values, length);
      for (int i = offset; i < offset + length; i++) {
        writeNumber(values[i]);
      }
      return writeEndArray();
    }
  }
}
