package dev.telar.table;

import dev.telar.preparation.CellText;
import dev.telar.preparation.ColumnKind;
import dev.telar.preparation.Dates;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/// What there is in a column, found by reading all of it: its kind, how many cells are missing, its
/// levels, and of its numbers mean and standard deviation.
///
/// Text is taken for numbers where all cells are, for yes or no where all are the same two words,
/// for dates where all are. Numbers with zeros before them, such as `01234`, are texts: they name
/// something. For one thread at a time.
public final class ColumnSurvey implements ColumnSink {
  private static final int LEAST_IDS = 3;
  private static final int MOST_MIXED_LEVELS = 20;

  private static final Set<Set<String>> YES_OR_NO =
      Set.of(
          Set.of("true", "false"),
          Set.of("True", "False"),
          Set.of("TRUE", "FALSE"),
          Set.of("yes", "no"),
          Set.of("Yes", "No"),
          Set.of("YES", "NO"),
          Set.of("y", "n"),
          Set.of("Y", "N"),
          Set.of("t", "f"),
          Set.of("T", "F"));

  private final boolean decimalComma;
  private final CellSink cells;
  private final LevelCounts levels = new LevelCounts();
  private long rows;
  private long missing;
  private long numbers;
  private long infinite;
  private long padded;
  private long dates;
  private long truths;

  // Of the finite numbers (B. P. Welford, Technometrics 4, 1962).
  private double mean;
  private double squares;
  private double least = Double.POSITIVE_INFINITY;
  private double most = Double.NEGATIVE_INFINITY;
  private boolean isWhole = true;
  private boolean countsRows = true;
  private long earliest = Long.MAX_VALUE;
  private long latest = Long.MIN_VALUE;

  /// @param decimalComma whether numbers in text have a comma for a decimal point
  public ColumnSurvey(boolean decimalComma) {
    this(decimalComma, CellSink.NONE);
  }

  /// @param cells takes the cells as they were understood
  ColumnSurvey(boolean decimalComma, CellSink cells) {
    this.decimalComma = decimalComma;
    this.cells = cells;
  }

  @Override
  public void missing() {
    rows++;
    missing++;
    cells.missing();
  }

  @Override
  public void text(char[] chars, int start, int length) {
    rows++;
    double value = Numbers.parse(chars, start, length, decimalComma);
    if (!Double.isNaN(value)) {
      addNumber(value);
      if (isPadded(chars, start, length)) {
        padded++;
        levels.add(chars, start, length);
        cells.text(chars, start, length);
      } else {
        levels.add(value);
        cells.number(value);
      }
      return;
    }
    levels.add(chars, start, length);
    OptionalLong time = Dates.parse(chars, start, length);
    if (time.isPresent()) {
      addDate(time.getAsLong());
      cells.time(time.getAsLong());
    } else {
      cells.text(chars, start, length);
    }
  }

  /// Whether zeros stand before another digit.
  private static boolean isPadded(char[] chars, int start, int length) {
    return length > 1 && chars[start] == '0' && chars[start + 1] >= '0' && chars[start + 1] <= '9';
  }

  @Override
  public void number(double value) {
    if (Double.isNaN(value)) {
      missing();
      return;
    }
    rows++;
    levels.add(value);
    addNumber(value);
    cells.number(value);
  }

  @Override
  public void truth(boolean value) {
    rows++;
    truths++;
    char[] word = String.valueOf(value).toCharArray();
    levels.add(word, 0, word.length);
    cells.text(word, 0, word.length);
  }

  @Override
  public void time(long epochMicros) {
    rows++;
    addDate(epochMicros);
    // The text of a date takes longer than all else.
    if (!levels.isOverflown()) {
      count(CellText.date((double) epochMicros));
    }
    cells.time(epochMicros);
  }

  private void count(String text) {
    char[] chars = text.toCharArray();
    levels.add(chars, 0, chars.length);
  }

  private void addNumber(double value) {
    isWhole &= value == Math.rint(value);
    countsRows &= isWhole && (numbers == 0 || value == most + 1);
    numbers++;
    least = Math.min(least, value);
    most = Math.max(most, value);
    if (Double.isInfinite(value)) {
      infinite++;
      return;
    }
    double difference = value - mean;
    mean += difference / finite();
    squares = Math.fma(difference, value - mean, squares);
  }

  private void addDate(long epochMicros) {
    dates++;
    earliest = Math.min(earliest, epochMicros);
    latest = Math.max(latest, epochMicros);
  }

  private long finite() {
    return numbers - infinite;
  }

  /// How many rows there are.
  public long rows() {
    return rows;
  }

  /// How many cells have no value.
  public long missingCells() {
    return missing;
  }

  /// How many cells are numbers.
  public long numbers() {
    return numbers;
  }

  /// How many of the numbers are infinite.
  public long infinite() {
    return infinite;
  }

  /// How many cells are dates.
  public long dates() {
    return dates;
  }

  /// How many different values there are; 1001 if there are more than 1000.
  public int distinct() {
    return levels.distinct();
  }

  /// The values with the numbers of their rows, the most frequent first; some, if there are more
  /// than 1000.
  public Map<String, Long> levels() {
    return levels.levels();
  }

  /// The mean of the finite numbers, if there are any.
  public OptionalDouble mean() {
    return finite() == 0 ? OptionalDouble.empty() : OptionalDouble.of(mean);
  }

  /// The standard deviation of the finite numbers (population, divided by their count), if there
  /// are any.
  public OptionalDouble deviation() {
    return finite() == 0 ? OptionalDouble.empty() : OptionalDouble.of(Math.sqrt(variance()));
  }

  private double variance() {
    return Math.max(0, squares) / finite();
  }

  /// Whether the numbers differ by no more than the rounding of their variance, so that they would
  /// be constant to a preparation fitted on all of them.
  public boolean isNearlyConstant() {
    return finite() > 0 && infinite == 0 && NumberStatistics.isConstant(finite(), mean, variance());
  }

  /// The least number; infinite if there is none.
  public double least() {
    return least;
  }

  /// The greatest number; infinite if there is none.
  public double greatest() {
    return most;
  }

  /// Whether all numbers are whole.
  public boolean isWhole() {
    return isWhole;
  }

  /// The earliest date in microseconds since 1970-01-01T00:00:00Z, if there is one.
  public OptionalLong earliest() {
    return dates == 0 ? OptionalLong.empty() : OptionalLong.of(earliest);
  }

  /// The latest date in microseconds since 1970-01-01T00:00:00Z, if there is one.
  public OptionalLong latest() {
    return dates == 0 ? OptionalLong.empty() : OptionalLong.of(latest);
  }

  /// Whether most cells are dates, or numbers, more different ones than a category would have, and
  /// others are not: it is not clear then what it is.
  public boolean isMixed() {
    long present = rows - missing;
    boolean mostlyNumbers =
        numbers < present
            && padded == 0
            && 2 * numbers >= present
            && levels.distinct() > MOST_MIXED_LEVELS;
    return mostlyNumbers || (dates < present && 2 * dates >= present && present > 1);
  }

  /// What the cells are.
  public ColumnKind kind() {
    long present = rows - missing;
    if (present == 0 || levels.distinct() == 1) {
      return ColumnKind.CONSTANT;
    }
    if (numbers == present && padded == 0) {
      return numericKind(present);
    }
    if (truths == present || YES_OR_NO.contains(levels.levels().keySet())) {
      return ColumnKind.BOOLEAN;
    }
    if (dates == present) {
      return ColumnKind.DATE;
    }
    return present >= LEAST_IDS && levels.allDistinct() ? ColumnKind.ID : ColumnKind.CATEGORY;
  }

  private ColumnKind numericKind(long present) {
    if (least == most) {
      // Written in several ways, such as 1 and 1.0.
      return ColumnKind.CONSTANT;
    }
    return countsRows && present >= LEAST_IDS && missing == 0 ? ColumnKind.ID : ColumnKind.NUMBER;
  }
}
