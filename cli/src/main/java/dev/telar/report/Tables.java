package dev.telar.report;

import static dev.telar.text.Numbers.error;
import static dev.telar.text.Numbers.ratio;

import dev.telar.study.ErrorText;
import dev.telar.study.LinearOptimum.LinearModel;
import dev.telar.study.PaperNumbers;
import dev.telar.study.Repeats;
import dev.telar.study.Spread;
import dev.telar.study.StudyResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// Table I, the test errors by width, as CSV, Markdown and LaTeX: files to work with, in English
/// whatever the page's language. Where a width has several seeds, the measured error is their mean,
/// with its standard deviation and their number.
final class Tables {
  private static final String MEAN = "measured, mean\u00a0±\u00a0standard deviation";

  private Tables() {}

  /// A row of Table I, as printed; what is not known is empty.
  ///
  /// @param linear the better of PCA and clamped PCA with as many components
  /// @param againstLinear on which side of it the measured error lies
  private record Row(
      String hidden,
      String paper,
      Spread measured,
      String ratio,
      String linear,
      String againstLinear) {
    List<String> cells(String measuredCell) {
      return List.of(hidden, paper, measuredCell, ratio, linear, againstLinear);
    }
  }

  private static List<Row> rows(StudyResult study) {
    return study.repeats().stream().map(repeats -> row(study, repeats)).toList();
  }

  private static Row row(StudyResult study, Repeats repeats) {
    Optional<LinearModel> linear = study.linear(repeats.hidden());
    OptionalDouble paper = PaperNumbers.testError(repeats.hidden());
    Spread measured = repeats.testError();
    return new Row(
        String.valueOf(repeats.hidden()),
        paper.isPresent() ? error(paper.getAsDouble()) : "",
        measured,
        paper.isPresent() ? ratio(measured.mean() / paper.getAsDouble()) : "",
        linear.map(l -> error(l.best())).orElse(""),
        linear.map(l -> against(l, measured)).orElse(""));
  }

  /// On which side of the linear optimum the mean of a width's test errors lies.
  static String against(LinearModel linear, Spread measured) {
    return measured.mean() > linear.best() ? "above" : "below";
  }

  /// The columns of the table as it is read.
  private static List<String> headings(StudyResult study) {
    return study.isRepeated()
        ? List.of("N", "paper", MEAN, "seeds", "ratio", "PCA", "against PCA")
        : List.of("N", "paper", "measured", "ratio", "PCA", "against PCA");
  }

  /// The rows of the table as it is read, a cell for each of [#headings]; what is not known is
  /// empty.
  private static List<List<String>> cells(StudyResult study) {
    List<List<String>> cells = new ArrayList<>();
    for (Row row : rows(study)) {
      List<String> all = new ArrayList<>(row.cells(error(row.measured())));
      if (study.isRepeated()) {
        all.add(3, String.valueOf(row.measured().seeds()));
      }
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
      out.append(String.join(",", row.cells(error(measured.mean()))));
      if (study.isRepeated()) {
        out.append(',')
            .append(
                measured.seeds() == 1
                    ? ""
                    : ErrorText.beside(measured.mean(), measured.deviation()));
        out.append(',').append(measured.seeds());
      }
      out.append('\n');
    }
    return out.toString();
  }

  static String markdown(StudyResult study) {
    List<String> headings = headings(study);
    var out = new StringBuilder("| " + String.join(" | ", headings) + " |\n");
    out.append('|').append("---:|".repeat(headings.size() - 1)).append("---|\n");
    for (List<String> row : cells(study)) {
      out.append("| ").append(String.join(" | ", row)).append(" |\n");
    }
    return out.toString().replace('\u00a0', ' ');
  }

  /// A plain `tabular`, to `\input` into a document.
  static String latex(StudyResult study) {
    List<String> headings = headings(study);
    var out = new StringBuilder("\\begin{tabular}{" + "r".repeat(headings.size() - 1) + "l}\n");
    out.append("\\hline\n$N$ & ")
        .append(String.join(" & ", headings.subList(1, headings.size())))
        .append(" \\\\\n\\hline\n");
    for (List<String> row : cells(study)) {
      out.append(String.join(" & ", row)).append(" \\\\\n");
    }
    return out.append("\\hline\n\\end{tabular}\n")
        .toString()
        .replace('\u00a0', '~')
        .replace("±", "$\\pm$");
  }
}
