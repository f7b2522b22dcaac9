package dev.telar.live;

import dev.telar.live.LiveFeed.Model;
import dev.telar.live.LiveFeed.Standing;
import dev.telar.live.LiveFeed.State;
import dev.telar.run.CompletedRun;
import dev.telar.run.FolderLock;
import dev.telar.run.RunFolder;
import dev.telar.run.RunResult;
import dev.telar.study.LinearOptimum;
import dev.telar.study.Study;
import dev.telar.study.StudyPlan;
import dev.telar.study.Sweep;
import dev.telar.train.Checkpoint;
import dev.telar.train.CheckpointFolder;
import dev.telar.train.EpochErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Follows a run, a study or a sweep by what its process leaves in the folder: a checkpoint at the
/// end of each epoch, and what came of it. Nothing is changed there. Not safe for use by many
/// threads.
final class FollowedRun {
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Path root;
  private final Map<Path, Seen> seen = new HashMap<>();
  private boolean compared;

  /// What was told of a folder.
  private record Seen(Path file, FileTime written, boolean training) {
    static Seen of(Path file, boolean training) throws IOException {
      return new Seen(file, Files.getLastModifiedTime(file), training);
    }
  }

  /// @param root the folder of a run, a study or a sweep
  FollowedRun(Path root) {
    this.root = root;
  }

  /// Tells what is new, until the thread is interrupted.
  ///
  /// @throws InterruptedException then
  void follow(LiveFeed feed, ReconstructionWorker worker) throws InterruptedException {
    while (true) {
      Thread.sleep(PAUSE);
      try {
        look(feed, worker);
      } catch (IOException _) {
        // Files are replaced and deleted while they are looked at; the next look finds the new
        // ones.
      }
    }
  }

  /// Tells what is new.
  void look(LiveFeed feed, ReconstructionWorker worker) throws IOException {
    Optional<ProcessHandle> holder = FolderLock.holder(root);
    // Whether it is complete is asked first: a process that ends meanwhile has left all its files.
    boolean complete = isComplete();
    lookAtModels(feed, worker, holder.isPresent());
    if (holder.isPresent()) {
      feed.run(State.TRAINING, "", holder.get().supportsNormalTermination(), false);
    } else {
      if (complete && !compared) {
        compared = true;
        LinearOptimum.read(root).ifPresent(feed::linear);
      }
      boolean reported = complete && Files.exists(root.resolve("report.html"));
      feed.run(
          complete ? State.DONE : State.STOPPED, complete ? "" : resumeCommand(), false, reported);
    }
  }

  /// Whether everything that was planned has been trained.
  boolean isComplete() {
    return Stream.of(Study.RESULTS, Sweep.TABLE, RunFolder.RESULT)
        .anyMatch(file -> Files.exists(root.resolve(file)));
  }

  /// The command that resumes it.
  String resumeCommand() {
    boolean run = !Files.exists(root.resolve(StudyPlan.FILE)) && !Sweep.isSweep(root);
    return "telar %s --resume %s".formatted(run ? "train" : "study", root);
  }

  /// Tells what is new of the models alone.
  ///
  /// @param training whether somebody is at work
  void lookAtModels(LiveFeed feed, ReconstructionWorker worker, boolean training)
      throws IOException {
    List<Path> folders = RunFolder.folders(root);
    for (Path folder : folders) {
      if (Files.exists(folder.resolve(StudyPlan.FILE)) && !seen.containsKey(folder)) {
        seen.put(folder, Seen.of(folder.resolve(StudyPlan.FILE), false));
        plan(feed, folder);
      }
    }
    for (Path folder : folders) {
      Path result = folder.resolve(RunFolder.RESULT);
      Optional<Path> checkpoint =
          CheckpointFolder.newestFile(folder.resolve(RunFolder.CHECKPOINTS));
      // A run that is resumed after its end has checkpoints that are newer than its result.
      if (Files.exists(result)
          && (checkpoint.isEmpty() || !isNewer(checkpoint.get(), result) || !training)) {
        lookAtResult(feed, worker, folder);
      } else if (checkpoint.isPresent()) {
        lookAtCheckpoint(feed, worker, folder, Seen.of(checkpoint.get(), training));
      }
    }
  }

  private static boolean isNewer(Path file, Path other) throws IOException {
    return Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(other)) > 0;
  }

  private String name(Path folder) {
    return root.relativize(folder).toString();
  }

  private void plan(LiveFeed feed, Path folder) throws IOException {
    StudyPlan plan = StudyPlan.read(folder.resolve(StudyPlan.FILE));
    for (StudyPlan.Model model : plan.models()) {
      int epochs = plan.plan(model).epochs();
      String name = name(folder.resolve(model.folder()));
      int place = feed.place(new Model(name, model.hidden(), model.seed(), epochs));
      feed.standing(Standing.waiting(place));
    }
  }

  private void lookAtResult(LiveFeed feed, ReconstructionWorker worker, Path folder)
      throws IOException {
    Seen file = Seen.of(folder.resolve(RunFolder.RESULT), false);
    if (file.equals(seen.get(folder))) {
      return;
    }
    CompletedRun run = RunFolder.readCompleted(folder);
    RunResult result = run.result();
    List<EpochErrors> epochs = run.epochs();
    int place =
        feed.place(new Model(name(folder), result.hidden(), result.seed(), result.plan().epochs()));
    feed.settings(place, result.plan(), run.model().architecture());
    worker.measure(result.plan());
    epochs.forEach(errors -> feed.epoch(place, errors));
    feed.standing(Standing.done(place, epochs, result));
    worker.submit(place, epochs.size(), run.model());
    seen.put(folder, file);
  }

  private void lookAtCheckpoint(LiveFeed feed, ReconstructionWorker worker, Path folder, Seen now)
      throws IOException {
    if (now.equals(seen.get(folder))) {
      return;
    }
    Optional<CheckpointFolder.Newest> newest = RunFolder.newestCheckpoint(folder);
    if (newest.isEmpty()) {
      return;
    }
    Checkpoint checkpoint = newest.get().checkpoint();
    int place =
        feed.place(
            new Model(
                name(folder),
                checkpoint.model().architecture().hidden(),
                checkpoint.plan().seed(),
                checkpoint.plan().epochs()));
    feed.settings(place, checkpoint.plan(), checkpoint.model().architecture());
    worker.measure(checkpoint.plan());
    checkpoint.epochs().forEach(errors -> feed.epoch(place, errors));
    feed.standing(standing(place, checkpoint, now.training()));
    worker.submit(place, checkpoint.epochs().size(), checkpoint.model());
    seen.put(folder, now);
  }

  private static Standing standing(int place, Checkpoint checkpoint, boolean training) {
    List<EpochErrors> epochs = checkpoint.epochs();
    int planned = checkpoint.plan().epochs();
    double done =
        epochs.size()
            + (double) checkpoint.position().steps()
                / checkpoint.plan().on(checkpoint.rows()).perEpoch();
    if (!training || epochs.isEmpty()) {
      return Standing.begun(place, training ? State.TRAINING : State.STOPPED, done);
    }
    double seconds = epochs.stream().mapToDouble(EpochErrors::seconds).average().orElseThrow();
    int trainRows = checkpoint.plan().on(checkpoint.rows()).trainRows();
    return Standing.training(
        place, done, seconds * (planned - done), trainRows / epochs.getLast().trainSeconds());
  }

  /// Asks the process that is at work to end cleanly.
  ///
  /// @return whether one is, and could be asked
  boolean stop() throws IOException {
    return FolderLock.interruptHolder(root);
  }
}
