package dev.telar.report;

import static dev.telar.text.Markup.escape;

import dev.telar.measure.ColumnErrors;
import dev.telar.page.HtmlTable;
import dev.telar.page.HtmlTable.Cell;
import dev.telar.preparation.CategoryColumn;
import dev.telar.preparation.CellText;
import dev.telar.preparation.ColumnKind;
import dev.telar.preparation.PreparedColumn;
import dev.telar.study.TableResults;
import dev.telar.study.TestRows;
import dev.telar.table.TableSamples;
import dev.telar.text.Messages;
import dev.telar.text.Numbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// The test rows with the greatest errors, in the table's own units: what is in them, and what the
/// best model expects.
record RowSection(TableResults results, TestRows tested, int threads, Messages messages) {
  private static final int ROWS = 10;
  private static final int CELLS = 4;

  Section section() {
    String best = String.valueOf(results.best().result().hidden());
    String table = table();
    // Neither is in the table itself.
    boolean explained = table.contains(CategoryColumn.OTHER) || table.contains(CellText.MISSING);
    return Section.of(
        "rows",
        messages.get("rows.title"),
        "<p>%s%s%s</p>\n%s"
            .formatted(
                escape(messages.get("rows.text", best)),
                tested.anomalous() > 0 ? " " + escape(messages.get("rows.all")) : "",
                explained ? " " + escape(messages.get("rows.levels")) : "",
                table));
  }

  private String table() {
    TableSamples rows = results.rows();
    OptionalInt id = idColumn();
    boolean classes = tested.labels().isPresent();
    int shown = Math.min(CELLS, rows.preparation().inputColumns());
    List<String> headings = new ArrayList<>(List.of(messages.get("rows.row")));
    if (id.isPresent()) {
      headings.add(results.column(id.getAsInt()).name());
    }
    if (classes) {
      headings.add(messages.get("classes.class"));
    }
    headings.add(messages.get("rows.error"));
    for (int i = 1; i <= shown; i++) {
      headings.add(messages.get(i == 1 ? "rows.first" : "rows.next", i));
    }
    var table = new HtmlTable(messages.get("rows.caption"), headings);
    List<Integer> worst = results.best().samples().worst(ROWS);
    List<float[]> reconstructions = reconstructions(worst);
    for (int i = 0; i < worst.size(); i++) {
      int row = worst.get(i);
      List<Cell> cells = new ArrayList<>();
      cells.add(Cell.of(String.valueOf(rows.tableRow(row) + 1)));
      id.ifPresent(column -> cells.add(new Cell(rows.text(row, column), "number")));
      if (classes) {
        cells.add(new Cell(tested.className(row), "number"));
      }
      cells.add(new Cell(Numbers.error(results.best().samples().of(row)), "number"));
      List<ColumnErrors.Cell> all = ColumnErrors.ofRow(rows, row, reconstructions.get(i));
      double sum =
          all.stream()
              .filter(ColumnErrors.Cell::counts)
              .mapToDouble(ColumnErrors.Cell::error)
              .sum();
      all.stream().limit(shown).forEach(cell -> cells.add(cell(cell, sum)));
      table.row(cells);
    }
    return table.html("words");
  }

  private Cell cell(ColumnErrors.Cell cell, double sum) {
    PreparedColumn column = results.column(cell.column());
    String text =
        messages.get(
            "rows.cell", column.name(), cell.observed(), TableUnits.expected(column, cell));
    return cell.counts()
        ? Cell.bar(text, sum == 0 ? 0 : cell.error() / sum)
        : Cell.of(messages.get("rows.missing", column.name(), TableUnits.expected(column, cell)));
  }

  /// The first of the columns that name the row.
  private OptionalInt idColumn() {
    List<PreparedColumn> columns = results.rows().preparation().columns();
    return IntStream.range(0, columns.size())
        .filter(i -> columns.get(i).kind() == ColumnKind.ID)
        .findFirst();
  }

  private List<float[]> reconstructions(List<Integer> rows) {
    int width = results.rows().width();
    float[] all = Measured.reconstructions(results.best().result().model(), tested, rows, threads);
    return IntStream.range(0, rows.size())
        .mapToObj(i -> Arrays.copyOfRange(all, i * width, (i + 1) * width))
        .toList();
  }
}
