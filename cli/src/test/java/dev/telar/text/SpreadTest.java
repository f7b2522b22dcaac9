package dev.telar.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class SpreadTest {
  @Test
  void theDeviationIsThatOfASample() {
    // numpy.std([3, 5, 10], ddof=1)
    Spread spread = Spread.of(5, 10, 3);

    assertThat(spread.seeds()).isEqualTo(3);
    assertThat(spread.mean()).isEqualTo(6);
    assertThat(spread.deviation().orElseThrow()).isCloseTo(3.605551275463989, within(1e-15));
    assertThat(spread.min()).isEqualTo(3);
    assertThat(spread.max()).isEqualTo(10);
  }

  @Test
  void aSingleValueIsItsOwnMean() {
    assertThat(Spread.of(0.1)).isEqualTo(new Spread(1, 0.1, OptionalDouble.empty(), 0.1, 0.1));
    assertThatIllegalArgumentException().isThrownBy(Spread::of);
    assertThatIllegalStateException().isThrownBy(() -> Spread.of(0.1).lower(1));
  }

  @Test
  void oneMoreSeedIsExpectedInThePredictionInterval() {
    // scipy.stats.t.interval(0.95, 7, loc=0.0507, scale=0.0031 * sqrt(1 + 1 / 8))
    Spread spread = new Spread(8, 0.0507, OptionalDouble.of(0.0031), 0.0464, 0.0552);

    assertThat(spread.lower(1)).isCloseTo(0.04292, within(1e-5));
    assertThat(spread.upper(1)).isCloseTo(0.05848, within(1e-5));
    assertThat(spread.contains(Spread.of(0.0430))).isTrue();
    assertThat(spread.contains(Spread.of(0.0429))).isFalse();
    assertThat(spread.contains(Spread.of(0.0584))).isTrue();
    assertThat(spread.contains(Spread.of(0.0585))).isFalse();
  }

  @Test
  void theMeanOfMoreSeedsIsExpectedNearer() {
    // scipy.stats.t.interval(0.95, 7, loc=0.0507, scale=0.0031 * sqrt(1 / 3 + 1 / 8))
    Spread spread = new Spread(8, 0.0507, OptionalDouble.of(0.0031), 0.0464, 0.0552);

    assertThat(spread.lower(3)).isCloseTo(0.04574, within(1e-5));
    assertThat(spread.contains(Spread.of(0.0430, 0.0440, 0.0450))).isFalse();
  }

  @Test
  void manySeedsHaveAnInterval() {
    assertThat(new Spread(40, 1, OptionalDouble.of(0.1), 0.8, 1.2).upper(1)).isBetween(1.2, 1.23);
  }
}
