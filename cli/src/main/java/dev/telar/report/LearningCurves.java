package dev.telar.report;

import static dev.telar.text.Markup.escape;

import dev.telar.model.HiddenWidths;
import dev.telar.study.ColourOrder;
import dev.telar.study.LinearOptimum.LinearModel;
import dev.telar.study.ModelResult;
import dev.telar.study.Repeats;
import dev.telar.study.StudyResult;
import dev.telar.text.Excerpt;
import dev.telar.text.Messages;
import dev.telar.text.Numbers;
import dev.telar.text.Spread;
import dev.telar.train.EpochErrors;
import dev.telar.train.StoppingRule;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The page's errors by epoch, as curves to look into.
final class LearningCurves {
  private static final String TRAIN = "train";
  private static final String VALIDATION = "validation";
  private static final String LINEAR = "linear";

  /// What a line means, here as in the figures and on the live page.
  private static final Map<String, String> DASHES =
      Map.of(TRAIN, "dotted", VALIDATION, "solid", LINEAR, "dashed");

  private final StudyResult study;
  private final Messages messages;
  private final List<Repeats> repeats;
  private final List<Integer> colours;
  private final List<Curve> curves = new ArrayList<>();

  /// A curve.
  ///
  /// @param hidden what the model is chosen by
  /// @param colour the place of the width's colour
  /// @param kind of error: its name among the words
  /// @param points x, y and y as printed
  /// @param band x, y less the standard deviation, y plus the standard deviation; empty for one
  ///   seed
  record Curve(
      String hidden,
      int colour,
      String kind,
      String dash,
      List<List<Object>> points,
      Optional<List<List<Object>>> band) {}

  LearningCurves(StudyResult study, Messages messages) {
    this.study = study;
    this.messages = messages;
    this.repeats = study.repeats();
    this.colours = ColourOrder.of(repeats.stream().map(Repeats::hidden).toList());
    for (int i = 0; i < repeats.size(); i++) {
      Repeats model = repeats.get(i);
      boolean evaluated = model.epochs().stream().allMatch(e -> e.train().isPresent());
      Function<EpochErrors, OptionalDouble> train =
          evaluated ? EpochErrors::train : epoch -> OptionalDouble.of(epoch.trainRunning());
      add(model, colours.get(i), TRAIN, epoch -> model.spread(epoch, train));
      add(model, colours.get(i), VALIDATION, model::validation);
      Optional<LinearModel> linear = study.linear(model.hidden());
      if (linear.isPresent() && model.lastEpoch() > 0) {
        double error = linear.get().best();
        List<List<Object>> ends = List.of(point(1, error), point(model.lastEpoch(), error));
        curves.add(curve(model.hidden(), colours.get(i), LINEAR, ends, Optional.empty()));
      }
    }
  }

  private static List<Object> point(int epoch, double error) {
    return List.of(epoch, error, Numbers.error(error));
  }

  private void add(Repeats model, int colour, String kind, Function<Integer, Optional<Spread>> at) {
    var points = new ArrayList<List<Object>>();
    var band = new ArrayList<List<Object>>();
    for (EpochErrors epoch : model.epochs()) {
      Optional<Spread> found = at.apply(epoch.epoch());
      if (found.isPresent()) {
        Spread error = found.get();
        points.add(List.of(epoch.epoch(), error.mean(), Numbers.error(error)));
        error
            .deviation()
            .ifPresent(s -> band.add(List.of(epoch.epoch(), error.mean() - s, error.mean() + s)));
      }
    }
    if (!points.isEmpty()) {
      Optional<List<List<Object>>> edges =
          band.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(band));
      curves.add(curve(model.hidden(), colour, kind, points, edges));
    }
  }

  private static Curve curve(
      HiddenWidths hidden,
      int colour,
      String kind,
      List<List<Object>> points,
      Optional<List<List<Object>>> band) {
    String dash = Objects.requireNonNull(DASHES.get(kind));
    return new Curve(hidden.toString(), colour, kind, dash, points, band);
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
    List<Repeats> shown = Excerpt.of(repeats);
    String models =
        IntStream.range(0, repeats.size())
            .mapToObj(
                i -> model(repeats.get(i).hidden(), colours.get(i), shown.contains(repeats.get(i))))
            .collect(Collectors.joining());
    String errors = kinds.stream().map(this::kind).collect(Collectors.joining());
    return """
    <form class="controls" id="learning-curves-controls">
    <fieldset><legend>%s</legend>%s</fieldset>
    <fieldset><legend>%s</legend>%s</fieldset>
    <label><input type="checkbox" name="scale" value="log"> %s</label>
    <button type="button">%s</button>
    </form>
    <div class="chart" id="learning-curves" role="img" aria-label="%s"></div>
    %s<p class="note">%s</p>
    """
        .formatted(
            escape(messages.get("curves.models")),
            models,
            escape(messages.get("curves.errors")),
            errors,
            escape(messages.get("curves.log")),
            escape(messages.get("curves.reset")),
            escape(description),
            kept(),
            escape(note(kinds, shown.size() < repeats.size())));
  }

  /// Which epochs' models were kept, where training may stop early.
  private String kept() {
    Optional<StoppingRule> stopping = study.earlyStopping();
    if (stopping.isEmpty()) {
      return "";
    }
    List<String> models =
        study.runs().stream()
            .filter(model -> !model.epochs().isEmpty())
            .map(model -> kept(model, stopping.get()))
            .toList();
    return "<p>%s</p>\n"
        .formatted(
            escape(messages.get("stopping.text", stopping.get().patience(), Excerpt.list(models))));
  }

  private String kept(ModelResult model, StoppingRule stopping) {
    EpochErrors kept = stopping.modelEpoch(model.epochs());
    String key = study.isRepeated() ? "stopping.seed" : "stopping.model";
    return messages.get(
        key,
        model.hidden(),
        kept.epoch(),
        model.lastEpoch(),
        Numbers.error(kept.validation().orElse(Double.NaN)),
        model.seed());
  }

  private String note(Set<String> kinds, boolean some) {
    var notes = new ArrayList<String>();
    kinds.forEach(kind -> notes.add(messages.get("curves.key." + kind)));
    notes.add(messages.get("curves.note"));
    if (some) {
      notes.add(messages.get("curves.some"));
    }
    // Of a single epoch there are points, and no bands.
    if (curves.stream().anyMatch(c -> c.band().isPresent() && c.points().size() > 1)) {
      notes.add(messages.get("curves.bands"));
    }
    return String.join(" ", notes);
  }

  private static String model(HiddenWidths hidden, int colour, boolean shown) {
    return """
    <label><input type="checkbox" name="model" value="%s"%s> \
    <span class="swatch" data-colour="%d"></span>N = %1$s</label>
    """
        .formatted(hidden, shown ? " checked" : "", colour);
  }

  /// A box with a piece of the line that it stands for.
  private String kind(String name) {
    return """
    <label><input type="checkbox" name="kind" value="%s" checked> \
    <span class="stroke %s"></span>%s</label>
    """
        .formatted(name, DASHES.get(name), escape(messages.get("page." + name)));
  }
}
