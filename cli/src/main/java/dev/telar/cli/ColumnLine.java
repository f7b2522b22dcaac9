package dev.telar.cli;

import dev.telar.measure.ColumnErrors;
import dev.telar.preparation.NumberColumn;
import dev.telar.preparation.PreparedColumn;
import dev.telar.table.TableSamples;
import dev.telar.text.ErrorText;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/// How well a model reconstructs a column of a table.
///
/// @param kind of the column
/// @param error the mean over the rows that count; empty if there are none
/// @param rms of a number the root of its mean square error, in the table's unit
record ColumnLine(String name, String kind, OptionalDouble error, OptionalDouble rms) {
  private static final String NONE = "-";

  /// Those of the columns that the model sees, the greatest error first.
  static List<ColumnLine> of(ColumnErrors errors, TableSamples samples) {
    List<PreparedColumn> columns = samples.preparation().columns();
    return errors.worstFirst().stream().map(i -> of(columns.get(i), errors.error(i))).toList();
  }

  private static ColumnLine of(PreparedColumn column, double error) {
    boolean counts = !Double.isNaN(error);
    return new ColumnLine(
        column.name(),
        column.kind().toString(),
        counts ? OptionalDouble.of(error) : OptionalDouble.empty(),
        counts && column instanceof NumberColumn number
            ? OptionalDouble.of(number.rms(error))
            : OptionalDouble.empty());
  }

  /// A table of them.
  static String text(List<ColumnLine> lines) {
    var table = new TextTable(List.of("column", "kind", "error", "RMS in its unit"));
    for (ColumnLine line : lines) {
      table.row(
          List.of(
              line.name(),
              line.kind(),
              line.error().isPresent() ? ErrorText.of(line.error().getAsDouble()) : NONE,
              line.rms().isPresent()
                  ? String.format(Locale.ROOT, "%.4g", line.rms().getAsDouble())
                  : NONE));
    }
    return table.toString();
  }
}
