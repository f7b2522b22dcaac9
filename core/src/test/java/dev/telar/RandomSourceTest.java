package dev.telar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.random.RandomSource;
import dev.telar.random.RandomSource.Purpose;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RandomSourceTest {
  private static Stream<Arguments> golden(String kind) {
    return Golden.properties("random.properties").entrySet().stream()
        .filter(line -> line.getKey().toString().startsWith(kind + "."))
        .map(line -> Arguments.of(line.getKey(), line.getValue()));
  }

  private static Stream<Arguments> goldenBits() {
    return golden("bits");
  }

  private static Stream<Arguments> goldenPermutations() {
    return golden("permutation");
  }

  @ParameterizedTest
  @MethodSource("goldenBits")
  void bitsAreThoseOfTheIndependentImplementation(String key, String value) {
    String[] address = key.split("\\.", -1);
    int[] expected =
        Arrays.stream(value.split(" "))
            .mapToInt(word -> Integer.parseUnsignedInt(word, 16))
            .toArray();

    var random = new RandomSource(Long.parseLong(address[2]), Purpose.valueOf(address[1]));

    assertThat(
            bits(random, Long.parseLong(address[3]), Integer.parseInt(address[4]), expected.length))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("goldenPermutations")
  void permutationsAreThoseOfTheIndependentImplementation(String key, String value) {
    String[] address = key.split("\\.", -1);
    int[] expected = Arrays.stream(value.split(" ")).mapToInt(Integer::parseInt).toArray();

    var random = new RandomSource(Long.parseLong(address[2]), Purpose.valueOf(address[1]));

    assertThat(random.permutation(Long.parseLong(address[3]), expected.length)).isEqualTo(expected);
  }

  @Test
  void otherSeedsPurposesStepsAndRowsGiveOtherNumbers() {
    var sequences =
        Stream.of(0L, 1L, 1L << 32, -1L)
            .flatMap(seed -> Arrays.stream(Purpose.values()).map(p -> new RandomSource(seed, p)))
            .flatMap(random ->
                Stream.of(0L, 1L, 1L << 32, 1L << 55)
                    .flatMap(step ->
                        Stream.of(0, 1, 999)
                            .map(row -> Arrays.toString(bits(random, step, row, 100)))));

    assertThat(sequences).hasSize(4 * Purpose.values().length * 4 * 3).doesNotHaveDuplicates();
  }

  @Test
  void unitsDoNotDependOnHowManyAreAsked() {
    var random = new RandomSource(1, Purpose.DROPOUT);
    int[] many = bits(random, 2, 3, 200);

    for (int count : new int[] {0, 1, 15, 16, 17, 63, 64, 65, 199}) {
      assertThat(bits(random, 2, 3, count)).isEqualTo(Arrays.copyOf(many, count));
    }
  }

  @Test
  void everyBitIsSetHalfOfTheTime() {
    int count = 100_000;
    double[] ones = new double[Integer.SIZE];
    for (int word : bits(new RandomSource(1, Purpose.DROPOUT), 0, 0, count)) {
      for (int i = 0; i < ones.length; i++) {
        ones[i] += word >>> i & 1;
      }
    }

    double mean = count / 2.0;
    double sigma = Math.sqrt(count) / 2;
    for (double n : ones) {
      assertThat(n).isBetween(mean - 5 * sigma, mean + 5 * sigma);
    }
  }

  @Test
  void uniformNumbersHaveTheRangeMeanAndVarianceTheyShould() {
    int count = 100_000;
    double bound = 0.25;
    float[] values = new float[count];
    new RandomSource(1, Purpose.ENCODER_WEIGHT).fillUniform(0, 0, (float) bound, values, count);

    double sum = 0;
    double squares = 0;
    for (float value : values) {
      assertThat(value).isGreaterThanOrEqualTo((float) -bound).isLessThan((float) bound);
      sum += value;
      squares += value * value;
    }
    double sigmaOfMean = bound / Math.sqrt(3.0 * count);
    double sigmaOfSquare = bound * bound * Math.sqrt(4 / 45.0 / count);
    assertThat(sum / count).isBetween(-5 * sigmaOfMean, 5 * sigmaOfMean);
    assertThat(squares / count)
        .isBetween(bound * bound / 3 - 5 * sigmaOfSquare, bound * bound / 3 + 5 * sigmaOfSquare);
  }

  @Test
  void permutationHoldsEveryIndexOnce() {
    var random = new RandomSource(1, Purpose.SHUFFLE);

    for (int size : new int[] {0, 1, 2, 17, 1000}) {
      assertThat(random.permutation(0, size))
          .containsExactlyInAnyOrder(IntStream.range(0, size).toArray());
    }
    assertThat(random.permutation(1, 1000)).isNotEqualTo(random.permutation(0, 1000));
  }

  @Test
  void everyPermutationIsEquallyLikely() {
    int draws = 24_000;
    var random = new RandomSource(1, Purpose.SHUFFLE);
    Map<String, Integer> times = new HashMap<>();
    for (int step = 0; step < draws; step++) {
      times.merge(Arrays.toString(random.permutation(step, 4)), 1, Integer::sum);
    }

    double expected = draws / 24.0;
    double chiSquare =
        times.values().stream().mapToDouble(n -> (n - expected) * (n - expected) / expected).sum();
    assertThat(times).hasSize(24);
    // 23 degrees of freedom: mean 23, variance 46.
    assertThat(chiSquare).isLessThan(23 + 5 * Math.sqrt(46));
  }

  private static int[] bits(RandomSource random, long step, int row, int count) {
    int[] out = new int[count];
    random.fillBits(step, row, out, count);
    return out;
  }
}
