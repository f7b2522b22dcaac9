package dev.telar.figure;

import static dev.telar.text.Numbers.error;

import dev.telar.model.Activation;
import dev.telar.model.Architecture;
import dev.telar.model.HiddenWidths;
import dev.telar.study.LinearOptimum.LinearModel;
import dev.telar.study.ModelResult;
import dev.telar.study.PaperNumbers;
import dev.telar.study.Repeats;
import dev.telar.study.StudyResult;
import dev.telar.study.TableResults;
import dev.telar.study.TestRows;
import dev.telar.text.Excerpt;
import dev.telar.text.Language;
import dev.telar.text.Messages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The paper's figures, drawn from a study. A figure that the study has no numbers for is left out.
public final class Figures {
  private static final int SAMPLE_ROWS = 3;

  private final StudyResult study;
  private final TestRows tested;
  private final int threads;
  private final Messages messages;
  private final List<Figure> figures = new ArrayList<>();

  private Figures(StudyResult study, TestRows tested, int threads, Language language) {
    this.study = study;
    this.tested = tested;
    this.threads = threads;
    this.messages = study.texts(Figures.class, language);
  }

  /// Draws all figures, in the paper's order; of a table those that show no images.
  ///
  /// @param threads that compute the reconstructions
  /// @param language of titles, captions and labels
  public static List<Figure> of(StudyResult study, TestRows tested, int threads, Language language)
      throws IOException {
    var figures = new Figures(study, tested, threads, language);
    if (tested.areImages()) {
      figures.all(new PictureGrid(tested, figures.messages));
    } else {
      figures.network();
      figures.training();
      figures.validation();
      figures.test();
    }
    return List.copyOf(figures.figures);
  }

  private void all(PictureGrid grid) throws IOException {
    sample(grid);
    network();
    training();
    untrained(grid);
    validation();
    test();
    reconstructions(grid);
  }

  /// Draws what a table's columns and rows add.
  ///
  /// @param language of titles, captions and labels
  public static List<Figure> ofTable(
      StudyResult study, TableResults results, TestRows tested, Language language) {
    var figures = new Figures(study, tested, 1, language);
    figures.columns(results);
    figures.rows(results);
    return List.copyOf(figures.figures);
  }

  private void columns(TableResults results) {
    var charts = new TableCharts(results, messages);
    String description = messages.get("columns.description", charts.columnErrors());
    addPlot(
        "figure-columns",
        messages.get("columns.title"),
        messages.get("columns.caption", results.best().result().hidden()),
        charts.showsAllColumns() ? "" : sentences("columns.some", TableCharts.MOST_COLUMNS),
        description,
        (palette, name) -> charts.columns(palette, name, description));
  }

  private void rows(TableResults results) {
    var charts = new TableCharts(results, messages);
    String description = messages.get("rows.description", charts.medians(tested));
    addPlot(
        "figure-rows",
        messages.get("rows.title"),
        messages.get("rows.caption", results.best().result().hidden()),
        classes(tested),
        description,
        (palette, name) -> charts.rows(tested, palette, name, description));
  }

  private String classes(TestRows tested) {
    if (tested.classes() < 2) {
      return "";
    }
    boolean all =
        IntStream.of(tested.labels().orElseThrow().present()).allMatch(tested::isTrainedOn);
    return sentences("rows.classes") + (all ? "" : sentences("rows.untrained"));
  }

  private void sample(PictureGrid grid) throws IOException {
    String name = study.data().name();
    int columns = tested.shown().size();
    String caption =
        switch (Integer.signum(tested.classes() - columns)) {
          case 0 -> messages.get("figure-1.caption.classes", name);
          case 1 -> messages.get("figure-1.caption.first-classes", name, columns);
          default -> messages.get("figure-1.caption", name);
        };
    add("figure-1", caption, caption, grid.sample(SAMPLE_ROWS, caption));
  }

  private void network() {
    int inputs = study.narrowest().model().architecture().inputs();
    String dropout = study.plan().getOrDefault("dropout", "");
    String between = dropout.isEmpty() ? "" : ", dropout p = " + dropout;
    var diagram = new NetworkDiagram(inputs, messages);
    var descriptions = new ArrayList<String>();
    for (List<ModelResult> alike : byDepth()) {
      List<HiddenWidths> networks = alike.stream().map(ModelResult::hidden).toList();
      Architecture shape = alike.getFirst().model().architecture();
      if (networks.getFirst().isDeep()) {
        String steps = steps(shape, between);
        diagram.layers(networks, steps);
        descriptions.add(describe(networks, inputs, steps));
      } else {
        String hiddenStep = label(shape.codeActivation()) + between;
        String outputStep = label(shape.outputActivation());
        diagram.oneLayer(
            Excerpt.list(networks.stream().map(HiddenWidths::toString).toList()),
            hiddenStep,
            outputStep);
        descriptions.add(messages.get("figure-2.description", inputs, hiddenStep, outputStep));
      }
    }
    String description = String.join(" ", descriptions);
    add("figure-2", messages.get("figure-2.caption"), description, diagram.svg(description));
  }

  /// The models with as many layers as each other, the fewest first.
  private Collection<List<ModelResult>> byDepth() {
    return study.models().stream()
        .collect(
            Collectors.groupingBy(
                m -> m.hidden().widths().size(), TreeMap::new, Collectors.toList()))
        .values();
  }

  /// What follows the linear layers of a network with several hidden ones.
  private String steps(Architecture shape, String between) {
    String hidden = label(shape.encoder().getFirst().activation());
    String code = label(shape.codeActivation());
    String output = label(shape.outputActivation());
    return code.equals(hidden)
        ? messages.get("network.steps", hidden + between, output)
        : messages.get("network.steps.code", hidden + between, code + between, output);
  }

  private String describe(List<HiddenWidths> networks, int inputs, String steps) {
    List<String> names = networks.stream().map(HiddenWidths::toString).toList();
    List<Integer> there = networks.getFirst().widths();
    List<String> layers = new ArrayList<>();
    there.forEach(width -> layers.add(String.valueOf(width)));
    there.subList(0, there.size() - 1).reversed().forEach(w -> layers.add(String.valueOf(w)));
    return messages.get(
        networks.size() == 1 ? "figure-2.layers" : "figure-2.layers.several",
        Excerpt.list(names),
        inputs,
        String.join(", ", layers),
        steps);
  }

  private void training() {
    List<Repeats> all = study.repeats();
    List<Repeats> shown = all.size() == 1 ? all : List.of(all.getFirst(), all.getLast());
    if (shown.stream().allMatch(m -> m.epochs().isEmpty())) {
      return;
    }
    boolean validated =
        shown.stream().flatMap(m -> m.epochs().stream()).anyMatch(e -> e.validation().isPresent());
    String only = validated ? "" : ".alone";
    String description =
        messages.get("figure-3.description" + only)
            + shown.stream().map(this::lastErrors).collect(Collectors.joining());
    String evaluated =
        ErrorCharts.hasEvaluatedTraining(shown) ? "figure-3.evaluated" + only : "figure-3.running";
    addPlot(
        "figure-3",
        messages.get("figure-3.title" + only),
        messages.get("figure-3.caption" + only),
        sentences(evaluated) + bands(shown) + dashed("figure-3.dashed"),
        description,
        (palette, name) ->
            ErrorCharts.training(study, shown, palette, messages, name, description));
  }

  private String lastErrors(Repeats repeats) {
    return repeats
        .lastValidation()
        .map(v -> sentences("last-error", repeats.hidden(), error(v)))
        .orElseGet(() -> sentences("last-error.none", repeats.hidden()));
  }

  /// What the bands are, and where curves end if early stopping ended seeds apart.
  private String bands(List<Repeats> shown) {
    if (shown.stream().allMatch(r -> r.seeds() == 1)) {
      return "";
    }
    if (shown.stream().allMatch(r -> r.lastEpoch() <= 1)) {
      return sentences("bands.points");
    }
    boolean apart =
        shown.stream()
            .anyMatch(r -> r.models().stream().anyMatch(m -> m.lastEpoch() > r.lastEpoch()));
    return sentences("bands.curves") + (apart ? sentences("bands.apart") : "");
  }

  /// A text that follows another one.
  private String sentences(String key, Object... values) {
    return " " + messages.get(key, values);
  }

  private void untrained(PictureGrid grid) throws IOException {
    List<Integer> two = tested.shown().stream().limit(2).toList();
    ModelResult model = study.narrowest();
    if (model.untrained().isEmpty()) {
      return;
    }
    String description = messages.get("figure-4.description", model.hidden());
    add(
        "figure-4",
        study.isRepeated()
            ? messages.get("figure-4.caption.seed", model.hidden(), model.seed())
            : messages.get("figure-4.caption", model.hidden()),
        description,
        grid.pairs(two, model.untrained().get(), messages.get("output"), threads, description));
  }

  private void validation() {
    boolean measured =
        study.repeats().stream()
            .flatMap(r -> r.epochs().stream())
            .anyMatch(e -> e.validation().isPresent());
    if (!measured) {
      return;
    }
    String description =
        messages.get("figure-5.description", String.join(", ", widths()))
            + study.repeats().stream().map(this::lastErrors).collect(Collectors.joining());
    boolean all = Excerpt.of(study.repeats()).size() == study.repeats().size();
    addPlot(
        "figure-5",
        messages.get("figure-5.title"),
        messages.get(all ? "figure-5.caption" : "figure-5.some"),
        bands(study.repeats()) + dashed("figure-5.dashed"),
        description,
        (palette, name) -> ErrorCharts.validation(study, palette, messages, name, description));
  }

  private void test() {
    String measured =
        study.repeats().stream()
            .map(r -> "N = " + r.hidden() + " " + error(r.testError()))
            .collect(Collectors.joining(", "));
    String description =
        messages.get("figure-6.description", measured) + paperErrors() + linearErrors();
    addPlot(
        "figure-6",
        messages.get("figure-6.title"),
        messages.get(study.isComparable() ? "figure-6.caption" : "figure-6.own"),
        (ErrorCharts.showsAll(study) ? "" : sentences("figure-6.some"))
            + (study.isRepeated() ? sentences("figure-6.bars") : "")
            + (study.hasLinear() ? sentences("figure-6.linear") : ""),
        description,
        (palette, name) -> ErrorCharts.test(study, palette, messages, name, description));
  }

  private String paperErrors() {
    return study.isComparable()
        ? sentences(
            "figure-6.paper",
            PaperNumbers.TABLE_1.stream()
                .map(e -> "N = " + e.hidden() + " " + error(e.error()))
                .collect(Collectors.joining(", ")))
        : "";
  }

  private String linearErrors() {
    return study.linear().stream()
        .flatMap(optimum -> optimum.models().stream())
        .map(m -> "N = " + m.hidden() + " " + error(m.best()))
        .reduce((a, b) -> a + ", " + b)
        .map(errors -> sentences("figure-6.linear-errors", errors))
        .orElse("");
  }

  private String dashed(String key) {
    return study.hasLinear() ? sentences(key) : "";
  }

  private void reconstructions(PictureGrid grid) throws IOException {
    int number = 0;
    for (ModelResult model : study.models()) {
      String panel = letters(number++);
      Optional<LinearModel> linear = study.linear(model.hidden());
      String description =
          messages.get(
              linear.isPresent() ? "figure-7.description.linear" : "figure-7.description",
              model.hidden());
      List<PictureGrid.Row> rows = new ArrayList<>();
      rows.add(new PictureGrid.Row(messages.get("reconstruction"), model.model()));
      linear.ifPresent(
          l -> rows.add(new PictureGrid.Row(messages.get("components", l.hidden()), l.model())));
      figures.add(
          new Figure(
              "figure-7" + panel + "-n" + model.hidden(),
              study.isRepeated()
                  ? messages.get("figure-7.title.seed", panel, model.hidden(), model.seed())
                  : messages.get("figure-7.title", panel, model.hidden()),
              linear
                  .map(l ->
                      messages.get(
                          "figure-7.caption.linear", error(model.testError()), error(l.best())))
                  .orElseGet(() -> messages.get("figure-7.caption", error(model.testError()))),
              description,
              grid.rows(tested.shown(), rows, threads, description),
              Optional.empty()));
    }
  }

  /// a, b, …, z, aa, ab, …
  private static String letters(int number) {
    String last = String.valueOf((char) ('a' + number % 26));
    return number < 26 ? last : letters(number / 26 - 1) + last;
  }

  /// Draws a plot, given its colours and what its ids begin with.
  private interface Plot {
    String svg(Palette palette, String name);
  }

  /// @param more what follows the caption
  private void addPlot(
      String name, String title, String caption, String more, String description, Plot plot) {
    figures.add(
        new Figure(
            name,
            title,
            caption + more,
            description,
            plot.svg(Palette.PAPER, name),
            Optional.of(plot.svg(Palette.ACCESSIBLE, name + "-accessible"))));
  }

  private void add(String name, String caption, String description, String svg) {
    figures.add(
        new Figure(
            name, messages.get(name + ".title"), caption, description, svg, Optional.empty()));
  }

  private List<String> widths() {
    return study.models().stream().map(m -> String.valueOf(m.hidden())).toList();
  }

  private static String label(Activation activation) {
    return switch (activation) {
      case Activation.Relu() -> "ReLU";
      case Activation.Gelu() -> "GELU";
      case Activation.Identity _,
          Activation.LeakyRelu _,
          Activation.Tanh _,
          Activation.Sigmoid _,
          Activation.TopK _ ->
          activation.label();
    };
  }
}
