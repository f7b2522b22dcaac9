package dev.telar.study;

import dev.telar.data.Dataset;
import dev.telar.model.Autoencoder;
import dev.telar.run.CompletedRun;
import dev.telar.run.Execution;
import dev.telar.run.RunFolder;
import dev.telar.run.RunListener;
import dev.telar.run.RunProvenance;
import dev.telar.run.TrainingRun;
import dev.telar.train.Checkpoint;
import dev.telar.train.CheckpointFolder;
import dev.telar.train.TrainingPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// Trains models of a study, each to its end: from its newest checkpoint where it has one, and not
/// at all where it is complete.
///
/// @param folder the study's
/// @param data those that the plan names
record ModelTraining(
    Path folder, StudyPlan plan, Dataset data, Execution execution, RunListener listener) {
  /// A model that is complete.
  ///
  /// @param start what it was trained from, if that was needed
  record Trained(CompletedRun run, Optional<Autoencoder> start) {}

  Trained complete(StudyPlan.Model model) throws IOException, InterruptedException {
    TrainingPlan own = plan.plan(model);
    Path place = folder.resolve(model.folder());
    try (RunFolder target = RunFolder.open(place)) {
      Optional<CompletedRun> completed = target.completed(own, plan.dataSha256());
      if (completed.isPresent()) {
        return new Trained(completed.get(), Optional.empty());
      }
      Optional<CheckpointFolder.Newest> newest = target.newestCheckpoint();
      newest.ifPresent(found -> found.notes().forEach(listener::note));
      TrainingRun run;
      Optional<Autoencoder> start = Optional.empty();
      if (newest.isPresent()) {
        run = resumed(model, newest.get().checkpoint(), own);
      } else {
        Autoencoder begins = plan.start(model, data, execution.threads());
        run = TrainingRun.start(data, begins, plan.provenance(model, begins, data), own, execution);
        start = Optional.of(begins);
      }
      CompletedRun trained = target.complete(run, listener.started(run, place));
      listener.completed(trained, place);
      return new Trained(trained, start);
    }
  }

  /// A run that is resumed needs no file of initial weights any more.
  private TrainingRun resumed(StudyPlan.Model model, Checkpoint from, TrainingPlan own) {
    RunProvenance provenance = RunProvenance.of(from.provenance());
    String start = RunProvenance.start(plan.recipe().start(model.hidden()));
    Optional<String> sha256 = plan.recipe().start(model.hidden()).sha256();
    if (!provenance.start().equals(start)
        || !provenance.startSha256().equals(sha256.orElse(provenance.startSha256()))) {
      throw new IllegalArgumentException(
          "the run in %s began with the weights %s (SHA-256 %s), the study's begin with %s%s"
              .formatted(
                  folder.resolve(model.folder()),
                  provenance.start(),
                  provenance.startSha256(),
                  start,
                  sha256.map(hash -> " (SHA-256 " + hash + ")").orElse("")));
    }
    RunProvenance moved = provenance.movedTo(plan.source()).withCommand(plan.command());
    return new TrainingRun(data, from.withPlan(own).withProvenance(moved.toMap()), execution);
  }
}
