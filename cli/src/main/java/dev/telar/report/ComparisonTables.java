package dev.telar.report;

import static dev.telar.text.Numbers.error;
import static dev.telar.text.Numbers.ratio;

import dev.telar.page.HtmlTable;
import dev.telar.page.HtmlTable.Cell;
import dev.telar.study.LinearOptimum.LinearModel;
import dev.telar.study.PaperNumbers;
import dev.telar.study.PaperNumbers.EpochError;
import dev.telar.study.Repeats;
import dev.telar.study.StudyResult;
import dev.telar.text.ErrorText;
import dev.telar.text.Messages;
import dev.telar.text.Numbers;
import dev.telar.text.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// The page's tables that compare a study with the paper, with linear networks and with PyTorch.
final class ComparisonTables {
  private static final String NONE = "–";

  private final StudyResult study;
  private final Messages messages;

  ComparisonTables(StudyResult study, Messages messages) {
    this.study = study;
    this.messages = messages;
  }

  /// Table I with a verdict for each number: above, below or close to the paper's, and above or
  /// below the linear optimum.
  String table1() {
    boolean comparable = study.isComparable();
    var headings = new ArrayList<>(List.of("N"));
    if (comparable) {
      headings.add(messages.get("table1.paper"));
    }
    headings.add(measured());
    if (study.isRepeated()) {
      headings.add(messages.get("table1.seeds"));
    }
    if (comparable) {
      headings.addAll(List.of(messages.get("table1.ratio"), messages.get("table1.against")));
    }
    headings.addAll(List.of(messages.get("table1.linear"), messages.get("table1.against-linear")));
    var table = new HtmlTable(messages.get(comparable ? "table1.caption" : "table1.own"), headings);
    study.repeats().forEach(repeats -> table.row(row(repeats, comparable)));
    return table.html("numbers");
  }

  private List<Cell> row(Repeats repeats, boolean comparable) {
    Spread measured = repeats.testError();
    OptionalDouble paper = study.paper(repeats.hidden());
    Optional<LinearModel> linear = study.linear(repeats.hidden());
    List<Cell> cells = new ArrayList<>(List.of(Cell.of(String.valueOf(repeats.hidden()))));
    if (comparable) {
      cells.add(Cell.of(paper.isPresent() ? error(paper.getAsDouble()) : NONE));
    }
    cells.add(Cell.of(error(measured)));
    if (study.isRepeated()) {
      cells.add(Cell.of(String.valueOf(measured.seeds())));
    }
    if (paper.isPresent()) {
      double ratio = measured.mean() / paper.getAsDouble();
      cells.add(Cell.of(ratio(ratio)));
      cells.add(verdict(Conclusions.isClose(ratio) ? "close" : ratio > 1 ? "above" : "below"));
    } else if (comparable) {
      cells.addAll(List.of(Cell.of(NONE), Cell.of(NONE)));
    }
    cells.add(Cell.of(linear.map(l -> error(l.best())).orElse(NONE)));
    cells.add(linear.map(l -> verdict(l.side(measured.mean()).toString())).orElse(Cell.of(NONE)));
    return cells;
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

  /// What the paper prints of the widths that the study has.
  static List<EpochError> printedEpochs(StudyResult study) {
    return PaperNumbers.EPOCHS.stream().filter(e -> study.repeats(e.hidden()).isPresent()).toList();
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
    for (EpochError printed : printedEpochs(study)) {
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
            linear.isExact() ? NONE : ratio(measured.mean() / linear.best()),
            messages.get("components." + linear.side(measured.mean())));
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
              + ErrorText.beside(pytorch.mean(), pytorch.deviation().orElseThrow())
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
