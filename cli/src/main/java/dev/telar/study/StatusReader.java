package dev.telar.study;

import dev.telar.run.Artifact;
import dev.telar.run.Artifact.Kind;
import dev.telar.run.FolderLock;
import dev.telar.run.RunFolder;
import dev.telar.run.RunResult;
import dev.telar.study.TrainingStatus.Share;
import dev.telar.study.TrainingStatus.State;
import dev.telar.train.Checkpoint;
import dev.telar.train.CheckpointFolder;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads how far trainings are. It changes nothing, also while a process is at work there.
public final class StatusReader {
  private StatusReader() {}

  /// What came of the trainings in a folder: those in it and, at any depth, in its folders of runs.
  /// Of a study or a sweep itself, the whole and then each of its runs.
  ///
  /// @throws NoSuchFileException if there is nothing at that place
  public static List<TrainingStatus> in(Path folder) throws IOException {
    Artifact root = Artifact.at(folder);
    if (!root.kind().isTraining()) {
      root.require("a folder of runs", Kind.RUNS, Kind.FOLDER, Kind.EMPTY_FOLDER);
      return inFolders(folder, false);
    }
    List<TrainingStatus> found = new ArrayList<>(List.of(of(root)));
    if (root.kind() == Kind.STUDY || root.kind() == Kind.SWEEP) {
      found.addAll(inFolders(folder, true));
    }
    return found;
  }

  /// What the folders in a folder are. One that may not be looked at hides none of the others.
  ///
  /// @param runs whether each run of a study or a sweep is meant, and not the whole
  private static List<TrainingStatus> inFolders(Path folder, boolean runs) throws IOException {
    List<TrainingStatus> found = new ArrayList<>();
    for (Path child : Artifact.folders(folder)) {
      try {
        Artifact artifact = Artifact.at(child);
        boolean whole = artifact.kind() == Kind.STUDY || artifact.kind() == Kind.SWEEP;
        if (runs ? whole : artifact.kind() == Kind.RUNS) {
          found.addAll(inFolders(child, runs));
        } else if (artifact.kind().isTraining()) {
          found.add(of(artifact));
        }
      } catch (AccessDeniedException e) {
        found.add(TrainingStatus.damaged(child, runs ? "run" : "folder", e));
      }
    }
    return found;
  }

  /// How far a run, a study or a sweep is; what is damaged is said, and not thrown.
  private static TrainingStatus of(Artifact training) throws IOException {
    Path path = training.path();
    try {
      if (training.kind() == Kind.SWEEP) {
        return sweep(path);
      }
      return training.kind() == Kind.STUDY ? study(path) : run(training);
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      return TrainingStatus.damaged(path, kind(training.kind()), e);
    }
  }

  private static String kind(Kind kind) {
    return kind == Kind.SWEEP ? "sweep" : kind == Kind.STUDY ? "study" : "run";
  }

  private static State state(Path folder, boolean complete) throws IOException {
    if (FolderLock.holder(folder).isPresent()) {
      return State.TRAINING;
    }
    if (complete) {
      return State.COMPLETE;
    }
    return Files.exists(folder.resolve(RunFolder.DIVERGED)) ? State.DIVERGED : State.STOPPED;
  }

  private static TrainingStatus run(Artifact run) throws IOException {
    Path folder = run.path();
    Optional<RunResult> result =
        run.kind() == Kind.RUN ? Optional.of(RunFolder.readResult(folder)) : Optional.empty();
    Optional<Checkpoint> newest =
        RunFolder.newestCheckpoint(folder).map(CheckpointFolder.Newest::checkpoint);
    // A complete run may have been asked for more epochs.
    boolean complete =
        result.isPresent()
            && (newest.isEmpty() || newest.get().plan().epochs() <= result.get().plan().epochs());
    Share epochs =
        complete
            ? new Share(RunFolder.readHistory(folder).size(), result.get().plan().epochs())
            : newest
                .map(
                    checkpoint -> new Share(checkpoint.epochs().size(), checkpoint.plan().epochs()))
                .orElse(Share.NONE);
    return new TrainingStatus(
        folder,
        "run",
        state(folder, complete),
        Stream.concat(
                result.map(RunResult::hidden).stream(),
                newest.map(checkpoint -> checkpoint.model().architecture().hidden()).stream())
            .limit(1)
            .toList(),
        new Share(complete ? 1 : 0, 1),
        epochs,
        result.map(RunResult::testError).stream().toList(),
        Optional.empty());
  }

  private static TrainingStatus study(Path folder) throws IOException {
    StudyPlan plan = StudyPlan.read(folder.resolve(StudyPlan.FILE));
    List<TrainingStatus> models = models(folder, plan);
    return whole(folder, "study", plan, models, Files.exists(folder.resolve(Study.RESULTS)));
  }

  private static TrainingStatus sweep(Path folder) throws IOException {
    SweepPlan plan = SweepPlan.read(folder.resolve(SweepPlan.FILE));
    List<TrainingStatus> models = new ArrayList<>();
    for (Map<String, String> point : plan.points()) {
      StudyPlan study = plan.study().withRecipe(plan.study().recipe().with(point));
      models.addAll(models(folder.resolve(SweepPlan.folder(point)), study));
    }
    return whole(folder, "sweep", plan.study(), models, Files.exists(folder.resolve(Sweep.TABLE)));
  }

  private static TrainingStatus whole(
      Path folder, String kind, StudyPlan plan, List<TrainingStatus> models, boolean written)
      throws IOException {
    boolean complete =
        written
            && models.stream().allMatch(model -> model.models().done() == model.models().planned());
    State state = state(folder, complete);
    boolean diverged =
        models.stream()
            .allMatch(model -> model.state() == State.COMPLETE || model.state() == State.DIVERGED);
    return new TrainingStatus(
        folder,
        kind,
        state == State.STOPPED && diverged ? State.DIVERGED : state,
        plan.hidden(),
        models.stream().map(TrainingStatus::models).reduce(Share.NONE, Share::plus),
        models.stream().map(TrainingStatus::epochs).reduce(Share.NONE, Share::plus),
        models.stream().flatMap(model -> model.testErrors().stream()).toList(),
        models.stream().flatMap(model -> model.problem().stream()).findFirst());
  }

  /// How far each model of a plan is, also those that have not begun.
  private static List<TrainingStatus> models(Path folder, StudyPlan plan) throws IOException {
    List<TrainingStatus> models = new ArrayList<>();
    for (StudyPlan.Model model : plan.models()) {
      models.add(model(folder.resolve(model.folder())).to(plan.plan(model).epochs()));
    }
    return models;
  }

  private static TrainingStatus model(Path folder) throws IOException {
    try {
      Artifact run = Artifact.at(folder);
      return run.kind().isTraining() ? of(run) : run(new Artifact(folder, Kind.UNFINISHED_RUN));
    } catch (AccessDeniedException e) {
      return TrainingStatus.damaged(folder, "run", e);
    }
  }
}
