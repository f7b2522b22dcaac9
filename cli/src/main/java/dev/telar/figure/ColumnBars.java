package dev.telar.figure;

import dev.telar.figure.Drawing.Anchor;
import dev.telar.text.Excerpt;
import dev.telar.text.Messages;
import dev.telar.text.Numbers;
import java.util.List;

/// The errors of a table's columns as bars, each with its number.
final class ColumnBars {
  private static final int MOST = 40;
  private static final int LONGEST = 32;
  private static final double TOP = 34;
  private static final double STEP = 20;
  private static final double LEFT = 220;
  private static final double MOST_WIDTH = 400;
  private static final String FILL = "#1f4fd8";

  private ColumnBars() {}

  /// Draws the columns as they come, those that there is room for.
  static String svg(List<DiagnosisPictures.ColumnError> columns, Messages messages) {
    List<DiagnosisPictures.ColumnError> shown = columns.stream().limit(MOST).toList();
    double most = shown.stream().mapToDouble(DiagnosisPictures.ColumnError::error).max().orElse(0);
    String title =
        shown.size() == columns.size()
            ? messages.get("columns.errors")
            : messages.get("columns.errors.some", shown.size(), columns.size());
    var drawing = new Drawing();
    drawing.text(8, 18, 11, Anchor.START, Drawing.INK, title);
    for (int i = 0; i < shown.size(); i++) {
      double y = TOP + STEP * i;
      double error = shown.get(i).error();
      double width = most > 0 ? MOST_WIDTH * error / most : 0;
      drawing.text(
          LEFT - 8, y + 12, 10, Anchor.END, Drawing.INK, Excerpt.cut(shown.get(i).name(), LONGEST));
      drawing.box(LEFT, y + 2, Math.max(0.5, width), STEP - 6, FILL, "none");
      drawing.text(LEFT + width + 6, y + 12, 10, Anchor.START, Drawing.FAINT, Numbers.error(error));
    }
    return drawing.svg(TOP + STEP * shown.size() + 8, title);
  }
}
