package dev.telar.cli;

import dev.telar.data.Dataset;
import dev.telar.model.Autoencoder;
import dev.telar.model.HiddenWidths;
import dev.telar.report.AnomalousText;
import dev.telar.run.Artifact;
import dev.telar.run.Artifact.Kind;
import dev.telar.run.Baseline;
import dev.telar.run.CompletedRun;
import dev.telar.run.InitialModel;
import dev.telar.run.Recipe;
import dev.telar.run.RunFolder;
import dev.telar.run.RunProvenance;
import dev.telar.run.RunResult;
import dev.telar.run.TrainedOn;
import dev.telar.run.TrainingRun;
import dev.telar.text.DataWords;
import dev.telar.text.ErrorText;
import dev.telar.text.Language;
import dev.telar.train.Checkpoint;
import dev.telar.train.CheckpointFolder;
import dev.telar.train.TrainingPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Trains one model.
@Command(
    name = "train",
    description = "Trains one model and keeps it in a folder with its history and its test error.",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  telar train --hidden 128",
      "  telar train --hidden 64 --batch-size 128 --epochs 10 --out runs/small-steps",
      "  telar train --hidden 64 --recipe tuned",
      "  telar train --hidden 256-64 --code-activation identity --optimizer adam",
      "  telar train --data my-images --validation-rows 500 --json",
      "  telar train --resume runs/small-steps --epochs 20"
    })
final class TrainCommand implements Callable<Integer> {
  private static final HiddenWidths DEFAULT_HIDDEN = HiddenWidths.of(64);
  private static final double TABLE_CODE = 0.5;

  @Option(
      names = "--hidden",
      paramLabel = "N",
      description =
          "The width of the hidden layer, or the widths from the first one to the code: 256-64 is a"
              + " network of D-256-64-256-D. Default: 64.")
  private @Nullable HiddenWidths hidden;

  @Mixin private RecipeOption recipe = new RecipeOption();

  @Option(names = "--lang", paramLabel = "LANGUAGE", description = LiveCommand.LANGUAGE)
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
    Map<String, String> own = new LinkedHashMap<>();
    MethodOptions.put(own, "hidden", hidden);
    // How a table is trained depends on its size.
    Optional<Dataset> table =
        options.isTable() ? Optional.of(session().load(Optional.empty())) : Optional.empty();
    Recipe original = table.isPresent() ? recipe.get(table.get(), codes()) : recipe.get();
    Recipe given = options.recipe(ofDefaultWidth(original), own);
    HiddenWidths width = width(given);
    // A file that is not there is told before data are fetched.
    Optional<String> note = given.start(width).note(width);
    options.output.refuseExisting();
    var execution = options.execution();
    options.live.open(Optional.ofNullable(language));
    Dataset images = table.isPresent() ? table.get() : session().load(Optional.empty());
    Recipe chosen =
        given
            .at(List.of(width))
            .namedApartFrom(original, List.of(width))
            .resolved(images, List.of(width));
    InitialModel initial = chosen.start(width);
    note.ifPresent(console::note);
    TrainingPlan plan = chosen.plan(width);
    plan.on(images.train().rows()).check();
    Autoencoder start = initial.model(images.train(), width, plan, execution.threads());
    RunProvenance provenance =
        RunProvenance.of(images, options.source(), start, initial, console.commandLine());
    TrainingRun run = TrainingRun.start(images, start, provenance, plan, execution);
    Path folder = options.output.folder("train-n" + width);
    try (RunFolder target = RunFolder.begin(folder)) {
      target.keepRecipe(chosen, images);
      complete(run, folder, target);
    }
  }

  /// The code of a table's network as a part of its inputs, unless a file of initial weights has
  /// it.
  private List<Double> codes() throws IOException {
    return options.changes(Map.of()).containsKey("init") ? List.of() : List.of(TABLE_CODE);
  }

  /// The recipe for the default width, if neither it nor a file of initial weights has another.
  private Recipe ofDefaultWidth(Recipe original) throws IOException {
    boolean isDefault =
        hidden == null
            && original.hidden().isEmpty()
            && !options.changes(Map.of()).containsKey("init")
            && original.start(DEFAULT_HIDDEN).file().isEmpty();
    return isDefault ? original.at(List.of(DEFAULT_HIDDEN)) : original;
  }

  /// The width that was given, or a file of initial weights has.
  private static HiddenWidths width(Recipe given) throws IOException {
    if (given.repeats() > 1) {
      throw new IllegalArgumentException(
          "repeats is for telar study, train trains one model; the recipe has repeats = "
              + given.repeats());
    }
    List<HiddenWidths> widths = given.hidden().orElse(List.of());
    if (widths.size() > 1) {
      throw new IllegalArgumentException(
          "train trains one width, the recipe names %s; give one by --hidden"
              .formatted(Recipe.text(widths)));
    }
    return widths.isEmpty()
        ? given.start(DEFAULT_HIDDEN).hidden().orElse(DEFAULT_HIDDEN)
        : widths.getFirst();
  }

  private void resume(Path folder) throws IOException, InterruptedException {
    recipe.refuse();
    Artifact.at(folder)
        .require("a run", Kind.RUN, Kind.UNFINISHED_RUN, Kind.FOLDER, Kind.EMPTY_FOLDER);
    try (RunFolder target = RunFolder.resume(folder)) {
      CheckpointFolder.Newest newest =
          target.newestCheckpoint().orElseThrow(() -> RunFolder.noCheckpoint(folder));
      newest.notes().forEach(console::note);
      Checkpoint from = newest.checkpoint();
      HiddenWidths width = from.model().architecture().hidden();
      if (hidden != null && !hidden.equals(width)) {
        throw new IllegalArgumentException(
            "the run in %s is of --hidden %s, got %s".formatted(folder, width, hidden));
      }
      TrainingPlan plan = options.plan(from.plan());
      boolean longer = plan.epochs() != from.plan().epochs();
      if (longer) {
        refusePart(folder);
      }
      target.checkOwn(from);
      // Before the data are read: a wrong option is told at once.
      Checkpoint planned = from.withPlan(plan);
      RunProvenance provenance = RunProvenance.of(from.provenance());
      Optional<CompletedRun> completed = target.completed(plan, provenance.dataSha256());
      var execution = options.execution();
      if (completed.isEmpty()) {
        options.live.open(Optional.ofNullable(language));
      }
      TrainedOn trainedOn = TrainedOn.of(folder);
      Dataset images = session().load(Optional.of(trainedOn));
      provenance.checkData(images);
      RunProvenance now = provenance.movedTo(options.moved(trainedOn));
      if (longer) {
        now = now.withCommand(provenance.command() + RunProvenance.THEN + console.commandLine());
      }
      Checkpoint moved = planned.withProvenance(now.toMap());
      if (completed.isPresent()) {
        if (options.source().isPresent()) {
          target.keep(moved);
        }
        console.note(folder + " is complete; more --epochs would resume it");
        Dataset measured = completed.get().result().asMeasured(images);
        print(completed.get(), folder, images, Baseline.of(measured, plan));
        return;
      }
      console.note(
          "resuming after %,d steps, %d of %d epochs"
              .formatted(planned.step(), planned.epochs().size(), plan.epochs()));
      if (longer) {
        target.keepEpochs(plan.epochs());
      }
      complete(new TrainingRun(images, moved, execution), folder, target);
    }
  }

  /// Refuses more epochs of a run that is part of a study or a sweep, which would then not be what
  /// it says.
  private static void refusePart(Path folder) throws IOException {
    Artifact whole = Artifact.at(folder).whole();
    if (whole.kind() == Kind.STUDY || whole.kind() == Kind.SWEEP) {
      throw new IllegalArgumentException(
          "%s is a run of %s, which would then not be what it says; give --epochs to telar study --resume %s"
              .formatted(folder, whole.path(), whole.path()));
    }
  }

  private void complete(TrainingRun run, Path folder, RunFolder target)
      throws IOException, InterruptedException {
    try {
      CompletedRun completed =
          session()
              .train(
                  folder,
                  run.data(),
                  listener -> {
                    CompletedRun trained = target.complete(run, listener.started(run, folder));
                    listener.completed(trained, folder);
                    return trained;
                  });
      print(completed, folder, run.data(), Baseline.of(run.data(), run.plan()));
    } catch (InterruptedException e) {
      throw TrainingSession.interrupted(
          "%s; telar train --resume %s resumes it".formatted(e.getMessage(), folder), e);
    }
  }

  private void print(CompletedRun run, Path folder, Dataset data, Baseline baseline) {
    RunResult result = run.result();
    DataWords words = DataWords.of(data.features());
    console.result(
        result,
        "test error %s (%s, %s of %s)"
                .formatted(
                    ErrorText.of(result.testError()),
                    words.error(),
                    words.rows(),
                    result.dataName())
            + result.anomalous().map(others -> "\n" + AnomalousText.of(others)).orElse(""),
        ModelWarnings.of(run.warnings(baseline), words),
        folder.toString());
  }
}
