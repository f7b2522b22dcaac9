package dev.telar.study;

import dev.telar.format.FormatException;
import dev.telar.format.ModelFile;
import dev.telar.run.Artifact;
import dev.telar.run.Artifact.Kind;
import dev.telar.run.CompletedRun;
import dev.telar.run.FolderLock;
import dev.telar.run.RunFolder;
import dev.telar.run.RunProvenance;
import dev.telar.train.Checkpoint;
import dev.telar.train.CheckpointFolder;
import dev.telar.train.TrainingPlan;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The checkpoints of a complete run. Nothing needs them, unless more epochs are to be asked of the
/// run.
///
/// @param run the run's folder
/// @param files the checkpoints, the oldest first
/// @param bytes that they take
/// @param kept why they are not to be deleted; empty if they may be
public record SpentCheckpoints(Path run, List<Path> files, long bytes, Optional<String> kept) {
  private static final String CHECKPOINT = "step-*.safetensors";

  public SpentCheckpoints {
    files = List.copyOf(files);
  }

  /// Looks at a run's checkpoints, and changes nothing.
  public static SpentCheckpoints of(Artifact run) throws IOException {
    List<Path> files = new ArrayList<>();
    Path folder = run.path().resolve(RunFolder.CHECKPOINTS);
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> content = Files.newDirectoryStream(folder, CHECKPOINT)) {
        content.forEach(files::add);
      }
    }
    // The newest last: as long as it is there, the run can be resumed.
    files.sort(
        Comparator.comparingInt((Path file) -> file.toString().length())
            .thenComparing(file -> file));
    long bytes = 0;
    for (Path file : files) {
      bytes += Files.size(file);
    }
    return new SpentCheckpoints(run.path(), files, bytes, kept(run));
  }

  private static Optional<String> kept(Artifact run) throws IOException {
    if (run.kind() != Kind.RUN) {
      return Optional.of("the run is not complete");
    }
    Path folder = run.path();
    try {
      CompletedRun completed = RunFolder.readCompleted(folder);
      Optional<CheckpointFolder.Newest> newest = RunFolder.newestCheckpoint(folder);
      if (newest.isEmpty()) {
        return Optional.empty();
      }
      Checkpoint checkpoint = newest.get().checkpoint();
      if (!checkpoint.plan().equals(completed.result().plan())
          || !completed.result().plan().equals(planned(run).orElse(checkpoint.plan()))) {
        return Optional.of("the run is to be resumed");
      }
      return tellsOfData(run, checkpoint)
          ? Optional.of("nothing else says where its data are")
          : Optional.empty();
    } catch (FormatException | FileSystemException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /// What the run's study asks of it now; empty if it is of none.
  private static Optional<TrainingPlan> planned(Artifact run) throws IOException {
    Path above = run.path().toAbsolutePath().normalize().getParent();
    if (above == null || Artifact.at(above).kind() != Kind.STUDY) {
      return Optional.empty();
    }
    StudyPlan study = StudyPlan.read(above.resolve(StudyPlan.FILE));
    return study.models().stream()
        .filter(model -> run.path().endsWith(model.folder()))
        .map(study::plan)
        .findFirst();
  }

  /// Whether a checkpoint alone says where the data are.
  private static boolean tellsOfData(Artifact run, Checkpoint checkpoint) throws IOException {
    return RunProvenance.of(checkpoint.provenance()).source().isPresent()
        && run.whole().equals(run)
        && !ModelFile.read(run.path().resolve(RunFolder.MODEL))
            .metadata()
            .containsKey("data_folder");
  }

  /// Deletes them, unless somebody is at work in the run or in what it is of.
  ///
  /// @return how many bytes that freed
  /// @throws IOException if somebody is, or a file cannot be deleted
  public static long delete(Artifact run) throws IOException {
    Artifact whole = run.whole();
    if (whole.equals(run)) {
      return deleteLocked(run.path());
    }
    try (FolderLock _ = FolderLock.acquire(whole.path())) {
      return deleteLocked(run.path());
    }
  }

  private static long deleteLocked(Path run) throws IOException {
    try (FolderLock _ = FolderLock.acquire(run)) {
      // Again, now that nobody can resume it.
      SpentCheckpoints spent = of(Artifact.at(run));
      if (spent.kept.isPresent()) {
        return 0;
      }
      for (Path file : spent.files) {
        Files.deleteIfExists(file);
      }
      deleteIfEmpty(run.resolve(RunFolder.CHECKPOINTS));
      return spent.bytes;
    }
  }

  private static void deleteIfEmpty(Path folder) throws IOException {
    try (Stream<Path> left = Files.list(folder)) {
      if (left.findAny().isPresent()) {
        return;
      }
    }
    Files.delete(folder);
  }
}
