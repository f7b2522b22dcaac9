package dev.telar.report;

import static dev.telar.text.Markup.escape;

import dev.telar.page.HtmlTable;
import dev.telar.study.ColourOrder;
import dev.telar.study.ModelResult;
import dev.telar.study.Repeats;
import dev.telar.study.StudyResult;
import dev.telar.text.Messages;
import dev.telar.text.Numbers;
import dev.telar.train.EpochErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/// How long the models took, and how fast they were trained.
final class Timings {
  private static final String NONE = "–";

  /// Of widths that have the same colour.
  private static final List<String> DASHES = List.of("solid", "dashed", "dotted");

  private final StudyResult study;
  private final Messages messages;

  /// The times of a width's epochs.
  ///
  /// @param points epoch, seconds of its training steps, and as printed: means over seeds
  record Curve(String name, int colour, String dash, List<List<Object>> points) {}

  Timings(StudyResult study, Messages messages) {
    this.study = study;
    this.messages = messages;
  }

  /// What the page's script draws.
  List<Curve> curves() {
    var curves = new ArrayList<Curve>();
    List<Repeats> widths = study.repeats();
    List<Integer> colours = ColourOrder.of(widths.stream().map(Repeats::hidden).toList());
    for (int i = 0; i < widths.size(); i++) {
      List<List<Object>> points =
          widths.get(i).epochs().stream()
              .map(e -> List.<Object>of(e.epoch(), e.trainSeconds(), seconds(e.trainSeconds())))
              .toList();
      if (!points.isEmpty()) {
        int colour = colours.get(i);
        String dash = DASHES.get(colour / ColourOrder.COLOURS % DASHES.size());
        curves.add(new Curve("N = " + widths.get(i).hidden(), colour, dash, points));
      }
    }
    return curves;
  }

  private static String seconds(double value) {
    return String.format(Locale.ROOT, "%.3f\u00a0s", value);
  }

  /// The section.
  Section section() {
    var table =
        new HtmlTable(
            messages.get("timings.caption"),
            List.of(
                "N",
                messages.get("models.seed"),
                messages.get("models.epochs"),
                messages.get("timings.steps"),
                messages.get("timings.rest"),
                messages.get("timings.all"),
                messages.get("timings.speed")));
    for (ModelResult model : study.runs()) {
      double steps = model.epochs().stream().mapToDouble(EpochErrors::trainSeconds).sum();
      table.row(
          String.valueOf(model.hidden()),
          String.valueOf(model.seed()),
          String.valueOf(model.epochs().size()),
          Numbers.duration(steps),
          Numbers.duration(model.seconds() - steps),
          Numbers.duration(model.seconds()),
          speed(model.epochs().size(), steps));
    }
    String chart =
        curves().isEmpty()
            ? ""
            : "<div class=\"chart\" id=\"timings-chart\" role=\"img\" aria-label=\"%s\" hidden></div>\n"
                .formatted(escape(messages.get("timings.description")));
    String body =
        "<p>%s</p>\n%s%s"
            .formatted(escape(messages.get("timings.text")), table.html("numbers"), chart);
    return Section.of("timings", messages.get("timings.title"), body);
  }

  private String speed(int epochs, double steps) {
    OptionalInt rows = study.trainRows();
    return rows.isEmpty() || steps == 0
        ? NONE
        : Numbers.grouped(Math.round((double) rows.getAsInt() * epochs / steps));
  }
}
