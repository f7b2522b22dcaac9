package dev.telar.cli;

import dev.telar.data.Dataset;
import dev.telar.model.HiddenWidths;
import dev.telar.report.SweepTable;
import dev.telar.run.Baseline;
import dev.telar.run.Execution;
import dev.telar.run.Recipe;
import dev.telar.run.TrainedOn;
import dev.telar.study.StudyPlan;
import dev.telar.study.Sweep;
import dev.telar.text.DataWords;
import dev.telar.text.Language;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Trains the models of a sweep and prints what came of them.
record SweepTraining(TrainingSession session, Execution execution) {
  /// Begins a sweep.
  ///
  /// @param study what all combinations have in common
  /// @param grid the values of each setting
  void begin(StudyPlan study, Map<String, List<String>> grid, Dataset images)
      throws IOException, InterruptedException {
    int combinations = Sweep.check(study, grid, images);
    session.console().note(combinations + " combinations of settings");
    Path folder = session.options().output.folder("sweep-" + study.recipe().name());
    try (Sweep begun = Sweep.begin(folder, study, grid)) {
      complete(begun, folder, images);
    }
  }

  /// Resumes a sweep, as it is.
  ///
  /// @param recipeGiven whether a recipe is named
  /// @param own the study's own options that are given, by the settings' names
  /// @param language of the live page
  void resume(Path folder, boolean recipeGiven, Map<String, String> own, Language language)
      throws IOException, InterruptedException {
    TrainingOptions options = session.options();
    try (Sweep begun = Sweep.resume(folder)) {
      Recipe recipe = begun.study().recipe();
      if (!options.recipe(recipe, own).equals(recipe) || recipeGiven) {
        throw new IllegalArgumentException(
            "--resume keeps a sweep as it is; leave other settings away");
      }
      options.live.open(language);
      TrainedOn trainedOn = TrainedOn.of(folder);
      Dataset images = session.load(Optional.of(trainedOn));
      begun.study().checkData(images);
      begun.moveData(options.moved(trainedOn));
      complete(begun, folder, images);
    }
  }

  private void complete(Sweep begun, Path folder, Dataset images)
      throws IOException, InterruptedException {
    List<Sweep.Row> rows =
        session.train(folder, images, listener -> begun.complete(images, execution, listener));
    HiddenWidths width = begun.study().hidden().getFirst();
    Baseline baseline = Baseline.of(images, begun.study().resolved(images).recipe().plan(width));
    session
        .console()
        .result(
            rows,
            SweepTable.text(rows),
            ModelWarnings.ofSweep(rows, baseline, DataWords.of(images.features())),
            folder.resolve(Sweep.TABLE).toString());
  }
}
