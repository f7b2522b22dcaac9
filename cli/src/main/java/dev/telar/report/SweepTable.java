package dev.telar.report;

import dev.telar.study.ErrorText;
import dev.telar.study.Sweep;
import java.util.List;
import java.util.stream.Collectors;

/// What came of a sweep, as a table for the terminal.
public final class SweepTable {
  private SweepTable() {}

  /// A row for each combination and width.
  public static String text(List<Sweep.Row> rows) {
    var text = new StringBuilder("    N   test error         settings\n");
    for (Sweep.Row row : rows) {
      String settings =
          row.settings().entrySet().stream()
              .map(setting -> setting.getKey() + "=" + setting.getValue())
              .collect(Collectors.joining(" "));
      text.append(
          "%5d   %-19s  %s\n".formatted(row.hidden(), ErrorText.of(row.testError()), settings));
    }
    return text.toString();
  }
}
