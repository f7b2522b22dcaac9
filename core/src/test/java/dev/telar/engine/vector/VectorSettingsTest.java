package dev.telar.engine.vector;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.telar.engine.Engine;
import dev.telar.engine.Engine.Kind;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VectorSettingsTest {
  @ParameterizedTest
  @CsvSource({
    "telar.vectorBits, 300, -Dtelar.vectorBits must be 128; 256 or 512; got 300",
    "telar.vectorBits, wide, -Dtelar.vectorBits must be 128; 256 or 512; got wide",
    "telar.tiles, 12x2, -Dtelar.tiles: tiles are four numbers such as 12/6/80/96; got 12x2",
    "telar.tiles, 12/7/80/96, -Dtelar.tiles: tiles have 6 or 12 rows; got 12 and 7",
    "telar.tiles, 6/6/0/0, -Dtelar.tiles: a range must have at least 1 row; got 0",
    "telar.engine, fast, -Dtelar.engine must be one of [auto; reference; vector]; got fast"
  })
  void whatCannotBeForcedIsSaidInOneLine(String property, String value, String message) {
    var model = Autoencoder.initialise(Architecture.relu(3, 2), 1);

    System.setProperty(property, value);
    try {
      assertThatThrownBy(() -> Engine.open(Kind.AUTO, model, 1, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(message.replace(';', ','));
    } finally {
      System.clearProperty(property);
    }
  }
}
