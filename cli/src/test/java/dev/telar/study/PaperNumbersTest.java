package dev.telar.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.telar.run.Recipe;
import org.junit.jupiter.api.Test;

class PaperNumbersTest {
  @Test
  void oneMoreSeedIsExpectedInThePredictionInterval() {
    // scipy.stats.t.interval(0.95, 7, loc=0.0507, scale=0.0031 * sqrt(1 + 1 / 8))
    var spread = PaperNumbers.pytorch(Recipe.AS_PRINTED).getFirst();

    assertThat(spread.lower()).isCloseTo(0.04292, within(1e-5));
    assertThat(spread.upper()).isCloseTo(0.05848, within(1e-5));
    assertThat(spread.contains(0.0430)).isTrue();
    assertThat(spread.contains(0.0429)).isFalse();
    assertThat(spread.contains(0.0584)).isTrue();
    assertThat(spread.contains(0.0585)).isFalse();
  }
}
