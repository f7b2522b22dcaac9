package dev.telar.report;

import static dev.telar.text.Numbers.error;
import static dev.telar.text.Numbers.ratio;

import dev.telar.page.HtmlTable;
import dev.telar.page.HtmlTable.Cell;
import dev.telar.study.ErrorText;
import dev.telar.study.LinearOptimum.LinearModel;
import dev.telar.study.PaperNumbers;
import dev.telar.study.PaperNumbers.EpochError;
import dev.telar.study.Repeats;
import dev.telar.study.Spread;
import dev.telar.study.StudyResult;
import dev.telar.text.Messages;
import dev.telar.text.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// The page's tables that hold a study against the paper, against linear networks and against
/// PyTorch.
final class ComparisonTables {
  private static final String NONE = "–";

  private final StudyResult study;
  private final Messages messages;

  ComparisonTables(StudyResult study, Messages messages) {
    this.study = study;
    this.messages = messages;
  }

  /// Table I with a verdict for each number: close to the paper's, higher or lower, and better or
  /// worse than the linear optimum.
  String table1() {
    var headings = new ArrayList<>(List.of("N", messages.get("table1.paper"), measured()));
    if (study.isRepeated()) {
      headings.add(messages.get("table1.seeds"));
    }
    for (String name : List.of("ratio", "against", "linear", "against-linear")) {
      headings.add(messages.get("table1." + name));
    }
    var table = new HtmlTable(messages.get("table1.caption"), headings);
    for (Repeats repeats : study.repeats()) {
      Spread measured = repeats.testError();
      OptionalDouble paper = PaperNumbers.testError(repeats.hidden());
      Optional<LinearModel> linear = study.linear(repeats.hidden());
      List<Cell> cells = new ArrayList<>();
      cells.add(Cell.of(String.valueOf(repeats.hidden())));
      cells.add(Cell.of(paper.isPresent() ? error(paper.getAsDouble()) : NONE));
      cells.add(Cell.of(error(measured)));
      if (study.isRepeated()) {
        cells.add(Cell.of(String.valueOf(measured.seeds())));
      }
      if (paper.isPresent()) {
        double ratio = measured.mean() / paper.getAsDouble();
        cells.add(Cell.of(ratio(ratio)));
        cells.add(verdict(Conclusions.isClose(ratio) ? "close" : ratio > 1 ? "higher" : "lower"));
      } else {
        cells.addAll(List.of(Cell.of(NONE), Cell.of(NONE)));
      }
      cells.add(Cell.of(linear.map(l -> error(l.best())).orElse(NONE)));
      cells.add(linear.map(l -> verdict(Tables.against(l, measured))).orElse(Cell.of(NONE)));
      table.row(cells);
    }
    return table.html("numbers");
  }

  private Cell verdict(String name) {
    return new Cell(messages.get("against." + name), name);
  }

  String statements() {
    var table =
        table(
            "statements",
            "statements.statement",
            "statements.paper",
            "statements.measured",
            "statements.supported");
    for (Statement statement : Statements.of(study, messages)) {
      table.row(
          statement.claim(),
          statement.paper(),
          statement.measured(),
          messages.get(statement.verdict().text()));
    }
    return table.html("words");
  }

  /// A table with the caption of a section.
  ///
  /// @param headings the names of their texts; `N` stands for itself
  private HtmlTable table(String section, String... headings) {
    return new HtmlTable(
        messages.get(section + ".caption"),
        List.of(headings).stream().map(h -> h.equals("N") ? h : messages.get(h)).toList());
  }

  String epochs() {
    var table =
        table(
            "epochs",
            "N",
            "epochs.epoch",
            "epochs.paper",
            study.isRepeated() ? "epochs.validation.mean" : "epochs.validation",
            "epochs.ratio");
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
  String linear() {
    var table =
        table(
            "components",
            "N",
            "components.pca",
            "components.moved",
            study.isRepeated() ? "measured.mean" : "measured",
            "components.ratio",
            "components.side");
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
            messages.get("components." + Tables.against(linear, measured)));
      }
    }
    return table.html("numbers");
  }

  private String measured() {
    return messages.get(study.isRepeated() ? "measured.mean" : "measured");
  }

  /// PyTorch's spread by width; to be called for recipes that it was measured with.
  String pytorch() {
    boolean repeated = study.isRepeated();
    var table =
        table(
            "torch",
            "N",
            "torch.seeds",
            "torch.mean",
            "torch.range",
            repeated ? "torch.interval.mean" : "torch.interval",
            repeated ? "measured.mean" : "torch.here",
            "torch.within");
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

  private String within(Spread pytorch, Spread here) {
    return pytorch.contains(here)
        ? messages.get("torch.yes")
        : messages.get("torch.no", Conclusions.distance(pytorch, here, messages));
  }
}
