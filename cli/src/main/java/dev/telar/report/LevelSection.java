package dev.telar.report;

import static dev.telar.text.Markup.escape;

import dev.telar.measure.ColumnErrors.Confusion;
import dev.telar.page.HtmlTable;
import dev.telar.page.HtmlTable.Cell;
import dev.telar.preparation.CategoryColumn;
import dev.telar.study.TableResults;
import dev.telar.text.Messages;
import dev.telar.text.Numbers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Which levels of categories and booleans the best model takes for which.
record LevelSection(TableResults results, Messages messages) {
  private static final int MOST_COLUMNS = 12;
  private static final int MOST_LEVELS = 8;

  /// The section, empty where no column has levels.
  Section section() {
    List<Integer> columns =
        results.columns().stream()
            .filter(place -> results.column(place) instanceof CategoryColumn)
            .filter(place -> !results.best().columns().confusions(place).isEmpty())
            .toList();
    String some =
        columns.size() > MOST_COLUMNS
            ? " " + messages.get("levels.some", MOST_COLUMNS, columns.size())
            : "";
    String text = messages.get("levels.text", results.best().result().hidden()) + some;
    return Section.of(
        "levels",
        messages.get("levels.title"),
        columns.isEmpty()
            ? ""
            : "<p>%s</p>\n%s"
                .formatted(
                    escape(text),
                    columns.stream()
                        .limit(MOST_COLUMNS)
                        .map(this::table)
                        .collect(Collectors.joining())));
  }

  /// The levels that have a line of their own: all, or of many those that most rows have.
  private static List<String> shown(List<Confusion> confusions) {
    Map<String, Long> rows = new LinkedHashMap<>();
    for (Confusion confusion : confusions) {
      rows.merge(confusion.observed(), confusion.rows(), Long::sum);
    }
    List<String> byRows =
        rows.entrySet().stream()
            .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
            .map(Map.Entry::getKey)
            .toList();
    return byRows.size() <= MOST_LEVELS + 1 ? byRows : byRows.subList(0, MOST_LEVELS);
  }

  private String table(int place) {
    List<Confusion> confusions = results.best().columns().confusions(place);
    List<String> levels = shown(confusions);
    long total = confusions.stream().mapToLong(Confusion::rows).sum();
    long right =
        confusions.stream()
            .filter(c -> c.observed().equals(c.expected()))
            .mapToLong(Confusion::rows)
            .sum();
    List<List<Confusion>> lines = new ArrayList<>();
    for (String level : levels) {
      lines.add(confusions.stream().filter(c -> c.observed().equals(level)).toList());
    }
    List<Confusion> others =
        confusions.stream().filter(c -> !levels.contains(c.observed())).toList();
    boolean elsewhere = confusions.stream().anyMatch(c -> !levels.contains(c.expected()));
    List<String> headings = new ArrayList<>(List.of(messages.get("levels.observed")));
    levels.forEach(level -> headings.add(messages.get("levels.expected", level)));
    if (elsewhere) {
      headings.add(messages.get("levels.expected", messages.get("levels.others")));
    }
    headings.add(messages.get("levels.rows"));
    var table =
        new HtmlTable(
            messages.get(
                "levels.caption",
                results.column(place).name(),
                Numbers.percent((double) right / total)),
            headings);
    for (int i = 0; i < lines.size(); i++) {
      table.row(line(levels.get(i), lines.get(i), levels, elsewhere));
    }
    if (!others.isEmpty()) {
      table.row(line(messages.get("levels.others"), others, levels, elsewhere));
    }
    return table.html("numbers");
  }

  private static List<Cell> line(
      String name, List<Confusion> own, List<String> levels, boolean elsewhere) {
    long all = own.stream().mapToLong(Confusion::rows).sum();
    List<Cell> cells = new ArrayList<>(List.of(Cell.of(name)));
    for (String level : levels) {
      cells.add(count(own.stream().filter(c -> c.expected().equals(level)).toList(), all));
    }
    if (elsewhere) {
      cells.add(count(own.stream().filter(c -> !levels.contains(c.expected())).toList(), all));
    }
    cells.add(Cell.of(Numbers.grouped(all)));
    return cells;
  }

  private static Cell count(List<Confusion> some, long all) {
    long rows = some.stream().mapToLong(Confusion::rows).sum();
    return Cell.bar(Numbers.grouped(rows), (double) rows / all);
  }
}
