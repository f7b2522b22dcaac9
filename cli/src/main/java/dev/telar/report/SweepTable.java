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
    var text = new StringBuilder("    N   test error         settings\n");
    for (Sweep.Row row : rows) {
      String settings =
          row.settings().entrySet().stream()
              .map(setting -> setting.getKey() + "=" + setting.getValue())
              .collect(Collectors.joining(" "));
      text.append("%5d   %-19s  %s\n".formatted(row.hidden(), error(row), settings));
    }
    return text.toString();
  }
}
