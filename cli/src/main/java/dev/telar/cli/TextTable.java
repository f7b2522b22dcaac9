package dev.telar.cli;

import dev.telar.internal.Printable;
import java.util.ArrayList;
import java.util.List;

/// A table as text: the first column to the left, the others to the right.
final class TextTable {
  private final List<List<String>> rows = new ArrayList<>();

  TextTable(List<String> headings) {
    row(headings);
  }

  /// Adds a row, a cell for each heading.
  void row(List<String> cells) {
    rows.add(cells.stream().map(Printable::line).toList());
  }

  /// The table; each line ends in a line break, and has no spaces before it.
  @Override
  public String toString() {
    var text = new StringBuilder();
    for (List<String> row : rows) {
      var line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        String space = " ".repeat(width(column) - row.get(column).length());
        line.append(column == 0 ? "" : "  ");
        line.append(column == 0 ? row.get(column) + space : space + row.get(column));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
