package dev.telar.engine.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.random.RandomSource;
import dev.telar.random.RandomSource.Purpose;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VectorPhiloxTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, 64",
    "-1, 7, 12345678901, 65",
    "1234567890123, 999, 72057594037927935, 200"
  })
  void bitsAreThoseOfTheRandomSource(long seed, int row, long step, int count) {
    var source = new RandomSource(seed, Purpose.DROPOUT);
    int[] expected = new int[count];
    source.fillBits(step, row, expected, count);

    int[] bits = new int[(count + 63) / 64 * 64];
    VectorPhilox.fillBits(source, step, row, bits, count);

    assertThat(Arrays.copyOf(bits, count)).isEqualTo(expected);
  }
}
