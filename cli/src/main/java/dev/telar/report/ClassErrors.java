package dev.telar.report;

import static dev.telar.text.Markup.escape;

import dev.telar.data.Labels;
import dev.telar.measure.SampleErrors.ClassError;
import dev.telar.page.HtmlTable;
import dev.telar.study.ColourOrder;
import dev.telar.study.TestRows;
import dev.telar.text.Excerpt;
import dev.telar.text.Messages;
import dev.telar.text.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// The test error of each class, by width.
final class ClassErrors {
  private final TestRows tested;
  private final List<Measured> models;
  private final Messages messages;
  private final List<List<ClassError>> errors;

  /// The errors of a model, one for each class.
  ///
  /// @param colour the place of the width's colour
  /// @param values the error and the error as printed
  record Series(String name, int colour, List<List<Object>> values) {}

  /// What the page's script draws.
  record Data(List<String> classes, List<Series> models) {}

  ClassErrors(TestRows tested, List<Measured> models, Messages messages) {
    this.tested = tested;
    this.models = models;
    this.messages = messages;
    // Without labels there is one class, and nothing is drawn.
    Labels labels =
        tested.labels().orElseGet(() -> new Labels(new int[tested.test().rows()], List.of()));
    errors = models.stream().map(m -> m.diagnosis().samples().byClass(labels)).toList();
  }

  private String name(int index) {
    return tested.nameOf(errors.getFirst().get(index).label());
  }

  /// What the page's script draws.
  Data data() {
    var names = new ArrayList<String>();
    for (int i = 0; i < errors.getFirst().size(); i++) {
      names.add(name(i));
    }
    List<Integer> colours = ColourOrder.of(models.stream().map(m -> m.result().hidden()).toList());
    var series = new ArrayList<Series>();
    for (int m : Excerpt.of(IntStream.range(0, models.size()).boxed().toList())) {
      List<List<Object>> values =
          errors.get(m).stream()
              .map(c -> List.<Object>of(c.error(), Numbers.error(c.error())))
              .toList();
      series.add(new Series(models.get(m).label(), colours.get(m), values));
    }
    return new Data(names, series);
  }

  /// The section, empty where classes are not known or all images are of one.
  Section section() {
    return Section.of(
        "classes",
        messages.get("classes.title"),
        errors.getFirst().size() < 2
            ? ""
            : """
            <p>%s</p>
            <form class="controls" id="classes-controls" hidden>
            <label><input type="checkbox" name="classes-scale" value="log"> %s</label>
            </form>
            <div class="chart" id="classes-chart" role="img" aria-label="%s" hidden></div>
            %s\
            """
                .formatted(
                    escape(messages.get("classes.text")),
                    escape(messages.get("curves.log")),
                    escape(messages.get("classes.description")),
                    table()));
  }

  private String table() {
    var headings =
        new ArrayList<>(List.of(messages.get("classes.class"), messages.get("classes.rows")));
    models.forEach(model -> headings.add(model.label()));
    var table = new HtmlTable(messages.get("classes.caption"), headings);
    for (int i = 0; i < errors.getFirst().size(); i++) {
      var cells =
          new ArrayList<>(List.of(name(i), String.valueOf(errors.getFirst().get(i).rows())));
      for (List<ClassError> own : errors) {
        cells.add(Numbers.error(own.get(i).error()));
      }
      table.row(cells.toArray(String[]::new));
    }
    return table.html("numbers");
  }
}
