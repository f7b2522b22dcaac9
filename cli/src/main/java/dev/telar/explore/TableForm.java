package dev.telar.explore;

import dev.telar.preparation.CategoryColumn;
import dev.telar.preparation.DateColumn;
import dev.telar.preparation.Dates;
import dev.telar.preparation.NumberColumn;
import dev.telar.preparation.Preparation;
import dev.telar.preparation.PreparedColumn;
import dev.telar.table.TableSamples;
import dev.telar.text.ErrorText;
import dev.telar.text.RoundedCell;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/// A table's row as a form: the columns that the network sees, and cells as the page has them. A
/// cell is a number; of a date a text such as `2026-03-01T12:30`; of a category or a boolean the
/// place of its level, from 0, and behind the levels that of all others; and null if it is missing.
/// Immutable and safe for use by many threads.
final class TableForm {
  /// Over so many test rows it is measured how far a column's numbers go.
  private static final int MEASURED_ROWS = 100_000;

  private static final int SLIDER_STEPS = 200;
  private static final double USUAL = 3;

  /// Further away from a column's centre, in its scale, no number is taken: sums would overflow.
  private static final double FARTHEST = 1e9;

  private final TableSamples samples;
  private final Preparation preparation;
  private final int[] places; // in the preparation, of those columns that are inputs
  private final List<Column> columns;

  /// A column of the form.
  ///
  /// @param kind the name of a [dev.telar.preparation.ColumnKind]
  /// @param levels of a category or a boolean
  /// @param other whether there is a place for all other levels behind them
  /// @param missing whether the model knows missing cells
  /// @param least of the numbers that a slider offers
  /// @param most of them
  /// @param step between them
  record Column(
      String name,
      String kind,
      List<String> levels,
      boolean other,
      boolean missing,
      OptionalDouble least,
      OptionalDouble most,
      OptionalDouble step) {}

  /// What a model makes of a cell.
  ///
  /// @param observed what is given, as a person reads it
  /// @param expected what the model reconstructs
  /// @param error as it is printed
  /// @param deviation in percent, 100 from an error of 1 on
  /// @param counts whether it counts in the row's error
  record Shown(String observed, String expected, String error, int deviation, boolean counts) {}

  TableForm(TableSamples samples) {
    this.samples = samples;
    this.preparation = samples.preparation();
    List<PreparedColumn> all = preparation.columns();
    this.places = IntStream.range(0, all.size()).filter(i -> all.get(i).width() > 0).toArray();
    this.columns = IntStream.of(places).mapToObj(this::column).toList();
  }

  private Column column(int place) {
    PreparedColumn column = preparation.columns().get(place);
    return switch (column) {
      case NumberColumn number -> {
        double[] range = range(number, place);
        yield new Column(
            number.name(),
            number.kind().toString(),
            List.of(),
            false,
            number.indicator(),
            OptionalDouble.of(range[0]),
            OptionalDouble.of(range[1]),
            OptionalDouble.of(range[2]));
      }
      case CategoryColumn category ->
          of(column, category.levels(), category.other(), category.missing());
      case DateColumn date -> of(column, List.of(), false, date.time().indicator());
      default -> throw new IllegalStateException("no input: " + column);
    };
  }

  private static Column of(
      PreparedColumn column, List<String> levels, boolean other, boolean missing) {
    return new Column(
        column.name(),
        column.kind().toString(),
        levels,
        other,
        missing,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty());
  }

  /// Least, most and step of a slider: what test rows have, or where they say nothing, what is
  /// usual.
  private double[] range(NumberColumn column, int place) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (int row = 0; row < Math.min(MEASURED_ROWS, samples.rows()); row++) {
      double cell = samples.cell(row, place);
      least = cell < least ? cell : least;
      most = cell > most ? cell : most;
    }
    if (!(least < most)) {
      double middle = least == most ? least : column.centre();
      least = middle - USUAL * column.scale();
      most = middle + USUAL * column.scale();
    }
    double fine = (most - least) / SLIDER_STEPS;
    if (!(fine > 0) || !Double.isFinite(fine)) {
      return new double[] {least, most, column.scale()};
    }
    int power = (int) Math.floor(Math.log10(fine));
    return new double[] {
      onGrid(least, power, RoundingMode.FLOOR),
      onGrid(most, power, RoundingMode.CEILING),
      BigDecimal.ONE.scaleByPowerOfTen(power).doubleValue()
    };
  }

  private static double onGrid(double value, int power, RoundingMode rounding) {
    return new BigDecimal(value).setScale(-power, rounding).doubleValue();
  }

  /// The columns, in the table's order.
  List<Column> columns() {
    return columns;
  }

  /// The values of a test row's cells, see [PreparedColumn].
  ///
  /// @throws IndexOutOfBoundsException if there is no such row
  double[] cells(int row) {
    return IntStream.of(places).mapToDouble(place -> samples.cell(row, place)).toArray();
  }

  /// The values of cells that the page sent.
  double[] cells(Request request, String name) {
    return request.cells(name, columns.size(), this::cell);
  }

  private double cell(int k, Request.Cell cell) {
    PreparedColumn column = preparation.columns().get(places[k]);
    return switch (column) {
      case NumberColumn number -> {
        double least = number.centre() - FARTHEST * number.scale();
        double most = number.centre() + FARTHEST * number.scale();
        yield cell.number(least, most);
      }
      case CategoryColumn category ->
          cell.whole(category.levels().size() + (category.other() ? 1 : 0));
      default ->
          cell.text(
              "a date such as 2026-03-01T12:30",
              text -> {
                var micros = Dates.parse(text.toCharArray(), 0, text.length());
                return micros.isPresent()
                    ? OptionalDouble.of((double) micros.getAsLong())
                    : OptionalDouble.empty();
              });
    };
  }

  /// Cells as the page has them.
  List<Optional<Object>> written(double[] cells) {
    List<Optional<Object>> written = new ArrayList<>();
    for (int k = 0; k < cells.length; k++) {
      PreparedColumn column = preparation.columns().get(places[k]);
      double cell = cells[k];
      written.add(
          Double.isNaN(cell)
              ? Optional.empty()
              : Optional.of(
                  switch (column) {
                    case NumberColumn _ -> (Object) cell;
                    case CategoryColumn _ -> (int) cell;
                    default -> column.text(cell);
                  }));
    }
    return written;
  }

  /// The values (D) of a row of these cells.
  float[] encode(double[] cells) {
    float[] values = new float[preparation.count()];
    for (int k = 0; k < cells.length; k++) {
      preparation.columns().get(places[k]).encode(cells[k], values, preparation.first(places[k]));
    }
    return values;
  }

  /// What each of them counts for.
  float[] lossWeights(double[] cells) {
    float[] weights = new float[preparation.count()];
    int counted = (int) IntStream.range(0, cells.length).filter(k -> counts(k, cells[k])).count();
    preparation.lossWeights(counted, weights);
    for (int k = 0; k < cells.length; k++) {
      if (!counts(k, cells[k])) {
        int first = preparation.first(places[k]);
        int width = preparation.columns().get(places[k]).width();
        Arrays.fill(weights, first, first + width, 0);
      }
    }
    return weights;
  }

  private boolean counts(int k, double cell) {
    return preparation.counts(places[k], cell);
  }

  /// What a model makes of each cell.
  ///
  /// @param reconstruction (D)
  List<Shown> shown(double[] cells, float[] reconstruction) {
    float[] values = encode(cells);
    List<Shown> shown = new ArrayList<>();
    for (int k = 0; k < cells.length; k++) {
      PreparedColumn column = preparation.columns().get(places[k]);
      int first = preparation.first(places[k]);
      double error = preparation.error(places[k], values, reconstruction);
      shown.add(
          new Shown(
              column.text(cells[k]),
              RoundedCell.text(column, column.decode(reconstruction, first)),
              ErrorText.of(error),
              ErrorText.deviation(error),
              counts(k, cells[k])));
    }
    return List.copyOf(shown);
  }

  /// What a person reads for outputs of a network, or for inputs: a text for each column.
  List<String> texts(List<Float> outputs) {
    float[] values = new float[outputs.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = outputs.get(i);
    }
    return IntStream.of(places)
        .mapToObj(place -> {
          PreparedColumn column = preparation.columns().get(place);
          return RoundedCell.text(column, column.decode(values, preparation.first(place)));
        })
        .toList();
  }

  /// The texts of some columns' cells of a test row, as they are in the table.
  List<String> texts(int row, int most) {
    return IntStream.of(places).limit(most).mapToObj(place -> samples.text(row, place)).toList();
  }

  /// The row of the table that a test row is, from 1.
  int tableRow(int row) {
    return samples.tableRow(row) + 1;
  }
}
