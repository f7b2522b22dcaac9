package dev.telar.page;

import dev.telar.text.Markup;
import java.util.ArrayList;
import java.util.List;

/// An HTML table: text in, escaped markup out.
public final class HtmlTable {
  private final String caption;
  private final List<String> headings;
  private final List<List<String>> rows = new ArrayList<>();

  public HtmlTable(String caption, String... headings) {
    this(caption, List.of(headings));
  }

  public HtmlTable(String caption, List<String> headings) {
    this.caption = caption;
    this.headings = List.copyOf(headings);
  }

  /// Adds a row, one text a column. The first one names the row.
  public HtmlTable row(String... cells) {
    if (cells.length != headings.size()) {
      throw new IllegalArgumentException(
          "a row of " + cells.length + " cells in a table of " + headings.size() + " columns");
    }
    rows.add(List.of(cells));
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
        <div class="scroll" role="region" aria-label="%1$s" tabindex="0">
        <table class="%2$s">
        <caption>%1$s</caption>
        <thead><tr>\
        """
            .formatted(Markup.escape(caption), cssClass));
    for (String heading : headings) {
      out.append("<th scope=\"col\">").append(Markup.escape(heading)).append("</th>");
    }
    out.append("</tr></thead>\n<tbody>\n");
    for (List<String> row : rows) {
      out.append("<tr><th scope=\"row\">").append(Markup.escape(row.getFirst())).append("</th>");
      for (int column = 1; column < row.size(); column++) {
        String label = Markup.escape(headings.get(column));
        String cell = Markup.escape(row.get(column));
        out.append("<td data-label=\"").append(label).append("\">").append(cell).append("</td>");
      }
      out.append("</tr>\n");
    }
    return out.append("</tbody>\n</table>\n</div>\n").toString();
  }
}
