package dev.telar.report;

import dev.telar.study.StudyResult;
import dev.telar.text.ErrorText;
import dev.telar.text.Language;
import dev.telar.text.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A finished study as the terminal shows it: Table I in columns, and below it what has to be said
/// of it.
public final class StudyTable {
  private StudyTable() {}

  /// The table and the sentences, a line each.
  public static String text(StudyResult study) {
    Messages messages = study.texts(StudyTable.class, Language.ENGLISH);
    List<List<String>> lines = new ArrayList<>();
    boolean comparable = study.isComparable();
    lines.add(line(comparable, "N", "paper", "measured", "ratio", "PCA", "against PCA"));
    for (Tables.Row row : Tables.rows(study)) {
      lines.add(
          line(
              comparable,
              row.hidden(),
              row.paper(),
              ErrorText.of(row.measured()),
              row.ratio(),
              row.linear(),
              row.againstLinear()));
    }
    var text = new StringBuilder();
    for (List<String> line : lines) {
      for (int column = 0; column < line.size(); column++) {
        int at = column;
        int width = lines.stream().mapToInt(l -> l.get(at).length()).max().orElseThrow();
        // The last column holds words.
        String cell = column < line.size() - 1 ? " ".repeat(width - line.get(at).length()) : "";
        text.append(column == 0 ? "  " : "   ").append(cell).append(line.get(at));
      }
      text.append('\n');
    }
    text.append(
        study.isRepeated()
            ? "(test error, mean ± standard deviation)\n"
            : "(test error, %s)\n".formatted(study.data().words().square()));
    AnomalousText.of(study, messages).ifPresent(line -> text.append(line).append('\n'));
    if (comparable && !study.isRepetition()) {
      text.append(Conclusions.setting(study, messages)).append('\n');
    }
    Warnings.of(study, messages).forEach(warning -> text.append(warning).append('\n'));
    return text.toString();
  }

  private static List<String> line(
      boolean comparable,
      String hidden,
      String paper,
      String measured,
      String ratio,
      String linear,
      String against) {
    Stream<String> cells =
        comparable
            ? Stream.of(hidden, paper, measured, ratio, linear, against)
            : Stream.of(hidden, measured, linear, against);
    return cells.map(cell -> cell.isEmpty() ? "-" : cell).toList();
  }
}
