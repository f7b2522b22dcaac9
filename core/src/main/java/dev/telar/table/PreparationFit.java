package dev.telar.table;

import dev.telar.preparation.CategoryColumn;
import dev.telar.preparation.ColumnKind;
import dev.telar.preparation.DateColumn;
import dev.telar.preparation.Dates;
import dev.telar.preparation.NumberColumn;
import dev.telar.preparation.Preparation;
import dev.telar.preparation.PreparedColumn;
import dev.telar.preparation.Scale;
import dev.telar.preparation.UnusedColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Finds what becomes of a table's columns, from its training rows alone. The result depends on the
/// rows and their order.
public final class PreparationFit {
  /// The default of min count: one training row of so many.
  private static final int ROWS_PER_LEVEL = 1000;

  private static final int LEAST_MIN_COUNT = 2;
  private static final int BOOLEAN_LEVELS = 2;
  private static final double MICROS_PER_DAY = 86_400e6;

  private final TableCells cells;
  private final int[] rows;
  private final PreparationSettings settings;
  private final List<ColumnKind> kinds;
  private final NumberStatistics[] numbers;
  private final LevelTally[] levels;
  private final long[] missing;

  private PreparationFit(TableCells cells, int[] rows, PreparationSettings settings) {
    this.cells = cells;
    this.rows = rows;
    this.settings = settings;
    this.kinds = kinds(cells, settings);
    int columns = kinds.size();
    this.numbers = new NumberStatistics[columns];
    this.levels = new LevelTally[columns];
    this.missing = new long[columns];
  }

  /// What each column is: what was said of it, else what was found in all rows.
  ///
  /// @throws IllegalArgumentException if something is said of a column that is not there
  public static List<ColumnKind> kinds(TableCells cells, PreparationSettings settings) {
    List<String> names = cells.names();
    settings.checkNames(names);
    List<ColumnKind> kinds = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      ColumnKind said = settings.kinds().get(names.get(i));
      if (said == null && cells.survey(i).isMixed()) {
        throw mixed(cells, i);
      }
      kinds.add(said != null ? said : cells.survey(i).kind());
    }
    return kinds;
  }

  /// Of a column that is mostly numbers nobody should have to find out that it was taken for a
  /// category.
  private static IllegalArgumentException mixed(TableCells cells, int column) {
    ColumnSurvey survey = cells.survey(column);
    boolean dates = survey.dates() > survey.numbers();
    long known = dates ? survey.dates() : survey.numbers();
    int row = 0;
    while (row < cells.rows() - 1 && isKnown(cells.at(row, column), cells, column, dates)) {
      row++;
    }
    return new IllegalArgumentException(
        "the column %1$s has %2$,d %6$s and %3$,d other texts, such as %4$s in row %5$,d; --na %4$s says that this means a missing cell, --categorical %1$s takes all for categories, --ignore %1$s leaves it out"
            .formatted(
                cells.names().get(column),
                known,
                survey.rows() - survey.missingCells() - known,
                cells.text(row, column),
                row + 1L,
                dates ? "dates" : "numbers"));
  }

  private static boolean isKnown(long cell, TableCells cells, int column, boolean dates) {
    if (cell == Cell.MISSING
        || (!Cell.isText(cell) && cells.columns().get(column).dates() == dates)) {
      return true;
    }
    String text = cells.columns().get(column).text(cell);
    return dates && Dates.parse(text.toCharArray(), 0, text.length()).isPresent();
  }

  /// Fits a preparation.
  ///
  /// @param rows to fit on, at least one; not modified
  /// @throws IllegalArgumentException if no column is left, or one cannot be prepared, in one line
  ///   with its name
  public static Preparation fit(TableCells cells, int[] rows, PreparationSettings settings) {
    if (rows.length == 0) {
      throw new IllegalArgumentException("a preparation needs at least one row");
    }
    var fit = new PreparationFit(cells, rows, settings);
    fit.read();
    List<PreparedColumn> columns = new ArrayList<>();
    for (int i = 0; i < fit.kinds.size(); i++) {
      columns.add(fit.column(i));
    }
    return new Preparation(columns);
  }

  private void read() {
    for (int i = 0; i < kinds.size(); i++) {
      StoredColumn column = cells.columns().get(i);
      switch (kinds.get(i)) {
        case NUMBER, DATE -> {
          CellValues.checkNumbers(cells, i, kinds.get(i));
          numbers[i] = new NumberStatistics();
        }
        case CATEGORY, BOOLEAN -> {
          if (column.isOverfull()) {
            throw wrong(
                i,
                "has more than %,d different texts; leave it out with --ignore or --id"
                    .formatted(CellColumn.MOST_TEXTS - 1));
          }
          levels[i] = new LevelTally(column);
        }
        default -> {
          // Nothing is to be fitted.
        }
      }
    }
    for (int row : rows) {
      for (int i = 0; i < numbers.length; i++) {
        if (numbers[i] == null && levels[i] == null) {
          continue;
        }
        long cell = cells.at(row, i);
        if (cell == Cell.MISSING) {
          missing[i]++;
        } else if (numbers[i] != null) {
          numbers[i].add(number(i, cell));
        } else {
          levels[i].add(cell);
        }
      }
    }
    for (int row : rows) {
      for (int i = 0; i < numbers.length; i++) {
        if (numbers[i] != null) {
          long cell = cells.at(row, i);
          if (cell != Cell.MISSING) {
            numbers[i].addCentred(number(i, cell));
          }
        }
      }
    }
  }

  private double number(int column, long cell) {
    return CellValues.number(cells.columns().get(column), kinds.get(column), cell);
  }

  private PreparedColumn column(int i) {
    String name = cells.columns().get(i).name();
    ColumnKind kind = kinds.get(i);
    if (numbers[i] != null) {
      return number(i, name, kind);
    }
    if (levels[i] != null) {
      return category(i, name, kind);
    }
    return new UnusedColumn(
        name, kind, kind == ColumnKind.CONSTANT ? anyValue(i) : Optional.empty());
  }

  private Optional<String> anyValue(int column) {
    for (int row : rows) {
      long cell = cells.at(row, column);
      if (cell != Cell.MISSING) {
        return Optional.of(cells.columns().get(column).text(cell));
      }
    }
    return Optional.empty();
  }

  private PreparedColumn number(int i, String name, ColumnKind kind) {
    NumberStatistics found = numbers[i];
    if (found.count() == 0 || found.isConstant()) {
      return new UnusedColumn(name, ColumnKind.CONSTANT, anyValue(i));
    }
    double deviation = Math.sqrt(found.variance());
    double centre =
        switch (settings.scale()) {
          case STANDARD -> found.mean();
          case MIN_MAX -> found.least();
          case ROBUST -> 0;
          case NONE -> 0;
        };
    double scale =
        switch (settings.scale()) {
          case STANDARD -> deviation;
          case MIN_MAX -> found.greatest() - found.least();
          case ROBUST -> 1;
          case NONE -> kind == ColumnKind.DATE ? MICROS_PER_DAY : 1;
        };
    if (settings.scale() == Scale.ROBUST) {
      double[] sorted = sorted(i, (int) found.count());
      double range = quantile(sorted, 0.75) - quantile(sorted, 0.25);
      centre = quantile(sorted, 0.5);
      scale = range > 0 ? range : deviation;
    }
    if (!(scale > 0) || Double.isInfinite(scale)) {
      throw wrong(
          i,
          "has numbers from %s to %s, whose spread is no double"
              .formatted(found.least(), found.greatest()));
    }
    var number = new NumberColumn(name, centre, scale, found.mean(), missing[i] > 0);
    return kind == ColumnKind.DATE ? new DateColumn(number, settings.dateParts()) : number;
  }

  private double[] sorted(int column, int count) {
    double[] sorted = new double[count];
    int next = 0;
    for (int row : rows) {
      long cell = cells.at(row, column);
      if (cell != Cell.MISSING) {
        sorted[next++] = number(column, cell);
      }
    }
    Arrays.sort(sorted);
    return sorted;
  }

  /// With linear interpolation between neighbours (R. J. Hyndman, Y. Fan, *The American
  /// Statistician* 50, 1996: definition 7).
  private static double quantile(double[] sorted, double part) {
    double at = part * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }

  private PreparedColumn category(int i, String name, ColumnKind kind) {
    Map<String, Long> counts = levels[i].counts();
    boolean hasMissing = missing[i] > 0;
    if (counts.isEmpty() || (counts.size() == 1 && !hasMissing)) {
      return new UnusedColumn(name, ColumnKind.CONSTANT, anyValue(i));
    }
    if (kind == ColumnKind.BOOLEAN) {
      if (counts.size() > BOOLEAN_LEVELS) {
        throw wrong(
            i,
            "has %,d levels, a boolean has two; --categorical takes more".formatted(counts.size()));
      }
      return new CategoryColumn(name, kind, List.copyOf(counts.keySet()), false, hasMissing);
    }
    int least =
        settings
            .minCount()
            .orElse(Math.max(LEAST_MIN_COUNT, Math.ceilDiv(rows.length, ROWS_PER_LEVEL)));
    List<String> kept =
        counts.entrySet().stream()
            .filter(level -> level.getValue() >= least)
            .map(Map.Entry::getKey)
            .toList();
    if (kept.size() > settings.maxLevels()) {
      throw wrong(
          i,
          "has %,d levels that occur at least %d times, more than %,d; leave it out with --ignore, or give a greater --min-count or --max-levels"
              .formatted(kept.size(), least, settings.maxLevels()));
    }
    return new CategoryColumn(name, kind, kept, true, hasMissing);
  }

  private IllegalArgumentException wrong(int column, String problem) {
    return new IllegalArgumentException(
        "the column %s %s".formatted(cells.columns().get(column).name(), problem));
  }

  /// Counts the levels of a column.
  private static final class LevelTally {
    private final StoredColumn column;
    private final long[] texts;
    private final Map<Long, long[]> numbers = new TreeMap<>();

    LevelTally(StoredColumn column) {
      this.column = column;
      this.texts = new long[column.texts().size()];
    }

    void add(long cell) {
      if (Cell.isText(cell)) {
        texts[Cell.place(cell)]++;
      } else {
        numbers.computeIfAbsent(cell, _ -> new long[1])[0]++;
      }
    }

    /// How often each occurs, in ascending order of their texts.
    Map<String, Long> counts() {
      Map<String, Long> counts = new TreeMap<>();
      for (int place = 0; place < texts.length; place++) {
        if (texts[place] > 0) {
          counts.merge(column.texts().get(place), texts[place], Long::sum);
        }
      }
      numbers.forEach((cell, count) -> counts.merge(column.text(cell), count[0], Long::sum));
      return counts;
    }
  }
}
