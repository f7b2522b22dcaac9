package dev.telar.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HiddenWidthsTest {
  @Test
  void aTextGivesTheWidthsAgain() {
    HiddenWidths deep = HiddenWidths.of("256-64");

    assertThat(deep.widths()).containsExactly(256, 64);
    assertThat(deep.code()).isEqualTo(64);
    assertThat(deep.isDeep()).isTrue();
    assertThat(deep).hasToString("256-64").isNotEqualTo(HiddenWidths.of(64));
    assertThat(HiddenWidths.of("64")).isEqualTo(HiddenWidths.of(64));
    assertThat(HiddenWidths.listOf("64,256-64")).containsExactly(HiddenWidths.of(64), deep);
  }

  @Test
  void networksAreInTheOrderOfTheirCodesThenOfTheirDepth() {
    assertThat(
            Stream.of("512-128", "64", "512-64", "128", "256-64", "512-256-64")
                .map(HiddenWidths::of)
                .sorted())
        .extracting(HiddenWidths::toString)
        .isEqualTo(List.of("64", "256-64", "512-64", "512-256-64", "128", "512-128"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "256-|got 256-",
        "-5|got -5",
        "0|hidden must be at least 1, got 0",
        "3-0|hidden must be at least 1, got 0",
        "x|got x",
        "99999999999-3|a hidden layer has at most 2147483647 units, got 99999999999-3"
      })
  void whatIsNoNetworkIsRefused(String text, String told) {
    assertThatThrownBy(() -> HiddenWidths.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith(told);
  }

  @Test
  void noNetworkIsNamedTwiceAndNoneHasAThousandLayers() {
    assertThatThrownBy(() -> HiddenWidths.listOf("64,8,64"))
        .hasMessage("hidden names a width twice: 64,8,64");
    assertThatThrownBy(() -> HiddenWidths.of("1-".repeat(1000) + "1"))
        .hasMessage("an encoder has 1 to 100 layers, got 1001");
  }
}
