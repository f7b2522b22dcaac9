package dev.telar.page;

import dev.telar.text.Markup;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// An HTML table: text in, escaped markup out.
public final class HtmlTable {
  private final String caption;
  private final List<String> headings;
  private final List<List<Cell>> rows = new ArrayList<>();

  /// A cell.
  ///
  /// @param cssClass what the style sheet shows beside the text; empty for nothing
  /// @param bar the length of a bar behind the text, as a part of the cell in [0, 1]; 0 for none
  public record Cell(String text, String cssClass, double bar) {
    /// One without a bar.
    public Cell(String text, String cssClass) {
      this(text, cssClass, 0);
    }

    /// A number with a bar behind it.
    ///
    /// @param part in [0, 1], its length; what lies outside is cut off
    public static Cell bar(String text, double part) {
      return new Cell(text, "bar", Math.clamp(part, 0, 1));
    }

    /// A plain one.
    public static Cell of(String text) {
      return new Cell(text, "");
    }
  }

  public HtmlTable(String caption, String... headings) {
    this(caption, List.of(headings));
  }

  public HtmlTable(String caption, List<String> headings) {
    this.caption = caption;
    this.headings = List.copyOf(headings);
  }

  /// Adds a row, one text a column. The first one names the row.
  public HtmlTable row(String... cells) {
    return row(List.of(cells).stream().map(Cell::of).toList());
  }

  /// Adds a row, one cell a column. The first one names the row.
  public HtmlTable row(List<Cell> cells) {
    if (cells.size() != headings.size()) {
      throw new IllegalArgumentException(
          "a row of " + cells.size() + " cells in a table of " + headings.size() + " columns");
    }
    rows.add(List.copyOf(cells));
    return this;
  }

  /// The table, in a box that scrolls where the page is narrower.
  ///
  /// @param cssClass `numbers` to align all columns right, `words` to align them left and stack
  ///   them on narrow pages
  public String html(String cssClass) {
    var out = new StringBuilder();
    out.append(
        """
        <div class="scroll" role="group" aria-label="%1$s" tabindex="0">
        <table class="%2$s">
        <caption>%1$s</caption>
        <thead><tr>\
        """
            .formatted(Markup.escape(caption), cssClass));
    for (String heading : headings) {
      out.append("<th scope=\"col\">").append(Markup.escape(heading)).append("</th>");
    }
    out.append("</tr></thead>\n<tbody>\n");
    for (List<Cell> row : rows) {
      out.append("<tr><th scope=\"row\">")
          .append(Markup.escape(row.getFirst().text()))
          .append("</th>");
      for (int column = 1; column < row.size(); column++) {
        String label = Markup.escape(headings.get(column));
        Cell cell = row.get(column);
        out.append("<td data-label=\"").append(label).append('"');
        if (!cell.cssClass().isEmpty()) {
          out.append(" class=\"").append(cell.cssClass()).append('"');
        }
        if (cell.bar() > 0) {
          out.append(String.format(Locale.ROOT, " style=\"--bar: %.1f%%\"", 100 * cell.bar()));
        }
        out.append('>').append(Markup.escape(cell.text())).append("</td>");
      }
      out.append("</tr>\n");
    }
    return out.append("</tbody>\n</table>\n</div>\n").toString();
  }
}
