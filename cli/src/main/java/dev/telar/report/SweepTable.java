package dev.telar.report;

import dev.telar.study.Sweep;
import dev.telar.text.ErrorText;
import java.util.List;
import java.util.stream.Collectors;

/// What came of a sweep, as a table for the terminal.
public final class SweepTable {
  private SweepTable() {}

  private static String error(Sweep.Row row) {
    String error = row.testError().map(ErrorText::of).orElse("-");
    return row.diverged() == 0 ? error : error + " (" + row.diverged() + " diverged)";
  }

  /// A row for each combination and width.
  public static String text(List<Sweep.Row> rows) {
    int width =
        rows.stream().mapToInt(row -> row.hidden().toString().length()).reduce(5, Math::max);
    var text = new StringBuilder(" ".repeat(width - 1)).append("N   test error         settings\n");
    for (Sweep.Row row : rows) {
      String settings =
          row.settings().entrySet().stream()
              .map(setting -> setting.getKey() + "=" + setting.getValue())
              .collect(Collectors.joining(" "));
      String hidden = row.hidden().toString();
      text.append(" ".repeat(width - hidden.length()))
          .append("%s   %-19s  %s\n".formatted(hidden, error(row), settings));
    }
    return text.toString();
  }
}
