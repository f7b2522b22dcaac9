package dev.telar.figure;

import static dev.telar.text.Numbers.error;

import dev.telar.model.Activation;
import dev.telar.model.Architecture;
import dev.telar.study.LinearOptimum.LinearModel;
import dev.telar.study.ModelResult;
import dev.telar.study.PaperNumbers;
import dev.telar.study.Pictures;
import dev.telar.study.Repeats;
import dev.telar.study.StudyResult;
import dev.telar.text.Language;
import dev.telar.text.Messages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The paper's figures, drawn from a study. A figure that the study has no numbers for is left out.
public final class Figures {
  private static final int SAMPLE_ROWS = 3;

  private final StudyResult study;
  private final Pictures pictures;
  private final int threads;
  private final Messages messages;
  private final PictureGrid grid;
  private final List<Figure> figures = new ArrayList<>();

  private Figures(StudyResult study, Pictures pictures, int threads, Language language) {
    this.study = study;
    this.pictures = pictures;
    this.threads = threads;
    this.messages = Messages.of(Figures.class, language);
    this.grid = new PictureGrid(pictures);
  }

  /// Draws all figures, in the paper's order.
  ///
  /// @param threads that compute the reconstructions
  /// @param language of titles, captions and labels
  public static List<Figure> of(
      StudyResult study, Pictures pictures, int threads, Language language) throws IOException {
    var figures = new Figures(study, pictures, threads, language);
    figures.sample();
    figures.network();
    figures.training();
    figures.untrained();
    figures.validation();
    figures.test();
    figures.reconstructions();
    return List.copyOf(figures.figures);
  }

  private void sample() throws IOException {
    boolean classes = !pictures.className(0).isEmpty();
    String caption =
        messages.get(classes ? "figure-1.caption.classes" : "figure-1.caption", study.dataName());
    add(
        "figure-1",
        messages.get("figure-1.title"),
        caption,
        caption,
        grid.sample(SAMPLE_ROWS, caption));
  }

  private void network() {
    Architecture shape = study.narrowest().model().architecture();
    String dropout = study.plan().getOrDefault("dropout", "");
    String hiddenStep =
        label(shape.hiddenActivation()) + (dropout.isEmpty() ? "" : ", dropout p = " + dropout);
    String description =
        "Diagram of the network: %1$d inputs, a linear layer to N hidden units, %2$s, a linear layer to %1$d outputs, %3$s."
            .formatted(shape.inputs(), hiddenStep, label(shape.outputActivation()));
    String svg =
        NetworkDiagram.svg(
            shape.inputs(), widths(), hiddenStep, label(shape.outputActivation()), description);
    add("figure-2", "Figure 2. The network", "The network that is trained.", description, svg);
  }

  private void training() {
    List<Repeats> all = study.repeats();
    List<Repeats> shown = all.size() == 1 ? all : List.of(all.getFirst(), all.getLast());
    if (shown.stream().allMatch(m -> m.epochs().isEmpty())) {
      return;
    }
    String which =
        ErrorCharts.hasEvaluatedTraining(shown)
            ? "Both are measured at the end of the epoch, without dropout."
            : "The training error is the mean over the epoch's steps, with dropout.";
    String description =
        "Training and validation error by epoch. "
            + shown.stream().map(Figures::lastErrors).collect(Collectors.joining(" "));
    add(
        "figure-3",
        "Figure 3. Training and validation error by epoch",
        "Training (red, solid) and validation (blue, dotted). "
            + which
            + bands(shown)
            + dashed("what principal components reach on the test set"),
        description,
        ErrorCharts.training(study, shown, "figure-3", description));
  }

  private static String lastErrors(Repeats repeats) {
    return "N = "
        + repeats.hidden()
        + repeats
            .lastValidation()
            .map(v -> ": validation error " + error(v) + " at the last epoch.")
            .orElse(": no validation error.");
  }

  /// What the bands are, and where curves end if early stopping ended seeds apart.
  private static String bands(List<Repeats> shown) {
    if (shown.stream().allMatch(r -> r.seeds() == 1)) {
      return "";
    }
    if (shown.stream().allMatch(r -> r.lastEpoch() <= 1)) {
      return " Points are means over seeds.";
    }
    boolean apart =
        shown.stream()
            .anyMatch(r -> r.models().stream().anyMatch(m -> m.lastEpoch() > r.lastEpoch()));
    return " Curves are means over seeds, bands one standard deviation to each side."
        + (apart ? " A curve ends where the first of its seeds stopped." : "");
  }

  private String seed(ModelResult model) {
    return study.isRepeated() ? ", seed " + model.seed() : "";
  }

  private void untrained() throws IOException {
    List<Integer> two = pictures.shown().stream().limit(2).toList();
    ModelResult model = study.narrowest();
    String description =
        "Images beside the output of an untrained network with N = %d, which is noise."
            .formatted(model.hidden());
    add(
        "figure-4",
        "Figure 4. An untrained network",
        "What the network with N = %d%s makes of images before the first step."
            .formatted(model.hidden(), seed(model)),
        description,
        grid.pairs(two, model.untrained(), "output", threads, description));
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
        "Validation error by epoch for N = "
            + widths()
            + ". "
            + study.repeats().stream().map(Figures::lastErrors).collect(Collectors.joining(" "));
    add(
        "figure-5",
        "Figure 5. Validation error by epoch",
        "One curve for each width of the hidden layer."
            + bands(study.repeats())
            + dashed("what as many principal components reach on the test set"),
        description,
        ErrorCharts.validation(study, "figure-5", description));
  }

  private void test() {
    String description =
        "Test error by width. Measured: "
            + study.repeats().stream()
                .map(r -> "N = " + r.hidden() + " " + error(r.testError()))
                .collect(Collectors.joining(", "))
            + ". Paper: "
            + PaperNumbers.TABLE_1.stream()
                .map(e -> "N = " + e.hidden() + " " + error(e.error()))
                .collect(Collectors.joining(", "))
            + linearErrors()
            + ".";
    add(
        "figure-6",
        "Figure 6. Test error by width",
        "Measured here, and as Table I of the paper prints it."
            + (study.isRepeated()
                ? " Points are means over seeds, bars one standard deviation to each side."
                : "")
            + (study.linear().isEmpty()
                ? ""
                : " The linear optimum: as many principal components, the better of their outputs as"
                    + " they are and moved into [0, 1]."),
        description,
        ErrorCharts.test(study, "figure-6", description));
  }

  private String linearErrors() {
    return study.linear().stream()
        .flatMap(optimum -> optimum.models().stream())
        .map(m -> "N = " + m.hidden() + " " + error(m.best()))
        .reduce((a, b) -> a + ", " + b)
        .map(errors -> ". Principal components: " + errors)
        .orElse("");
  }

  private String dashed(String what) {
    return study.linear().isEmpty() ? "" : " Dashed: " + what + ".";
  }

  private void reconstructions() throws IOException {
    char panel = 'a';
    for (ModelResult model : study.models()) {
      Optional<LinearModel> linear = study.linear(model.hidden());
      String description =
          "Test images above their reconstructions by the trained network with N = %d%s."
              .formatted(model.hidden(), linear.isPresent() ? " and by principal components" : "");
      List<PictureGrid.Outcome> outcomes = new ArrayList<>();
      outcomes.add(new PictureGrid.Outcome("reconstruction", model.model()));
      linear.ifPresent(l ->
          outcomes.add(new PictureGrid.Outcome(l.hidden() + " principal components", l.model())));
      add(
          "figure-7" + panel + "-n" + model.hidden(),
          "Figure 7" + panel + ". Reconstructions, N = " + model.hidden() + seed(model),
          "Test images and their reconstructions; test error "
              + error(model.testError())
              + linear.map(l -> ", of principal components " + error(l.best())).orElse("")
              + ".",
          description,
          grid.rows(pictures.shown(), outcomes, threads, description));
      panel++;
    }
  }

  private void add(String name, String title, String caption, String description, String svg) {
    figures.add(new Figure(name, title, caption, description, svg));
  }

  private String widths() {
    return study.models().stream()
        .map(m -> String.valueOf(m.hidden()))
        .collect(Collectors.joining(", "));
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
