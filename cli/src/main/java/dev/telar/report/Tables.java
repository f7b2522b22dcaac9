package dev.telar.report;

import static dev.telar.text.Numbers.error;
import static dev.telar.text.Numbers.ratio;

import dev.telar.study.LinearOptimum.LinearModel;
import dev.telar.study.StudyResult;
import dev.telar.study.WidthErrors;
import dev.telar.text.ErrorText;
import dev.telar.text.Messages;
import dev.telar.text.Spread;
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
    return rows(study.errors());
  }

  private static List<Row> rows(List<WidthErrors> widths) {
    return widths.stream().map(Tables::row).toList();
  }

  private static Row row(WidthErrors width) {
    Optional<LinearModel> linear = width.linear();
    OptionalDouble paper = width.paper();
    Spread measured = width.testError();
    return new Row(
        String.valueOf(width.hidden()),
        paper.isPresent() ? error(paper.getAsDouble()) : "",
        measured,
        paper.isPresent() ? ratio(measured.mean() / paper.getAsDouble()) : "",
        linear.map(l -> error(l.best())).orElse(""),
        linear.map(l -> l.side(measured.mean()).toString()).orElse(""));
  }

  private static boolean isComparable(List<WidthErrors> widths) {
    return widths.stream().anyMatch(width -> width.paper().isPresent());
  }

  private static boolean isRepeated(List<WidthErrors> widths) {
    return widths.stream().anyMatch(width -> width.testError().seeds() > 1);
  }

  /// The columns of the table as it is read.
  private static List<String> headings(List<WidthErrors> widths, Messages messages) {
    List<String> headings = new ArrayList<>(List.of("N"));
    if (isComparable(widths)) {
      headings.add(messages.get("table1.paper"));
    }
    headings.add(messages.get(isRepeated(widths) ? "measured.mean" : "measured"));
    if (isRepeated(widths)) {
      headings.add(messages.get("table1.seeds"));
    }
    if (isComparable(widths)) {
      headings.add(messages.get("table1.ratio"));
    }
    headings.add(messages.get("table1.linear"));
    headings.add(messages.get("table1.against-linear"));
    return headings;
  }

  /// The rows of the table as it is read, a cell for each of [#headings].
  private static List<List<String>> cells(List<WidthErrors> widths, Messages messages) {
    List<List<String>> cells = new ArrayList<>();
    for (Row row : rows(widths)) {
      List<String> all = new ArrayList<>(List.of(row.hidden()));
      if (isComparable(widths)) {
        all.add(row.paper());
      }
      all.add(error(row.measured()));
      if (isRepeated(widths)) {
        all.add(String.valueOf(row.measured().seeds()));
      }
      if (isComparable(widths)) {
        all.add(row.ratio());
      }
      all.add(row.linear());
      all.add(row.againstLinear().isEmpty() ? "" : messages.get("against." + row.againstLinear()));
      cells.add(all);
    }
    return cells;
  }

  static String csv(StudyResult study) {
    return csv(study.errors());
  }

  static String markdown(StudyResult study, Messages messages) {
    return markdown(study.errors(), messages);
  }

  static String latex(StudyResult study, Messages messages) {
    return latex(study.errors(), messages);
  }

  /// A number a cell: the standard deviation and the number of seeds have columns of their own, the
  /// last ones.
  static String csv(List<WidthErrors> widths) {
    var out = new StringBuilder("N,paper,measured,ratio,PCA,against PCA");
    out.append(isRepeated(widths) ? ",standard deviation,seeds\n" : "\n");
    for (Row row : rows(widths)) {
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
      if (isRepeated(widths)) {
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

  static String markdown(List<WidthErrors> widths, Messages messages) {
    List<String> headings = headings(widths, messages);
    var out = new StringBuilder("| " + String.join(" | ", headings) + " |\n");
    out.append('|').append("---:|".repeat(headings.size() - 1)).append("---|\n");
    for (List<String> row : cells(widths, messages)) {
      out.append("| ").append(String.join(" | ", row)).append(" |\n");
    }
    return out.toString().replace('\u00a0', ' ');
  }

  /// A plain `tabular`, to `\input` into a document.
  static String latex(List<WidthErrors> widths, Messages messages) {
    List<String> headings = headings(widths, messages);
    var out = new StringBuilder("\\begin{tabular}{" + "r".repeat(headings.size() - 1) + "l}\n");
    out.append("\\hline\n$N$ & ")
        .append(String.join(" & ", headings.subList(1, headings.size())))
        .append(" \\\\\n\\hline\n");
    for (List<String> row : cells(widths, messages)) {
      out.append(String.join(" & ", row)).append(" \\\\\n");
    }
    return out.append("\\hline\n\\end{tabular}\n")
        .toString()
        .replace('\u00a0', '~')
        .replace("±", "$\\pm$");
  }
}
