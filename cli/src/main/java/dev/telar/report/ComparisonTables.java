package dev.telar.report;

import static dev.telar.report.Numbers.error;
import static dev.telar.report.Numbers.fineError;
import static dev.telar.report.Numbers.ratio;

import dev.telar.study.LinearOptimum.LinearModel;
import dev.telar.study.ModelResult;
import dev.telar.study.PaperNumbers;
import dev.telar.study.PaperNumbers.EpochError;
import dev.telar.study.PaperNumbers.Spread;
import dev.telar.study.StudyResult;
import java.util.Optional;
import java.util.OptionalDouble;

/// The page's tables that hold a study against the paper and against PyTorch.
final class ComparisonTables {
  private static final String NONE = "–";

  private ComparisonTables() {}

  static String table1(StudyResult study) {
    var table =
        new HtmlTable(
            "Table I. Test errors", "N", "paper", "measured", "ratio", "PCA", "against PCA");
    for (Tables.Row row : Tables.rows(study)) {
      table.row(row.cells().stream().map(ComparisonTables::orNone).toArray(String[]::new));
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
            "validation, measured",
            "ratio");
    for (EpochError printed : PaperNumbers.EPOCHS) {
      OptionalDouble measured = validation(study, printed);
      table.row(
          String.valueOf(printed.hidden()),
          String.valueOf(printed.epoch()),
          error(printed.error()),
          measured.isPresent() ? error(measured.getAsDouble()) : NONE,
          measured.isPresent() ? ratio(measured.getAsDouble() / printed.error()) : NONE);
    }
    return table.html("numbers");
  }

  private static OptionalDouble validation(StudyResult study, EpochError printed) {
    return study.models().stream()
        .filter(m -> m.hidden() == printed.hidden())
        .map(m -> m.validation(printed.epoch()))
        .filter(OptionalDouble::isPresent)
        .findFirst()
        .orElse(OptionalDouble.empty());
  }

  /// What linear networks reach, by width.
  static String linear(StudyResult study) {
    var table =
        new HtmlTable(
            "Test errors of principal components",
            "N",
            "PCA",
            "PCA, outputs moved into [0, 1]",
            "measured",
            "measured / the better one",
            "the measured error lies");
    for (ModelResult model : study.models()) {
      Optional<LinearModel> found = study.linear(model.hidden());
      if (found.isPresent()) {
        LinearModel linear = found.get();
        table.row(
            String.valueOf(model.hidden()),
            fineError(linear.testError()),
            fineError(linear.clampedTestError()),
            fineError(model.testError()),
            ratio(model.testError() / linear.best()),
            Tables.against(linear, model) + " the linear optimum");
      }
    }
    return table.html("numbers");
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
            "one more seed, 95 %",
            "measured here",
            "within?");
    for (Spread spread : study.pytorch()) {
      Optional<ModelResult> model =
          study.models().stream().filter(m -> m.hidden() == spread.hidden()).findFirst();
      table.row(
          String.valueOf(spread.hidden()),
          String.valueOf(spread.seeds()),
          error(spread.mean()) + " (" + error(spread.deviation()) + ")",
          error(spread.min()) + " – " + error(spread.max()),
          error(spread.lower()) + " – " + error(spread.upper()),
          model.map(m -> error(m.testError())).orElse(NONE),
          model.map(m -> within(spread, m.testError())).orElse(NONE));
    }
    return table.html("numbers");
  }

  private static String within(Spread spread, double error) {
    return spread.contains(error) ? "yes" : "no, " + Conclusions.distance(spread, error);
  }

  private static String orNone(String text) {
    return text.isEmpty() ? NONE : text;
  }
}
