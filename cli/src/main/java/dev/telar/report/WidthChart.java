package dev.telar.report;

import static dev.telar.text.Markup.escape;

import dev.telar.model.HiddenWidths;
import dev.telar.study.ColourOrder;
import dev.telar.study.LinearOptimum.LinearModel;
import dev.telar.study.Repeats;
import dev.telar.study.StudyResult;
import dev.telar.text.Messages;
import dev.telar.text.Numbers;
import dev.telar.text.Spread;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;

/// The test error against the width of the code: measured, printed by the paper, and of linear
/// networks. The networks with one hidden layer are a curve, those with several a mark each.
final class WidthChart {
  private final StudyResult study;
  private final Messages messages;

  /// A curve over the widths.
  ///
  /// @param mark the place of the symbol of its points
  /// @param points the code's width, the error and the error as printed
  /// @param band the code's width, the mean less the standard deviation and with it; empty without
  ///   seeds
  record Curve(
      String name,
      int colour,
      String dash,
      int mark,
      List<List<Object>> points,
      List<List<Object>> band) {}

  WidthChart(StudyResult study, Messages messages) {
    this.study = study;
    this.messages = messages;
  }

  /// What the page's script draws.
  List<Curve> curves() {
    var measured = new ArrayList<List<Object>>();
    var band = new ArrayList<List<Object>>();
    var paper = new ArrayList<List<Object>>();
    var linear = new ArrayList<List<Object>>();
    var deep = new ArrayList<Curve>();
    List<Repeats> all = study.repeats();
    List<Integer> colours = ColourOrder.of(all.stream().map(Repeats::hidden).toList());
    var codes = new HashSet<Integer>();
    for (Repeats repeats : all) {
      HiddenWidths hidden = repeats.hidden();
      int code = hidden.code();
      Spread error = repeats.testError();
      List<Object> point = List.of(code, error.mean(), Numbers.error(error));
      if (hidden.isDeep()) {
        String name = "N = " + hidden;
        int colour = colours.get(all.indexOf(repeats));
        deep.add(new Curve(name, colour, "solid", deep.size() + 1, List.of(point), List.of()));
      } else {
        measured.add(point);
        if (study.isRepeated()) {
          double deviation = error.deviation().orElse(0);
          band.add(List.of(code, error.mean() - deviation, error.mean() + deviation));
        }
      }
      OptionalDouble printed = study.paper(hidden);
      if (printed.isPresent()) {
        paper.add(point(code, printed.getAsDouble()));
      }
      if (codes.add(code)) {
        study.linear(hidden).map(LinearModel::best).ifPresent(e -> linear.add(point(code, e)));
      }
    }
    var curves = new ArrayList<Curve>();
    curves.add(new Curve(messages.get("measured"), 0, "solid", 0, measured, band));
    curves.addAll(deep);
    curves.add(new Curve(messages.get("table1.paper"), 3, "dotted", 0, paper, List.of()));
    curves.add(new Curve(messages.get("table1.linear"), 2, "dashed", 0, linear, List.of()));
    return curves.stream().filter(curve -> !curve.points().isEmpty()).toList();
  }

  private static List<Object> point(int code, double error) {
    return List.of(code, error, Numbers.error(error));
  }

  /// The section, empty for a single width.
  Section section() {
    String body =
        study.repeats().size() < 2
            ? ""
            : """
            <form class="controls" id="widths-controls">
            <label><input type="checkbox" name="widths-scale" value="log"> %s</label>
            </form>
            <div class="chart" id="widths-chart" role="img" aria-label="%s"></div>
            """
                .formatted(
                    escape(messages.get("curves.log")),
                    escape(
                        messages.get(study.isComparable() ? "widths.description" : "widths.own")));
    return Section.scripted("widths", messages.get("widths.title"), body);
  }
}
