package dev.telar.study;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaperNumbersTest {
  @Test
  void spreadsAreKnownToFourDecimals() {
    var spread = PaperNumbers.pytorch(Recipe.AS_PRINTED).getFirst();

    assertThat(spread.contains(0.04636)).isTrue();
    assertThat(spread.contains(0.04634)).isFalse();
    assertThat(spread.contains(0.05524)).isTrue();
    assertThat(spread.contains(0.05526)).isFalse();
  }
}
