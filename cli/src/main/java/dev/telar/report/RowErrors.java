package dev.telar.report;

import static dev.telar.text.Markup.escape;

import dev.telar.measure.SampleErrors;
import dev.telar.page.HtmlTable;
import dev.telar.page.HtmlTable.Cell;
import dev.telar.study.TableResults;
import dev.telar.study.TestRows;
import dev.telar.text.Messages;
import dev.telar.text.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// How the errors of the test rows are distributed, of all and of each class.
record RowErrors(TableResults results, TestRows tested, Messages messages) {
  private static final String NONE = "–";
  private static final double[] PARTS = {0.5, 0.9, 0.99, 1};

  Section section() {
    String body =
        """
        <p>%s</p>
        %s<p><a href="#figure-rows">%s</a></p>
        """
            .formatted(
                escape(messages.get("errors.text", results.best().result().hidden())),
                table(),
                escape(messages.get("errors.figure")));
    return Section.of("errors", messages.get("errors.title"), body);
  }

  private String table() {
    boolean classes = tested.classes() > 1;
    boolean apart = classes && IntStream.of(present()).anyMatch(c -> !tested.isTrainedOn(c));
    List<String> headings = new ArrayList<>();
    headings.add(messages.get(classes ? "classes.class" : "errors.rows"));
    if (apart) {
      headings.add(messages.get("errors.trained"));
    }
    headings.add(messages.get("classes.rows"));
    for (String name : List.of("median", "90", "99", "greatest")) {
      headings.add(messages.get("errors." + name));
    }
    var table = new HtmlTable(messages.get("errors.caption"), headings);
    if (classes) {
      for (int label : present()) {
        String trained = messages.get(tested.isTrainedOn(label) ? "errors.yes" : "errors.no");
        table.row(
            line(
                tested.nameOf(label),
                apart ? List.of(trained) : List.of(),
                row -> tested.label(row).orElse(-1) == label));
      }
    }
    table.row(line(messages.get("errors.all"), apart ? List.of("") : List.of(), _ -> true));
    return table.html("numbers");
  }

  private int[] present() {
    return tested.labels().orElseThrow().present();
  }

  private List<Cell> line(String name, List<String> more, IntPredicate of) {
    SampleErrors errors = results.best().samples();
    double[] own =
        errors.best(errors.rows()).stream()
            .mapToInt(Integer::intValue)
            .filter(of)
            .mapToDouble(errors::of)
            .toArray();
    List<Cell> cells = new ArrayList<>(List.of(Cell.of(name)));
    more.forEach(text -> cells.add(new Cell(text, "word")));
    cells.add(Cell.of(Numbers.grouped(own.length)));
    for (double part : PARTS) {
      cells.add(
          Cell.of(own.length == 0 ? NONE : Numbers.error(new SampleErrors(own).quantile(part))));
    }
    return cells;
  }
}
