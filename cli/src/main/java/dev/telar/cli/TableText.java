package dev.telar.cli;

import dev.telar.internal.Printable;
import dev.telar.preparation.CellText;
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
    if (kind == ColumnKind.NUMBER && found.infinite() > 0) {
      return "nothing yet: training refuses infinite numbers, leave it out by --ignore";
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
      case CONSTANT ->
          found.kind() == ColumnKind.CONSTANT
              ? "nothing: it is always the same"
              : "nothing: its numbers differ by rounding alone";
      case ID, IGNORED -> "nothing";
      case LABEL -> "the class of the row";
      case WEIGHT -> "what the row counts for";
    };
  }

  private static String values(ColumnSurvey found, ColumnKind kind) {
    if (kind == ColumnKind.LABEL) {
      return levels(found);
    }
    if (kind == ColumnKind.ID) {
      return "";
    }
    return switch (found.kind()) {
      case NUMBER -> numbers(found);
      case CATEGORY, BOOLEAN, CONSTANT -> levels(found);
      case DATE ->
          "%s … %s"
              .formatted(
                  CellText.date((double) found.earliest().orElseThrow()),
                  CellText.date((double) found.latest().orElseThrow()));
      case ID, IGNORED, LABEL, WEIGHT -> "";
    };
  }

  private static String numbers(ColumnSurvey found) {
    String infinite = found.infinite() == 0 ? "" : "%,d infinite".formatted(found.infinite());
    if (found.mean().isEmpty()) {
      return infinite;
    }
    String finite =
        String.format(
            Locale.ROOT,
            "%.4g ± %.4g",
            found.mean().getAsDouble(),
            found.deviation().orElseThrow());
    return infinite.isEmpty()
        ? String.format(Locale.ROOT, "%s, %.4g … %.4g", finite, found.least(), found.greatest())
        : "%s of the finite ones, %s".formatted(finite, infinite);
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
