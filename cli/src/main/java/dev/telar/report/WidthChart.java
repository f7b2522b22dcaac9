package dev.telar.report;

import static dev.telar.text.Markup.escape;

import dev.telar.model.HiddenWidths;
import dev.telar.study.LinearOptimum.LinearModel;
import dev.telar.study.Repeats;
import dev.telar.study.StudyResult;
import dev.telar.text.Messages;
import dev.telar.text.Numbers;
import dev.telar.text.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/// The test error against the width of the hidden layer: measured, printed by the paper, and of
/// linear networks.
final class WidthChart {
  private final StudyResult study;
  private final Messages messages;

  /// A curve over the widths.
  ///
  /// @param points N, the error and the error as printed
  /// @param band N, the mean less the standard deviation and with it; empty without seeds
  record Curve(
      String name, int colour, String dash, List<List<Object>> points, List<List<Object>> band) {}

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
    for (Repeats repeats : study.repeats()) {
      HiddenWidths hidden = repeats.hidden();
      Spread error = repeats.testError();
      measured.add(List.of(hidden, error.mean(), Numbers.error(error)));
      if (study.isRepeated()) {
        double deviation = error.deviation().orElse(0);
        band.add(List.of(hidden, error.mean() - deviation, error.mean() + deviation));
      }
      OptionalDouble printed = study.paper(hidden);
      if (printed.isPresent()) {
        paper.add(point(hidden, printed.getAsDouble()));
      }
      study.linear(hidden).map(LinearModel::best).ifPresent(e -> linear.add(point(hidden, e)));
    }
    var curves = new ArrayList<Curve>();
    curves.add(new Curve(messages.get("measured"), 0, "solid", measured, band));
    curves.add(new Curve(messages.get("table1.paper"), 3, "dotted", paper, List.of()));
    curves.add(new Curve(messages.get("table1.linear"), 2, "dashed", linear, List.of()));
    return curves.stream().filter(curve -> !curve.points().isEmpty()).toList();
  }

  private static List<Object> point(HiddenWidths hidden, double error) {
    return List.of(hidden, error, Numbers.error(error));
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
