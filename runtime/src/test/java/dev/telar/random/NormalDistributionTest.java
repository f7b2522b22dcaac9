package dev.telar.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.telar.random.RandomSource.Purpose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalDistributionTest {
  private static final int COUNT = 1_000_000;

  /// The bits whose number has the given share of the distribution below it.
  private static int bitsAt(double share) {
    return (int) (long) (share * 0x1p32);
  }

  /// Tables of the normal distribution; the steps are of 2⁻²⁴, which the tails feel.
  @ParameterizedTest
  @CsvSource({
    "0.6, 0.2533471031",
    "0.75, 0.6744897502",
    "0.9, 1.2815515655",
    "0.975, 1.9599639845",
    "0.99, 2.3263478740",
    "0.999, 3.0902323062",
    "0.9999, 3.7190164855"
  })
  void quantilesAreThoseOfTables(double share, double quantile) {
    assertThat((double) NormalDistribution.of(bitsAt(share))).isCloseTo(quantile, offset(1e-4));
    assertThat((double) NormalDistribution.of(bitsAt(1 - share)))
        .isCloseTo(-quantile, offset(1e-4));
  }

  @Test
  void isSymmetricAndFiniteAndAscends() {
    float before = Float.NEGATIVE_INFINITY;
    for (long high = 0; high < 1 << 24; high += 1021) {
      int bits = (int) (high << 8);
      float n = NormalDistribution.of(bits);
      assertThat(NormalDistribution.of(~bits)).isEqualTo(-n);
      assertThat(n).isGreaterThan(before).isFinite();
      before = n;
    }
    assertThat(NormalDistribution.of(0)).isBetween(-5.5f, -5.2f);
    assertThat(NormalDistribution.of(-1)).isBetween(5.2f, 5.5f);
  }

  @Test
  void aMillionHaveTheMomentsOfTheDistribution() {
    int[] bits = new int[COUNT];
    new RandomSource(3, Purpose.NOISE).fillBits(0, 0, bits, COUNT);
    double sum = 0;
    double squares = 0;
    double fourths = 0;
    for (int each : bits) {
      double n = NormalDistribution.of(each);
      sum += n;
      squares += n * n;
      fourths += n * n * n * n;
    }

    // Five standard deviations: of n they are 1, of n² √2, of n⁴ √96.
    assertThat(sum / COUNT).isCloseTo(0, offset(5e-3));
    assertThat(squares / COUNT).isCloseTo(1, offset(7.1e-3));
    assertThat(fourths / COUNT).isCloseTo(3, offset(4.9e-2));
  }

  @Test
  void logarithmIsThatOfTheLibrary() {
    for (int bits = 0x0080_0000; bits < 0x7F80_0000; bits += 10_007) {
      float x = Float.intBitsToFloat(bits);
      double expected = Math.log(x);
      assertThat((double) NormalDistribution.log(x))
          .isCloseTo(expected, offset(1e-9 + 1.5e-7 * Math.abs(expected)));
    }
  }
}
