package dev.telar.report;

import static dev.telar.text.Markup.escape;

import dev.telar.measure.ColumnErrors;
import dev.telar.page.HtmlTable;
import dev.telar.page.HtmlTable.Cell;
import dev.telar.study.TableResults;
import dev.telar.study.TestRows;
import dev.telar.text.Excerpt;
import dev.telar.text.Messages;
import dev.telar.text.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The error of each column of a table: of every model, and of the mean of the training rows.
record ColumnSection(TableResults results, TestRows tested, Messages messages) {
  private static final String NONE = "–";

  Section section() {
    String best = String.valueOf(results.best().result().hidden());
    return Section.of(
        "columns",
        messages.get("columns.title"),
        "<p>%s</p>\n<p>%s</p>\n%s"
            .formatted(
                escape(
                    messages.get("columns.text", best)
                        + (tested.anomalous() > 0 ? " " + messages.get("columns.normal") : "")),
                escape(messages.get("columns.order", best)),
                table(best)));
  }

  private String table(String best) {
    List<TableResults.Model> models = Excerpt.of(results.models());
    List<String> headings = new ArrayList<>();
    headings.addAll(List.of(messages.get("columns.column"), messages.get("columns.kind")));
    headings.add(messages.get("columns.mean"));
    models.forEach(model -> headings.add("N = " + model.result().hidden()));
    headings.addAll(List.of(messages.get("columns.rms.mean"), messages.get("columns.rms", best)));
    var table = new HtmlTable(messages.get("columns.caption"), headings);
    List<ColumnErrors> all =
        Stream.concat(Stream.of(results.mean()), models.stream().map(TableResults.Model::columns))
            .toList();
    double greatest =
        results.columns().stream()
            .flatMap(place -> all.stream().map(errors -> errors.error(place)))
            .filter(Double::isFinite)
            .max(Double::compare)
            .orElse(0.0);
    for (int place : results.columns()) {
      List<Cell> cells = new ArrayList<>();
      cells.add(Cell.of(results.column(place).name()));
      cells.add(new Cell(messages.get("columns.kind." + results.column(place).kind()), "word"));
      for (ColumnErrors errors : all) {
        double error = errors.error(place);
        cells.add(
            Double.isNaN(error)
                ? Cell.of(NONE)
                : Cell.bar(Numbers.error(error), greatest == 0 ? 0 : error / greatest));
      }
      cells.add(Cell.of(rms(place, results.mean())));
      cells.add(Cell.of(rms(place, results.best().columns())));
      table.row(cells);
    }
    return table.html("numbers");
  }

  private String rms(int place, ColumnErrors errors) {
    return TableUnits.rms(results.column(place), errors.error(place)).orElse(NONE);
  }
}
