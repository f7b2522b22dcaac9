package dev.telar.report;

import static dev.telar.text.Markup.escape;

import dev.telar.study.LinearOptimum.LinearModel;
import dev.telar.study.Repeats;
import dev.telar.study.Spread;
import dev.telar.study.StudyResult;
import dev.telar.text.Messages;
import dev.telar.text.Numbers;
import dev.telar.train.EpochErrors;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The page's errors by epoch, as curves to look into.
final class LearningCurves {
  private static final String TRAIN = "train";
  private static final String VALIDATION = "validation";
  private static final String LINEAR = "linear";

  private final Messages messages;
  private final List<Repeats> repeats;
  private final List<Curve> curves = new ArrayList<>();

  /// A curve.
  ///
  /// @param hidden the model's width
  /// @param colour the place of the model among all
  /// @param kind of error: its name among the words
  /// @param points x, y and y as printed
  /// @param band x, y less the standard deviation, y plus the standard deviation; empty for one
  ///   seed
  record Curve(
      int hidden,
      int colour,
      String kind,
      String dash,
      List<List<Object>> points,
      Optional<List<List<Object>>> band) {}

  LearningCurves(StudyResult study, Messages messages) {
    this.messages = messages;
    this.repeats = study.repeats();
    for (int i = 0; i < repeats.size(); i++) {
      Repeats model = repeats.get(i);
      boolean evaluated = model.epochs().stream().allMatch(e -> e.train().isPresent());
      Function<EpochErrors, OptionalDouble> train =
          evaluated ? EpochErrors::train : epoch -> OptionalDouble.of(epoch.trainRunning());
      add(model, i, TRAIN, "dotted", epoch -> model.spread(epoch, train));
      add(model, i, VALIDATION, "solid", model::validation);
      Optional<LinearModel> linear = study.linear(model.hidden());
      if (linear.isPresent() && model.lastEpoch() > 0) {
        double error = linear.get().best();
        List<List<Object>> ends = List.of(point(1, error), point(model.lastEpoch(), error));
        curves.add(new Curve(model.hidden(), i, LINEAR, "dashed", ends, Optional.empty()));
      }
    }
  }

  private static List<Object> point(int epoch, double error) {
    return List.of(epoch, error, Numbers.error(error));
  }

  private void add(
      Repeats model, int colour, String kind, String dash, Function<Integer, Optional<Spread>> at) {
    var points = new ArrayList<List<Object>>();
    var band = new ArrayList<List<Object>>();
    for (EpochErrors epoch : model.epochs()) {
      Optional<Spread> found = at.apply(epoch.epoch());
      if (found.isPresent()) {
        Spread error = found.get();
        points.add(List.of(epoch.epoch(), error.mean(), Numbers.error(error)));
        if (error.seeds() > 1) {
          double low = error.mean() - error.deviation();
          double high = error.mean() + error.deviation();
          band.add(List.of(epoch.epoch(), low, high));
        }
      }
    }
    if (!points.isEmpty()) {
      Optional<List<List<Object>>> edges =
          band.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(band));
      curves.add(new Curve(model.hidden(), colour, kind, dash, points, edges));
    }
  }

  /// What the page's script draws.
  List<Curve> curves() {
    return List.copyOf(curves);
  }

  /// The section, empty if there is nothing to draw.
  ///
  /// @param description of the curves, for those who do not see them
  Section section(String description) {
    String body = curves.isEmpty() ? "" : body(description);
    return Section.scripted("curves", messages.get("curves.title"), body);
  }

  private String body(String description) {
    Set<String> kinds =
        curves.stream().map(Curve::kind).collect(Collectors.toCollection(LinkedHashSet::new));
    String models =
        repeats.stream()
            .map(r ->
                box("model", String.valueOf(r.hidden()), "N = " + r.hidden(), repeats.indexOf(r)))
            .collect(Collectors.joining());
    String errors =
        kinds.stream()
            .map(kind -> box("kind", kind, messages.get("page." + kind), -1))
            .collect(Collectors.joining());
    return """
    <form class="controls" id="learning-curves-controls">
    <fieldset><legend>%s</legend>%s</fieldset>
    <fieldset><legend>%s</legend>%s</fieldset>
    <label><input type="checkbox" name="scale" value="log"> %s</label>
    <button type="button">%s</button>
    </form>
    <div class="chart" id="learning-curves" role="img" aria-label="%s"></div>
    <p class="note">%s</p>
    """
        .formatted(
            escape(messages.get("curves.models")),
            models,
            escape(messages.get("curves.errors")),
            errors,
            escape(messages.get("curves.log")),
            escape(messages.get("curves.reset")),
            escape(description),
            escape(messages.get("curves.note")));
  }

  private static String box(String name, String value, String label, int colour) {
    String swatch =
        colour < 0 ? "" : "<span class=\"swatch\" data-colour=\"" + colour + "\"></span>";
    return """
    <label><input type="checkbox" name="%s" value="%s" checked> %s%s</label>
    """
        .formatted(name, escape(value), swatch, escape(label));
  }
}
