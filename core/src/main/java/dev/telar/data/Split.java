package dev.telar.data;

import dev.telar.random.RandomSource;
import dev.telar.random.RandomSource.Purpose;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/// Which rows train the model and which ones validate it. Both are lists of row indices; the
/// samples themselves stay where they are. Immutable.
public final class Split {
  /// How rows are assigned.
  public enum Kind {
    /// A seeded random choice.
    RANDOM,
    /// The first rows train, the last ones validate.
    ORDERED;

    /// The name in files and on the command line.
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final long TEST_SEED = 1;

  private final int[] train;
  private final int[] validation;

  private Split(int[] train, int[] validation) {
    this.train = train;
    this.validation = validation;
  }

  /// Divides `rows` rows, numbered from 0, so that `validationRows` of them validate and the rest
  /// train.
  ///
  /// @param seed of the random choice; the same one gives the same rows everywhere
  /// @throws IllegalArgumentException unless `0 ≤ validationRows < rows`
  public static Split of(Kind kind, int rows, int validationRows, long seed) {
    checkSizes(rows, validationRows);
    int[] order =
        switch (kind) {
          case RANDOM -> new RandomSource(seed, Purpose.SPLIT).permutation(0, rows);
          case ORDERED -> IntStream.range(0, rows).toArray();
        };
    int trainRows = rows - validationRows;
    return new Split(Arrays.copyOf(order, trainRows), Arrays.copyOfRange(order, trainRows, rows));
  }

  /// Takes `testRows` of `rows` rows away to test on, at random and always the same ones of as many
  /// rows: the seed of a training does not change what it is tested on. Both parts are in ascending
  /// order; those to test on are [#validation()].
  ///
  /// @throws IllegalArgumentException unless `1 ≤ testRows < rows`
  public static Split forTest(int rows, int testRows) {
    if (testRows < 1 || testRows >= rows) {
      throw new IllegalArgumentException(
          "test rows must be at least 1 and fewer than the %d rows there are, got %d"
              .formatted(rows, testRows));
    }
    int[] order = new RandomSource(TEST_SEED, Purpose.TEST_SPLIT).permutation(0, rows);
    int[] train = Arrays.copyOf(order, rows - testRows);
    int[] test = Arrays.copyOfRange(order, rows - testRows, rows);
    Arrays.sort(train);
    Arrays.sort(test);
    return new Split(train, test);
  }

  /// Checks that rows are left to train on.
  ///
  /// @throws IllegalArgumentException unless `0 ≤ validationRows < rows`
  public static void checkSizes(int rows, int validationRows) {
    if (validationRows < 0 || validationRows >= rows) {
      throw new IllegalArgumentException(
          "validation rows must be at least 0 and fewer than the "
              + rows
              + " rows there are, got "
              + validationRows);
    }
  }

  /// The rows to train on; a copy.
  public int[] train() {
    return train.clone();
  }

  /// The rows to validate on; a copy, empty if there are none.
  public int[] validation() {
    return validation.clone();
  }
}
