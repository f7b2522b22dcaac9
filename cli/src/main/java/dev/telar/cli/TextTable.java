package dev.telar.cli;

import dev.telar.internal.Printable;
import java.util.ArrayList;
import java.util.List;

/// A table as text: the first column to the left, the others to the right, or the last one to the
/// left.
final class TextTable {
  private final boolean words;
  private final List<List<String>> rows = new ArrayList<>();

  TextTable(List<String> headings) {
    this(headings, false);
  }

  /// @param words whether the last column is of words, to the left
  TextTable(List<String> headings, boolean words) {
    this.words = words;
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
        boolean left = column == 0 || (words && column == row.size() - 1);
        line.append(left ? row.get(column) + space : space + row.get(column));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
