package dev.telar.live;

import dev.telar.measure.ColumnErrors;
import dev.telar.preparation.CategoryColumn;
import dev.telar.preparation.Preparation;
import dev.telar.preparation.PreparedColumn;
import dev.telar.table.TableSamples;
import dev.telar.text.ErrorText;
import dev.telar.text.Excerpt;
import dev.telar.text.RoundedCell;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/// What a model makes of some rows of a table, in the table's units: of a wide one the columns with
/// the greatest errors.
///
/// @param columns their names, the greatest error first
/// @param more how many columns have smaller errors and are not shown
/// @param rows a row each
record ShownRows(int model, int epoch, List<String> columns, int more, List<Row> rows) {
  /// How many columns are shown at most.
  static final int MOST_COLUMNS = 12;

  private static final int LONGEST = 28;

  /// A row.
  ///
  /// @param error as it is printed
  /// @param cells of the columns shown
  record Row(String error, List<Cell> cells) {}

  /// A cell.
  ///
  /// @param deviation in percent, 100 from an error of 1 on
  /// @param far whether the deviation is 100, or another level is expected
  /// @param counts whether it counts
  record Cell(String observed, String expected, int deviation, boolean far, boolean counts) {}

  /// @param rows of the samples
  /// @param reconstructions (rows, width)
  static ShownRows of(
      int model, int epoch, TableSamples samples, int[] rows, float[] reconstructions) {
    Preparation preparation = samples.preparation();
    int width = samples.width();
    double[] sums = new double[preparation.columns().size()];
    List<List<ColumnErrors.Cell>> all = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      float[] own = Arrays.copyOfRange(reconstructions, i * width, (i + 1) * width);
      List<ColumnErrors.Cell> cells = ColumnErrors.ofRow(samples, rows[i], own);
      cells.stream()
          .filter(ColumnErrors.Cell::counts)
          .forEach(cell -> sums[cell.column()] += cell.error());
      all.add(cells);
    }
    List<Integer> ordered =
        IntStream.range(0, sums.length)
            .filter(column -> preparation.columns().get(column).width() > 0)
            .boxed()
            .sorted(Comparator.comparingDouble(column -> -sums[column]))
            .toList();
    List<Integer> shown = ordered.stream().limit(MOST_COLUMNS).toList();
    List<Row> told = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      float[] own = Arrays.copyOfRange(reconstructions, i * width, (i + 1) * width);
      told.add(row(samples, rows[i], all.get(i), shown, own));
    }
    return new ShownRows(
        model,
        epoch,
        shown.stream()
            .map(column -> Excerpt.cut(preparation.columns().get(column).name(), LONGEST))
            .toList(),
        ordered.size() - shown.size(),
        Collections.unmodifiableList(told));
  }

  private static Row row(
      TableSamples samples,
      int row,
      List<ColumnErrors.Cell> cells,
      List<Integer> shown,
      float[] reconstruction) {
    Preparation preparation = samples.preparation();
    Map<Integer, ColumnErrors.Cell> byColumn = new HashMap<>();
    cells.forEach(cell -> byColumn.put(cell.column(), cell));
    List<Cell> told =
        shown.stream()
            .map(column -> {
              ColumnErrors.Cell cell = Objects.requireNonNull(byColumn.get(column));
              PreparedColumn prepared = preparation.columns().get(column);
              double expected = prepared.decode(reconstruction, preparation.first(column));
              int deviation = ErrorText.deviation(cell.error());
              boolean otherLevel =
                  prepared instanceof CategoryColumn
                      && Double.compare(samples.cell(row, column), expected) != 0;
              return new Cell(
                  Excerpt.cut(cell.observed(), LONGEST),
                  Excerpt.cut(RoundedCell.text(prepared, expected), LONGEST),
                  deviation,
                  otherLevel || deviation == 100,
                  cell.counts());
            })
            .toList();
    double error =
        cells.stream()
            .filter(ColumnErrors.Cell::counts)
            .mapToDouble(ColumnErrors.Cell::error)
            .average()
            .orElse(0);
    return new Row(ErrorText.of(error), told);
  }
}
