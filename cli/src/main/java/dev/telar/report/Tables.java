package dev.telar.report;

import static dev.telar.report.Numbers.error;
import static dev.telar.report.Numbers.ratio;

import dev.telar.study.ModelResult;
import dev.telar.study.PaperNumbers;
import dev.telar.study.StudyResult;
import java.util.List;
import java.util.OptionalDouble;

/// Table I, the test errors by width, as CSV, Markdown and LaTeX.
final class Tables {
  private Tables() {}

  /// A row of Table I, as printed; what the paper does not have is empty.
  record Row(String hidden, String paper, String measured, String ratio) {}

  static List<Row> rows(StudyResult study) {
    return study.models().stream().map(Tables::row).toList();
  }

  private static Row row(ModelResult model) {
    OptionalDouble paper = PaperNumbers.testError(model.hidden());
    return new Row(
        String.valueOf(model.hidden()),
        paper.isPresent() ? error(paper.getAsDouble()) : "",
        error(model.testError()),
        paper.isPresent() ? ratio(model.testError() / paper.getAsDouble()) : "");
  }

  static String csv(StudyResult study) {
    var out = new StringBuilder("N,paper,measured,ratio\n");
    for (Row row : rows(study)) {
      out.append(String.join(",", row.hidden(), row.paper(), row.measured(), row.ratio()))
          .append('\n');
    }
    return out.toString();
  }

  static String markdown(StudyResult study) {
    var out = new StringBuilder("| N | paper | measured | ratio |\n|---:|---:|---:|---:|\n");
    for (Row row : rows(study)) {
      out.append(
          "| %s | %s | %s | %s |\n"
              .formatted(row.hidden(), row.paper(), row.measured(), row.ratio()));
    }
    return out.toString();
  }

  /// A plain `tabular`, to `\input` into a document.
  static String latex(StudyResult study) {
    var out =
        new StringBuilder(
            """
            \\begin{tabular}{rrrr}
            \\hline
            $N$ & paper & measured & ratio \\\\
            \\hline
            """);
    for (Row row : rows(study)) {
      out.append(
          "%s & %s & %s & %s \\\\\n"
              .formatted(row.hidden(), row.paper(), row.measured(), row.ratio()));
    }
    return out.append("\\hline\n\\end{tabular}\n").toString();
  }
}
