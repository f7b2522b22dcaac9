package dev.telar.cli;

import dev.telar.internal.Printable;
import dev.telar.preparation.ColumnKind;
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
    var columns =
        new TextTable(List.of("column", "kind", "missing", "distinct", "values", "becomes"), true);
    for (int i = 0; i < table.columns().size(); i++) {
      ColumnSurvey found = table.surveys().get(i);
      columns.row(
          List.of(
              table.columns().get(i),
              table.kinds().get(i).toString(),
              "%,d".formatted(found.missingCells()),
              found.distinct() > COUNTED ? "> 1,000" : "%,d".formatted(found.distinct()),
              values(found, table.kinds().get(i)),
              becomes(found, table.kinds().get(i))));
    }
    return "%s, %s, %,d rows%n%s"
        .formatted(Printable.line(table.name()), table.description(), table.rows(), columns)
        .replaceFirst(", ([0-9,]+ rows), \\1", ", $1");
  }

  /// What a network gets to see of a column, were all rows to train on.
  private static String becomes(ColumnSurvey found, ColumnKind kind) {
    if (found.isMixed() && kind == found.kind()) {
      return "numbers and texts: say what it is by --na, --categorical or --ignore";
    }
    String indicator = found.missingCells() > 0 ? ", and whether it is missing" : "";
    return switch (kind) {
      case NUMBER -> "a number" + indicator;
      case DATE -> "the time as a number" + indicator;
      case CATEGORY, BOOLEAN ->
          "%s levels%s%s"
              .formatted(
                  found.distinct() > COUNTED ? "more than 1,000" : found.distinct(),
                  kind == ColumnKind.CATEGORY ? ", rare ones as one" : "",
                  found.missingCells() > 0 ? ", and missing" : "");
      case CONSTANT -> "nothing: it is always the same";
      case ID, IGNORED -> "nothing";
      case LABEL -> "the class of the row";
      case WEIGHT -> "what the row counts for";
    };
  }

  private static String values(ColumnSurvey found, ColumnKind kind) {
    if (kind == ColumnKind.LABEL) {
      return levels(found);
    }
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
