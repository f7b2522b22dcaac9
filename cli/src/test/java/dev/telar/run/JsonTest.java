package dev.telar.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  private record Numbers(double one, float two, OptionalDouble three, List<Double> four) {}

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void aNumberThatIsNotFiniteIsNull(double number) {
    var numbers =
        new Numbers(number, (float) number, OptionalDouble.of(number), List.of(1.5, number));

    assertThat(Json.writeCompact(numbers))
        .isEqualTo("{\"one\":null,\"two\":null,\"three\":null,\"four\":[1.5,null]}");
    assertThat(Json.writeCompact(new double[] {number, 2.5})).isEqualTo("[null,2.5]");
    assertThat(Json.write(Map.of("a", number))).isEqualTo("{\n  \"a\" : null\n}\n");
  }

  @Test
  void finiteNumbersAreWrittenAsJavaPrintsThem() {
    assertThat(Json.writeCompact(new double[] {0.1, -0.0, 1e-300}))
        .isEqualTo("[0.1,-0.0,1.0E-300]");
  }
}
