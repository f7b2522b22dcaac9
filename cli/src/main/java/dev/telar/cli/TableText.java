package dev.telar.cli;

import dev.telar.internal.Printable;
import dev.telar.source.TableSurvey;
import dev.telar.table.ColumnSurvey;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What there is in a table, a line for each column.
final class TableText {
  private static final int LEVELS_SHOWN = 4;
  private static final int COUNTED = 1000;

  private TableText() {}

  static String of(TableSurvey table) {
    var columns = new TextTable(List.of("column", "kind", "missing", "distinct", "values"), true);
    for (int i = 0; i < table.columns().size(); i++) {
      ColumnSurvey found = table.surveys().get(i);
      columns.row(
          List.of(
              table.columns().get(i),
              found.kind().toString(),
              "%,d".formatted(found.missingCells()),
              found.distinct() > COUNTED ? "> 1,000" : "%,d".formatted(found.distinct()),
              values(found)));
    }
    return "%s, %s, %,d rows%n%s"
        .formatted(Printable.line(table.name()), table.description(), table.rows(), columns);
  }

  private static String values(ColumnSurvey found) {
    return switch (found.kind()) {
      case NUMBER ->
          String.format(
              Locale.ROOT,
              "%.4g ± %.4g, %.4g … %.4g",
              found.mean().orElseThrow(),
              found.deviation().orElseThrow(),
              found.least(),
              found.greatest());
      case CATEGORY, BOOLEAN, CONSTANT -> levels(found);
      case DATE, ID, IGNORED, LABEL, WEIGHT -> "";
    };
  }

  private static String levels(ColumnSurvey found) {
    String shown =
        found.levels().entrySet().stream()
            .limit(LEVELS_SHOWN)
            .map(level -> "%s %,d".formatted(level.getKey(), level.getValue()))
            .collect(Collectors.joining(", "));
    return found.distinct() > LEVELS_SHOWN ? shown + " …" : shown;
  }
}
