package dev.telar.cli;

import dev.telar.cli.TableInspection.Cell;
import dev.telar.cli.TableInspection.Column;
import dev.telar.cli.TableInspection.Row;
import dev.telar.internal.Printable;
import dev.telar.preparation.CategoryColumn;
import dev.telar.preparation.CellText;
import dev.telar.report.AnomalousText;
import dev.telar.text.ErrorText;
import dev.telar.text.Excerpt;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What `telar inspect` prints of a model of a table: one screen.
final class TableInspectionText {
  private static final int COLUMNS = 12;
  private static final int ROWS = 3;
  private static final int CELLS = 3;
  private static final int MISTAKES = 2;
  private static final int LONGEST = 24;
  private static final LayersText LAYERS = new LayersText("rows", "a row");

  private final TableInspection found;
  private final StringBuilder text = new StringBuilder();
  private final Set<String> levels = new HashSet<>();

  private TableInspectionText(TableInspection found) {
    this.found = found;
  }

  /// @param measuredOn what is to be said of the data, if they are not the model's own
  static String of(TableInspection found, Optional<String> measuredOn) {
    var page = new TableInspectionText(found);
    var network = found.network();
    page.line(
        "network          %s, %s"
            .formatted(
                network.widths().stream().map(String::valueOf).collect(Collectors.joining(" → ")),
                String.join(", ", network.activations())));
    page.line(
        "test error       %s (mean of the columns’ errors, %,d rows of %s)"
            .formatted(ErrorText.of(found.testError()), found.testRows(), found.dataName()));
    found
        .anomalous()
        .ifPresent(others -> page.line("                 " + AnomalousText.of(others)));
    measuredOn.ifPresent(other -> page.line("                 " + other));
    found.warnings().forEach(warning -> page.line("warning          " + warning));
    page.columns();
    page.line("");
    LAYERS.hidden(found.hiddenLayers(), found.network().activations()).forEach(page::line);
    page.line("");
    LAYERS.norms(found.norms(), found.gradientRows()).forEach(page::line);
    page.line("");
    LAYERS.errors(found.quantiles(), found.classes()).forEach(page::line);
    page.rows("worst rows", found.worst());
    page.rows("best rows", found.best());
    page.explain();
    return page.text.toString();
  }

  private void line(String line) {
    text.append(Printable.line(line.stripTrailing())).append('\n');
  }

  private void columns() {
    List<Column> shown = found.columns().stream().limit(COLUMNS).toList();
    int width =
        shown.stream()
            .mapToInt(column -> Excerpt.cut(column.name(), LONGEST).length())
            .max()
            .orElse(0);
    width = Math.max(14, width);
    line("");
    line("columns          error and share of it, the greatest first");
    for (Column column : shown) {
      line(
          ("  %-" + width + "s %-8s %9s %7s   %s")
              .formatted(
                  Excerpt.cut(column.name(), LONGEST),
                  column.kind(),
                  Double.isNaN(column.error()) ? "–" : ErrorText.of(column.error()),
                  Double.isNaN(column.error())
                      ? ""
                      : "%.1f %%".formatted(100 * column.errorShare()),
                  inItsTerms(column)));
    }
    int more = found.columns().size() - shown.size();
    if (more > 0) {
      line("  … and %,d more columns, which --json tells".formatted(more));
    }
    if (!found.deadOutputs().isEmpty()) {
      List<String> named =
          found.deadOutputs().stream()
              .limit(CELLS)
              .map(text -> Excerpt.cut(text, LONGEST))
              .toList();
      line(
          "  dead outputs   %,d: %s%s"
              .formatted(
                  found.deadOutputs().size(),
                  String.join(", ", named),
                  found.deadOutputs().size() > named.size() ? ", …" : ""));
    }
  }

  private String inItsTerms(Column column) {
    if (Double.isNaN(column.error())) {
      return "all cells are missing";
    }
    if (column.rms().isPresent()) {
      return "off by %.4g (RMS)".formatted(column.rms().getAsDouble());
    }
    if (column.right().isEmpty()) {
      return "";
    }
    String mistakes =
        column.confusions().stream()
            .limit(MISTAKES)
            .map(pair ->
                "%s taken for %s %,d×"
                    .formatted(level(pair.observed()), level(pair.expected()), pair.rows()))
            .collect(Collectors.joining(", "));
    return "%.1f %% right%s"
        .formatted(100 * column.right().getAsDouble(), mistakes.isEmpty() ? "" : "; " + mistakes);
  }

  private void rows(String name, List<Row> rows) {
    for (int i = 0; i < Math.min(ROWS, rows.size()); i++) {
      Row row = rows.get(i);
      line(
          "  %-14s row %d%s, error %s: %s"
              .formatted(
                  i == 0 ? name : "",
                  row.tableRow(),
                  row.className().isEmpty()
                      ? ""
                      : " (" + Excerpt.cut(row.className(), LONGEST) + ")",
                  ErrorText.of(row.error()),
                  row.cells().stream()
                      .limit(CELLS)
                      .map(this::cell)
                      .collect(Collectors.joining("; "))));
    }
  }

  private String cell(Cell cell) {
    return "%s %s, expected %s"
        .formatted(
            Excerpt.cut(cell.column(), LONGEST), level(cell.observed()), level(cell.expected()));
  }

  private String level(String level) {
    levels.add(level);
    return Excerpt.cut(level, LONGEST);
  }

  /// What is in no table is explained, if it was printed.
  private void explain() {
    List<String> explained = new ArrayList<>();
    if (levels.contains(CategoryColumn.OTHER)) {
      explained.add(
          CategoryColumn.OTHER + " is any level that few training rows have, or none of them");
    }
    if (levels.contains(CellText.MISSING)) {
      explained.add(CellText.MISSING + " is a cell without a value");
    }
    if (!explained.isEmpty()) {
      line("  " + String.join("; ", explained));
    }
  }
}
