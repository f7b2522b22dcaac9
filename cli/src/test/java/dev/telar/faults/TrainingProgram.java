package dev.telar.faults;

import dev.telar.data.Dataset;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.model.HiddenWidths;
import dev.telar.run.CompletedRun;
import dev.telar.run.Execution;
import dev.telar.run.Recipe;
import dev.telar.run.RunFolder;
import dev.telar.run.RunProvenance;
import dev.telar.run.TrainingRun;
import dev.telar.train.CheckpointFolder;
import dev.telar.train.TrainingListener;
import dev.telar.train.TrainingPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Trains one model, as `telar train` and `telar train --resume` do.
record TrainingProgram(Dataset data, TrainingPlan plan, Execution execution) implements Program {
  private static final int HIDDEN = 3;

  @Override
  public void run(Path folder) throws IOException, InterruptedException {
    if (Files.exists(folder) && resumed(folder)) {
      return;
    }
    Autoencoder start =
        Autoencoder.initialise(Architecture.relu(data.train().width(), HIDDEN), plan.seed());
    RunProvenance provenance =
        RunProvenance.of(
            data,
            Optional.empty(),
            start,
            Recipe.named(Recipe.AS_PRINTED).start(HiddenWidths.of(HIDDEN)),
            "telar train");
    try (RunFolder target = RunFolder.begin(folder)) {
      target.complete(
          TrainingRun.start(data, start, provenance, plan, execution), new TrainingListener() {});
    }
  }

  private boolean resumed(Path folder) throws IOException, InterruptedException {
    try (RunFolder target = RunFolder.resume(folder)) {
      Optional<CheckpointFolder.Newest> newest = target.newestCheckpoint();
      if (newest.isEmpty()) {
        return false;
      }
      Optional<CompletedRun> completed = target.completed(plan, data.sha256());
      if (completed.isEmpty()) {
        target.complete(
            new TrainingRun(data, newest.get().checkpoint().withPlan(plan), execution),
            new TrainingListener() {});
      }
      return true;
    }
  }
}
