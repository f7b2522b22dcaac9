package dev.telar.report;

import static dev.telar.report.Numbers.error;
import static dev.telar.report.Numbers.ratio;

import dev.telar.study.LinearOptimum.LinearModel;
import dev.telar.study.ModelResult;
import dev.telar.study.PaperNumbers;
import dev.telar.study.StudyResult;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// Table I, the test errors by width, as CSV, Markdown and LaTeX.
final class Tables {
  private Tables() {}

  /// A row of Table I, as printed; what is not known is empty.
  ///
  /// @param linear the better of PCA and clamped PCA with as many components
  /// @param againstLinear on which side of it the measured error lies
  record Row(
      String hidden,
      String paper,
      String measured,
      String ratio,
      String linear,
      String againstLinear) {
    List<String> cells() {
      return List.of(hidden, paper, measured, ratio, linear, againstLinear);
    }
  }

  static List<Row> rows(StudyResult study) {
    return study.models().stream().map(model -> row(study, model)).toList();
  }

  private static Row row(StudyResult study, ModelResult model) {
    Optional<LinearModel> linear = study.linear(model.hidden());
    OptionalDouble paper = PaperNumbers.testError(model.hidden());
    return new Row(
        String.valueOf(model.hidden()),
        paper.isPresent() ? error(paper.getAsDouble()) : "",
        error(model.testError()),
        paper.isPresent() ? ratio(model.testError() / paper.getAsDouble()) : "",
        linear.map(l -> error(l.best())).orElse(""),
        linear.map(l -> against(l, model)).orElse(""));
  }

  /// On which side of the linear optimum a model's test error lies.
  static String against(LinearModel linear, ModelResult model) {
    return model.testError() > linear.best() ? "above" : "below";
  }

  static String csv(StudyResult study) {
    var out = new StringBuilder("N,paper,measured,ratio,PCA,against PCA\n");
    for (Row row : rows(study)) {
      out.append(String.join(",", row.cells())).append('\n');
    }
    return out.toString();
  }

  static String markdown(StudyResult study) {
    var out =
        new StringBuilder(
            "| N | paper | measured | ratio | PCA | against PCA |\n|---:|---:|---:|---:|---:|---|\n");
    for (Row row : rows(study)) {
      out.append("| ").append(String.join(" | ", row.cells())).append(" |\n");
    }
    return out.toString();
  }

  /// A plain `tabular`, to `\input` into a document.
  static String latex(StudyResult study) {
    var out =
        new StringBuilder(
            """
            \\begin{tabular}{rrrrrl}
            \\hline
            $N$ & paper & measured & ratio & PCA & against PCA \\\\
            \\hline
            """);
    for (Row row : rows(study)) {
      out.append(String.join(" & ", row.cells())).append(" \\\\\n");
    }
    return out.append("\\hline\n\\end{tabular}\n").toString();
  }
}
