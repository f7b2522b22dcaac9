package dev.telar.table;

import dev.telar.preparation.CategoryColumn;
import dev.telar.preparation.ColumnKind;
import dev.telar.preparation.Dates;
import dev.telar.preparation.PreparedColumn;
import java.util.HashMap;
import java.util.Map;

/// The values that a prepared column takes for the cells of a stored one; see [PreparedColumn].
final class CellValues {
  private static final double MICROS = 1e6;

  private final StoredColumn stored;
  private final PreparedColumn prepared;
  private final double[] ofText;
  private final NumberLevels ofNumber;
  private final double unknown;

  /// @throws IllegalArgumentException if a cell of the column is of another kind
  CellValues(TableCells cells, int column, PreparedColumn prepared) {
    this.stored = cells.columns().get(column);
    this.prepared = prepared;
    if (!(prepared instanceof CategoryColumn category)) {
      this.ofText = new double[0];
      this.ofNumber = new NumberLevels(Map.of());
      this.unknown = Double.NaN;
      if (prepared.kind().isInput()) {
        checkNumbers(cells, column, prepared.kind());
      }
      return;
    }
    Map<String, Integer> levels = new HashMap<>();
    for (int i = 0; i < category.levels().size(); i++) {
      levels.put(category.levels().get(i), i);
    }
    this.unknown = category.unknown();
    this.ofText = new double[stored.texts().size()];
    for (int place = 0; place < ofText.length; place++) {
      Integer level = levels.get(stored.texts().get(place));
      ofText[place] = level == null ? unknown : level;
    }
    Map<Long, Integer> numbers = new HashMap<>();
    levels.forEach((text, level) -> {
      long cell = stored.dates() ? dateCell(text) : numberCell(text);
      if (cell != Cell.MISSING) {
        numbers.put(cell, level);
      }
    });
    this.ofNumber = new NumberLevels(numbers);
    if (!category.other()) {
      checkKnown(cells, column, category);
    }
  }

  /// Checks that a column whose levels are all known has no others.
  private void checkKnown(TableCells cells, int column, CategoryColumn category) {
    for (int row = 0; row < cells.rows(); row++) {
      long cell = cells.at(row, column);
      if (cell != Cell.MISSING && Double.isNaN(of(cell))) {
        throw new IllegalArgumentException(
            "the column %s has in row %,d what is not one of its levels %s: %s"
                .formatted(
                    stored.name(),
                    row + 1L,
                    String.join(" and ", category.levels()),
                    stored.text(cell)));
      }
    }
  }

  private static long numberCell(String text) {
    return Cell.number(Numbers.parse(text, false));
  }

  private static long dateCell(String text) {
    var time = Dates.parse(text.toCharArray(), 0, text.length());
    return time.isPresent() ? Cell.number((double) time.getAsLong()) : Cell.MISSING;
  }

  /// The value of a cell; NaN if it is missing.
  double of(long cell) {
    if (cell == Cell.MISSING) {
      return Double.NaN;
    }
    if (!(prepared instanceof CategoryColumn)) {
      return number(stored, prepared.kind(), cell);
    }
    if (Cell.isText(cell)) {
      int place = Cell.place(cell);
      return place < ofText.length ? ofText[place] : unknown;
    }
    return ofNumber.of(cell, unknown);
  }

  /// A number, or the microseconds of a date; a date that is to be a number becomes seconds.
  static double number(StoredColumn column, ColumnKind kind, long cell) {
    double value = Double.longBitsToDouble(cell);
    return column.dates() && kind == ColumnKind.NUMBER ? value / MICROS : value;
  }

  /// Checks that all cells of a column that have a value are finite numbers, or dates.
  ///
  /// @throws IllegalArgumentException naming the column, the row and the cell
  static void checkNumbers(TableCells cells, int column, ColumnKind kind) {
    StoredColumn stored = cells.columns().get(column);
    boolean wantsDates = kind == ColumnKind.DATE;
    if (hasOnlyNumbers(stored) && (!wantsDates || stored.dates())) {
      return;
    }
    for (int row = 0; row < cells.rows(); row++) {
      long cell = cells.at(row, column);
      if (cell == Cell.MISSING) {
        continue;
      }
      boolean wrong =
          Cell.isText(cell)
              || (wantsDates && !stored.dates())
              || Double.isInfinite(Double.longBitsToDouble(cell));
      if (wrong) {
        throw new IllegalArgumentException(
            "the column %s has in row %,d what is not %s: %s"
                .formatted(
                    stored.name(),
                    row + 1L,
                    wantsDates ? "a date such as 2026-03-01" : "a finite number",
                    stored.text(cell)));
      }
    }
  }

  private static boolean hasOnlyNumbers(StoredColumn column) {
    return column.texts().isEmpty()
        && Double.isFinite(column.survey().least())
        && Double.isFinite(column.survey().greatest());
  }
}
