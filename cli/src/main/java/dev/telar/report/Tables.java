package dev.telar.report;

import static dev.telar.text.Numbers.error;
import static dev.telar.text.Numbers.ratio;

import dev.telar.study.ErrorText;
import dev.telar.study.LinearOptimum.LinearModel;
import dev.telar.study.Repeats;
import dev.telar.study.Spread;
import dev.telar.study.StudyResult;
import dev.telar.text.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// Table I, the test errors by width, as Markdown and LaTeX to be read, in the page's language, and
/// as CSV for programs, whose columns are always the same. Where a width has several seeds, the
/// measured error is their mean, with its standard deviation and their number. The paper's errors
/// are there only where they can be compared.
final class Tables {
  /// A row of Table I, as printed; what is not known is empty.
  ///
  /// @param linear the better of PCA and clamped PCA with as many components
  /// @param againstLinear on which side of it the measured error lies
  record Row(
      String hidden,
      String paper,
      Spread measured,
      String ratio,
      String linear,
      String againstLinear) {}

  private Tables() {}

  static List<Row> rows(StudyResult study) {
    return study.repeats().stream().map(repeats -> row(study, repeats)).toList();
  }

  private static Row row(StudyResult study, Repeats repeats) {
    Optional<LinearModel> linear = study.linear(repeats.hidden());
    OptionalDouble paper = study.paper(repeats.hidden());
    Spread measured = repeats.testError();
    return new Row(
        String.valueOf(repeats.hidden()),
        paper.isPresent() ? error(paper.getAsDouble()) : "",
        measured,
        paper.isPresent() ? ratio(measured.mean() / paper.getAsDouble()) : "",
        linear.map(l -> error(l.best())).orElse(""),
        linear.map(l -> l.side(measured.mean()).toString()).orElse(""));
  }

  /// The columns of the table as it is read.
  private static List<String> headings(StudyResult study, Messages messages) {
    List<String> headings = new ArrayList<>(List.of("N"));
    if (study.isComparable()) {
      headings.add(messages.get("table1.paper"));
    }
    headings.add(messages.get(study.isRepeated() ? "measured.mean" : "measured"));
    if (study.isRepeated()) {
      headings.add(messages.get("table1.seeds"));
    }
    if (study.isComparable()) {
      headings.add(messages.get("table1.ratio"));
    }
    headings.add(messages.get("table1.linear"));
    headings.add(messages.get("table1.against-linear"));
    return headings;
  }

  /// The rows of the table as it is read, a cell for each of [#headings].
  private static List<List<String>> cells(StudyResult study, Messages messages) {
    List<List<String>> cells = new ArrayList<>();
    for (Row row : rows(study)) {
      List<String> all = new ArrayList<>(List.of(row.hidden()));
      if (study.isComparable()) {
        all.add(row.paper());
      }
      all.add(error(row.measured()));
      if (study.isRepeated()) {
        all.add(String.valueOf(row.measured().seeds()));
      }
      if (study.isComparable()) {
        all.add(row.ratio());
      }
      all.add(row.linear());
      all.add(row.againstLinear().isEmpty() ? "" : messages.get("against." + row.againstLinear()));
      cells.add(all);
    }
    return cells;
  }

  /// A number a cell: the standard deviation and the number of seeds have columns of their own, the
  /// last ones.
  static String csv(StudyResult study) {
    var out = new StringBuilder("N,paper,measured,ratio,PCA,against PCA");
    out.append(study.isRepeated() ? ",standard deviation,seeds\n" : "\n");
    for (Row row : rows(study)) {
      Spread measured = row.measured();
      List<String> cells =
          new ArrayList<>(
              List.of(
                  row.hidden(),
                  row.paper(),
                  error(measured.mean()),
                  // Thin spaces between thousands are for people.
                  row.ratio().replace("\u202f", ""),
                  row.linear(),
                  row.againstLinear()));
      if (study.isRepeated()) {
        OptionalDouble deviation = measured.deviation();
        cells.add(
            deviation.isPresent()
                ? ErrorText.beside(measured.mean(), deviation.getAsDouble())
                : "");
        cells.add(String.valueOf(measured.seeds()));
      }
      out.append(String.join(",", cells)).append('\n');
    }
    return out.toString();
  }

  static String markdown(StudyResult study, Messages messages) {
    List<String> headings = headings(study, messages);
    var out = new StringBuilder("| " + String.join(" | ", headings) + " |\n");
    out.append('|').append("---:|".repeat(headings.size() - 1)).append("---|\n");
    for (List<String> row : cells(study, messages)) {
      out.append("| ").append(String.join(" | ", row)).append(" |\n");
    }
    return out.toString().replace('\u00a0', ' ');
  }

  /// A plain `tabular`, to `\input` into a document.
  static String latex(StudyResult study, Messages messages) {
    List<String> headings = headings(study, messages);
    var out = new StringBuilder("\\begin{tabular}{" + "r".repeat(headings.size() - 1) + "l}\n");
    out.append("\\hline\n$N$ & ")
        .append(String.join(" & ", headings.subList(1, headings.size())))
        .append(" \\\\\n\\hline\n");
    for (List<String> row : cells(study, messages)) {
      out.append(String.join(" & ", row)).append(" \\\\\n");
    }
    return out.append("\\hline\n\\end{tabular}\n")
        .toString()
        .replace('\u00a0', '~')
        .replace("±", "$\\pm$");
  }
}
