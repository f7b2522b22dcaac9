package dev.telar.engine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.telar.engine.Engine.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VectorSettingsTest {
  @ParameterizedTest
  @CsvSource({
    "telar.vectorBits, 300, -Dtelar.vectorBits must be 128; 256 or 512; got 300",
    "telar.vectorBits, wide, -Dtelar.vectorBits must be 128; 256 or 512; got wide",
    "telar.engine, fast, -Dtelar.engine must be one of [auto; reference; vector]; got fast"
  })
  void whatCannotBeForcedIsSaidInOneLine(String property, String value, String message) {
    var network = RandomNetwork.fashionMnist();

    System.setProperty(property, value);
    try {
      assertThatThrownBy(() -> network.open(Kind.AUTO, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(message.replace(';', ','));
    } finally {
      System.clearProperty(property);
    }
  }
}
