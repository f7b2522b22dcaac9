package dev.telar.table;

import dev.telar.random.RandomSource;
import dev.telar.random.RandomSource.Purpose;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// Which rows of a table train a model, validate it, calibrate it and test it: each row does one of
/// them. Immutable; the arrays are to be left unchanged.
public final class TableSplit {
  private static final long SEED = 1;

  private final int[] train;
  private final int[] validation;
  private final int[] calibration;
  private final int[] test;

  private TableSplit(int[] train, int[] validation, int[] calibration, int[] test) {
    this.train = train;
    this.validation = validation;
    this.calibration = calibration;
    this.test = test;
  }

  /// How many rows of each part there are to be: a share of all below 1, or a number of rows.
  ///
  /// @param validation at least 0
  /// @param calibration at least 0
  /// @param test at least 0
  public record Sizes(double validation, double calibration, double test) {
    /// A tenth each, and a fifth to test on.
    public static final Sizes DEFAULT = new Sizes(0.1, 0.1, 0.2);

    /// @throws IllegalArgumentException if one is neither a share nor a number of rows
    public Sizes {
      check("validation rows", validation);
      check("calibration rows", calibration);
      check("test rows", test);
    }

    private static void check(String name, double size) {
      if (!(size >= 0) || Double.isInfinite(size) || (size >= 1 && size != Math.rint(size))) {
        throw new IllegalArgumentException(
            "%s must be a number of rows, or a share of them such as 0.1, got %s"
                .formatted(name, size));
      }
    }

    /// None to test on, because these are known.
    Sizes withoutTest() {
      return new Sizes(validation, calibration, 0);
    }

    /// So many of some rows: of a share at least one, unless it is 0.
    private static int of(double size, int rows) {
      if (size >= 1) {
        return (int) Math.min(size, Integer.MAX_VALUE);
      }
      return size == 0 ? 0 : (int) Math.max(1, Math.rint(rows * size));
    }
  }

  /// Divides rows.
  ///
  /// @param order the rows, those to train on first and those to test on last; not modified
  /// @throws IllegalArgumentException if none is left to train on
  public static TableSplit of(int[] order, Sizes sizes) {
    int test = Sizes.of(sizes.test(), order.length);
    int calibration = Sizes.of(sizes.calibration(), order.length);
    int validation = Sizes.of(sizes.validation(), order.length);
    long train = (long) order.length - test - calibration - validation;
    if (train < 1) {
      throw new IllegalArgumentException(
          "%,d rows are too few: %,d validate, %,d calibrate and %,d test, and none is left to train on"
              .formatted(order.length, validation, calibration, test));
    }
    int first = (int) train;
    return new TableSplit(
        Arrays.copyOf(order, first),
        Arrays.copyOfRange(order, first, first + validation),
        Arrays.copyOfRange(order, first + validation, first + validation + calibration),
        Arrays.copyOfRange(order, first + validation + calibration, order.length));
  }

  /// Divides rows at random, always alike of as many rows: the seed of a training does not change
  /// what it is tested on. Within each part they are in ascending order.
  ///
  /// @param rows that there are, by their numbers in ascending order; not modified
  public static TableSplit random(int[] rows, Sizes sizes) {
    int[] order = new RandomSource(SEED, Purpose.TEST_SPLIT).permutation(0, rows.length);
    TableSplit split = of(Arrays.stream(order).map(i -> rows[i]).toArray(), sizes);
    Arrays.sort(split.train);
    Arrays.sort(split.validation);
    Arrays.sort(split.calibration);
    Arrays.sort(split.test);
    return split;
  }

  /// Rows in the order of a column's numbers or dates; those that are alike stay as they are.
  ///
  /// @param rows not modified
  /// @throws IllegalArgumentException if a cell is missing or neither a number nor a date, in one
  ///   line
  public static int[] inOrderOf(TableCells cells, int column, int[] rows) {
    StoredColumn stored = cells.columns().get(column);
    double[] values = new double[cells.rows()];
    for (int row : rows) {
      long cell = cells.at(row, column);
      if (cell == Cell.MISSING || Cell.isText(cell)) {
        throw new IllegalArgumentException(
            "the column %s has in row %,d neither a date nor a number to order by: %s"
                .formatted(stored.name(), row + 1L, cells.text(row, column)));
      }
      values[row] = Double.longBitsToDouble(cell);
    }
    return IntStream.of(rows)
        .boxed()
        .sorted(Comparator.comparingDouble(row -> values[row]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /// The same with more rows to test on, in ascending order.
  TableSplit withTest(int[] more) {
    int[] all = Arrays.copyOf(test, test.length + more.length);
    System.arraycopy(more, 0, all, test.length, more.length);
    Arrays.sort(all);
    return new TableSplit(train, validation, calibration, all);
  }

  /// The rows that weights and the preparation are fitted on.
  public int[] train() {
    return train;
  }

  /// The rows that say when to stop.
  public int[] validation() {
    return validation;
  }

  /// The rows that say which errors are usual.
  public int[] calibration() {
    return calibration;
  }

  /// The rows that are only measured on.
  public int[] test() {
    return test;
  }
}
