package dev.telar.cli;

import dev.telar.data.Dataset;
import dev.telar.model.HiddenWidths;
import dev.telar.report.StudyTable;
import dev.telar.run.Artifact;
import dev.telar.run.Artifact.Kind;
import dev.telar.run.Execution;
import dev.telar.run.Recipe;
import dev.telar.run.TrainedOn;
import dev.telar.source.DataSource;
import dev.telar.study.Study;
import dev.telar.study.StudyPlan;
import dev.telar.study.StudyResult;
import dev.telar.study.Sweep;
import dev.telar.text.Language;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Runs the paper's study.
@Command(
    name = "study",
    description =
        "Trains the paper's models on Fashion-MNIST and writes its table, its figures and a report with"
            + " the paper's numbers beside the measured ones.",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  telar study",
      "  telar study --recipe reproducing",
      "  telar study --recipe tuned --repeats 3",
      "  telar study --hidden 64 --sweep learning_rate=0.1,0.5,1 --sweep momentum=0,0.9",
      "  telar study --hidden 64,256-64,512-128 --recipe tuned",
      "  telar study --hidden 16,32 --epochs 5 --seed 7 --out runs/narrow",
      "  telar study --resume runs/narrow"
    })
final class StudyCommand implements Callable<Integer> {
  private static final List<Double> TABLE_CODES = List.of(0.125, 0.25, 0.5, 0.75);

  /// What `--lang` chooses.
  static final String LANGUAGE =
      "The language of the report and its figures: ${COMPLETION-CANDIDATES}. Default: en.";

  @Mixin private RecipeOption recipe = new RecipeOption();

  @Option(
      names = "--hidden",
      split = ",",
      paramLabel = "N",
      description =
          "Networks by their hidden widths, comma-separated: 64 has one hidden layer, 256-64 is"
              + " D-256-64-256-D. Default: 64,128,256,512.")
  private @Nullable List<HiddenWidths> hidden;

  @Option(
      names = "--repeats",
      paramLabel = "K",
      description =
          "Train K models of each width, with the seed and those after it; tables then carry mean and"
              + " standard deviation. Default: 1.")
  private @Nullable Integer repeats;

  @Mixin private SweepOption sweep = new SweepOption();

  @Option(names = "--lang", paramLabel = "LANGUAGE", description = LANGUAGE)
  private @Nullable Language language;

  @Mixin private TrainingOptions options = new TrainingOptions();

  @Mixin private Console console = new Console();

  @Override
  public Integer call() throws IOException, InterruptedException {
    Optional<Path> resumed = options.resumed();
    if (resumed.isPresent()) {
      resume(resumed.get());
    } else {
      begin();
    }
    return 0;
  }

  private TrainingSession session() {
    return new TrainingSession(options, console);
  }

  private void begin() throws IOException, InterruptedException {
    // How a table is trained depends on its size.
    Optional<Dataset> table =
        options.isTable() ? Optional.of(session().load(Optional.empty())) : Optional.empty();
    Recipe original = table.isPresent() ? recipe.get(table.get(), codes()) : recipe.get();
    Recipe given = options.recipe(original, own());
    List<HiddenWidths> widths = widths(given);
    options.output.refuseExisting();
    List<String> notes = new ArrayList<>();
    for (HiddenWidths width : widths) {
      // A file that is not there is told before data are fetched.
      given.start(width).note(width).ifPresent(notes::add);
    }
    Map<String, List<String>> grid = sweep.grid(options.changes(own()).keySet());
    if (!grid.isEmpty()) {
      refuseLanguageOfSweep();
    }
    Recipe named = given.at(widths).namedApartFrom(original, widths);
    Execution execution = options.execution();
    options.live.open(language());
    Dataset images = table.isPresent() ? table.get() : session().load(Optional.empty());
    // In a sweep a value may come before what a file says.
    Recipe chosen = grid.isEmpty() ? named.resolved(images, widths) : named;
    notes.forEach(console::note);
    Optional<DataSource> source = options.source();
    var studyPlan =
        new StudyPlan(
            StudyPlan.FORMAT,
            chosen,
            widths,
            chosen.repeats(),
            source.map(data -> data.absolute().place()),
            source.map(DataSource::reading).orElse(Map.of()),
            images.name(),
            images.sha256(),
            console.commandLine());
    if (!grid.isEmpty()) {
      new SweepTraining(session(), execution).begin(studyPlan, grid, images);
      return;
    }
    studyPlan.check(images);
    Path folder = options.output.folder("study-" + named.name());
    try (Study study = Study.begin(folder, studyPlan)) {
      complete(study, folder, images, execution);
    }
  }

  /// The codes of a table's networks as parts of its inputs, unless a file of initial weights has
  /// one.
  private List<Double> codes() throws IOException {
    return options.changes(Map.of()).containsKey("init") ? List.of() : TABLE_CODES;
  }

  private Language language() {
    return language == null ? Language.ENGLISH : language;
  }

  private void refuseLanguageOfSweep() {
    if (language != null && !options.live.isGiven()) {
      throw new IllegalArgumentException("a sweep writes no report; leave --lang away");
    }
  }

  /// The settings that this command has options for.
  private Map<String, String> own() {
    Map<String, String> own = new LinkedHashMap<>();
    MethodOptions.put(own, "hidden", hidden == null ? null : Recipe.text(hidden));
    MethodOptions.put(own, "repeats", repeats);
    return own;
  }

  /// The widths that were given, or the one that a file of initial weights has.
  private static List<HiddenWidths> widths(Recipe given) throws IOException {
    Optional<List<HiddenWidths>> widths = given.hidden();
    return widths.isPresent()
        ? widths.get()
        : given
            .start(Recipe.PAPER_WIDTHS.getFirst())
            .hidden()
            .map(List::of)
            .orElse(Recipe.PAPER_WIDTHS);
  }

  private void resume(Path folder) throws IOException, InterruptedException {
    Execution execution = options.execution();
    sweep.refuse();
    Artifact.at(folder)
        .require("a study or a sweep", Kind.STUDY, Kind.SWEEP, Kind.FOLDER, Kind.EMPTY_FOLDER);
    if (Sweep.isSweep(folder)) {
      refuseLanguageOfSweep();
      new SweepTraining(session(), execution)
          .resume(folder, recipe.given().isPresent(), own(), language());
      return;
    }
    if (!Files.exists(folder.resolve(StudyPlan.FILE))) {
      throw new NoSuchFileException(
          folder.toString(),
          null,
          "has no %s of a study to resume; one that was stopped before it wrote that is begun again"
              .formatted(StudyPlan.FILE));
    }
    try (Study study = Study.resume(folder)) {
      StudyPlan begun = study.plan();
      var same = new SameStudy(folder, begun);
      same.check(hidden, repeats);
      Recipe longer = options.recipe(begun.recipe(), Map.of());
      for (HiddenWidths width : begun.hidden()) {
        longer.plan(width).checkFollows(begun.recipe().plan(width));
      }
      options.live.open(language());
      TrainedOn trainedOn = TrainedOn.of(folder);
      Dataset images = session().load(Optional.of(trainedOn));
      begun.checkData(images);
      if (recipe.given().isPresent()) {
        Recipe given = options.recipe(recipe.get(), Map.of());
        same.check(longer, given.resolved(images, begun.hidden()));
      }
      study.extend(longer, console.commandLine());
      study.moveData(options.moved(trainedOn));
      complete(study, folder, study.asMeasured(images), execution);
    }
  }

  private void complete(Study study, Path folder, Dataset images, Execution execution)
      throws IOException, InterruptedException {
    StudyResult result =
        session()
            .train(
                folder,
                images,
                listener -> {
                  StudyResult complete = study.complete(images, execution, listener);
                  report(complete, folder, images, execution);
                  return complete;
                });
    console.result(
        StudySummary.of(result, study.plan().recipe().name(), folder),
        StudyTable.text(result) + folder.resolve("report.html"));
  }

  private void report(StudyResult complete, Path folder, Dataset images, Execution execution)
      throws IOException, InterruptedException {
    try {
      ReportCommand.write(console, complete, images, folder, execution, language());
    } catch (InterruptedException | ClosedByInterruptException e) {
      throw TrainingSession.interrupted(
          "interrupted; all models are complete; telar study --resume %s writes the report"
              .formatted(folder),
          e);
    }
  }
}
