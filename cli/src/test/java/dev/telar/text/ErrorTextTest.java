package dev.telar.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ErrorTextTest {
  @Test
  void errorsKeepSignificantDigits() {
    assertThat(ErrorText.of(0.0241)).isEqualTo("0.0241");
    assertThat(ErrorText.of(0.00765)).isEqualTo("0.00765");
    assertThat(ErrorText.of(0.000466)).isEqualTo("0.000466");
    assertThat(ErrorText.of(0.0000466)).isEqualTo("0.0000466");
    assertThat(ErrorText.of(1.234e-7)).isEqualTo("1.23e-7");
    assertThat(ErrorText.of(1e-12)).isEqualTo("1.00e-12");
    assertThat(ErrorText.of(9.9999e-7)).isEqualTo("1.00e-6");
    assertThat(ErrorText.of(0.99999)).isEqualTo("1.0000");
    assertThat(ErrorText.of(12.5)).isEqualTo("12.5000");
    assertThat(ErrorText.of(3e20)).isEqualTo("3.00e20");
    assertThat(ErrorText.of(0)).isEqualTo("0");
  }

  @Test
  void aDeviationHasThePlacesOfItsError() {
    assertThat(ErrorText.of(Spread.of(0.0005, 0.0006))).isEqualTo("0.000550 ± 0.000071");
    assertThat(ErrorText.of(Spread.of(2e-7, 4e-7))).isEqualTo("3.00e-7 ± 1.41e-7");
    assertThat(ErrorText.of(Spread.of(0.05))).isEqualTo("0.0500");
  }
}
