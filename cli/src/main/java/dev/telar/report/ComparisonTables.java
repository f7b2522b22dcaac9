package dev.telar.report;

import static dev.telar.text.Numbers.error;
import static dev.telar.text.Numbers.ratio;

import dev.telar.page.HtmlTable;
import dev.telar.study.ErrorText;
import dev.telar.study.LinearOptimum.LinearModel;
import dev.telar.study.PaperNumbers;
import dev.telar.study.PaperNumbers.EpochError;
import dev.telar.study.Repeats;
import dev.telar.study.Spread;
import dev.telar.study.StudyResult;
import dev.telar.text.Numbers;
import java.util.List;
import java.util.Optional;

/// The page's tables that hold a study against the paper and against PyTorch.
final class ComparisonTables {
  private static final String NONE = "–";

  private ComparisonTables() {}

  static String table1(StudyResult study) {
    var table = new HtmlTable("Table I. Test errors", Tables.headings(study));
    for (List<String> row : Tables.cells(study)) {
      table.row(row.stream().map(ComparisonTables::orNone).toArray(String[]::new));
    }
    return table.html("numbers");
  }

  static String statements(StudyResult study) {
    var table =
        new HtmlTable("The paper’s statements", "statement", "paper", "measured", "supported");
    for (Statement statement : Statements.of(study)) {
      table.row(
          statement.claim(), statement.paper(), statement.measured(), statement.verdict().label());
    }
    return table.html("words");
  }

  static String epochs(StudyResult study) {
    var table =
        new HtmlTable(
            "The errors that the paper prints by epoch",
            "N",
            "epoch",
            "paper",
            study.isRepeated() ? "validation, " + Numbers.MEAN : "validation, measured",
            "ratio");
    for (EpochError printed : PaperNumbers.EPOCHS) {
      Optional<Spread> measured =
          study.repeats(printed.hidden()).flatMap(r -> r.validation(printed.epoch()));
      table.row(
          String.valueOf(printed.hidden()),
          String.valueOf(printed.epoch()),
          error(printed.error()),
          measured.map(Numbers::error).orElse(NONE),
          measured.map(m -> ratio(m.mean() / printed.error())).orElse(NONE));
    }
    return table.html("numbers");
  }

  /// What linear networks reach, by width.
  static String linear(StudyResult study) {
    var table =
        new HtmlTable(
            "Test errors of principal components",
            "N",
            "PCA",
            "PCA, outputs moved into [0, 1]",
            measured(study),
            "measured / the better one",
            "the measured error lies");
    for (Repeats repeats : study.repeats()) {
      Optional<LinearModel> found = study.linear(repeats.hidden());
      if (found.isPresent()) {
        LinearModel linear = found.get();
        Spread measured = repeats.testError();
        table.row(
            String.valueOf(repeats.hidden()),
            error(linear.testError()),
            error(linear.clampedTestError()),
            error(measured),
            ratio(measured.mean() / linear.best()),
            Tables.against(linear, measured) + " the linear optimum");
      }
    }
    return table.html("numbers");
  }

  private static String measured(StudyResult study) {
    return study.isRepeated() ? Numbers.MEAN : "measured";
  }

  /// PyTorch's spread by width; to be called for recipes that it was measured with.
  static String pytorch(StudyResult study) {
    var table =
        new HtmlTable(
            "Test errors of PyTorch with the same settings",
            "N",
            "seeds",
            "mean (standard deviation)",
            "smallest – largest",
            study.isRepeated()
                ? "the mean of as many more seeds as here, 95 %"
                : "one more seed, 95 %",
            study.isRepeated() ? Numbers.MEAN : "measured here",
            "within?");
    for (var entry : study.pytorch().entrySet()) {
      Spread pytorch = entry.getValue();
      Optional<Spread> here = study.repeats(entry.getKey()).map(Repeats::testError);
      int runs = here.map(Spread::seeds).orElse(1);
      table.row(
          String.valueOf(entry.getKey()),
          String.valueOf(pytorch.seeds()),
          error(pytorch.mean())
              + " ("
              + ErrorText.beside(pytorch.mean(), pytorch.deviation())
              + ")",
          error(pytorch.min()) + " – " + error(pytorch.max()),
          error(pytorch.lower(runs)) + " – " + error(pytorch.upper(runs)),
          here.map(Numbers::error).orElse(NONE),
          here.map(h -> within(pytorch, h)).orElse(NONE));
    }
    return table.html("numbers");
  }

  private static String within(Spread pytorch, Spread here) {
    return pytorch.contains(here) ? "yes" : "no, " + Conclusions.distance(pytorch, here);
  }

  private static String orNone(String text) {
    return text.isEmpty() ? NONE : text;
  }
}
