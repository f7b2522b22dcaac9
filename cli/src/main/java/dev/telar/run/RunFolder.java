package dev.telar.run;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.telar.data.Dataset;
import dev.telar.format.FormatException;
import dev.telar.format.ModelFile;
import dev.telar.internal.AtomicFile;
import dev.telar.model.Autoencoder;
import dev.telar.preparation.Preparation;
import dev.telar.score.Calibration;
import dev.telar.train.Checkpoint;
import dev.telar.train.CheckpointFolder;
import dev.telar.train.DivergedException;
import dev.telar.train.EpochErrors;
import dev.telar.train.History;
import dev.telar.train.TrainingListener;
import dev.telar.train.TrainingPlan;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.stream.Collectors;

/// A run's folder. While the run trains it holds checkpoints, from which the run can resume after
/// any stop; when it is done, its model, its history and its result beside the last checkpoint.
/// Each file appears whole or not at all.
///
/// It is open to one process at a time.
public final class RunFolder implements AutoCloseable {
  /// The errors of each epoch.
  public static final String HISTORY = "history.csv";

  /// The times of each epoch.
  public static final String TIMES = "times.csv";

  /// What came of the run, a [RunResult].
  public static final String RESULT = "result.json";

  /// The trained model.
  public static final String MODEL = "model.safetensors";

  /// Why the run cannot be completed, if training left the finite numbers.
  public static final String DIVERGED = "diverged.txt";

  /// Where the checkpoints are.
  public static final String CHECKPOINTS = "checkpoints";

  /// How deep the runs of a sweep lie.
  private static final int SWEEP_DEPTH = 2;

  private final Path folder;
  private final FolderLock lock;

  private RunFolder(Path folder, FolderLock lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /// Opens a run's folder, which is made if it is not there.
  ///
  /// @throws IOException if the place cannot be written to, or another process is at work there
  public static RunFolder open(Path folder) throws IOException {
    AtomicFile.createFolders(folder);
    FolderLock lock = FolderLock.acquire(folder);
    try {
      AtomicFile.recover(folder);
    } catch (Throwable e) {
      lock.close();
      throw e;
    }
    return new RunFolder(folder, lock);
  }

  /// Opens the folder of a run that is to begin.
  ///
  /// @throws FileAlreadyExistsException if there is something at that place already
  /// @throws IOException if the place cannot be written to
  public static RunFolder begin(Path folder) throws IOException {
    refuseExisting(folder);
    return open(folder);
  }

  /// Opens the folder of a run that is to be resumed. In any other folder nothing is changed.
  ///
  /// @throws NoSuchFileException if there is no such folder, or no run has begun in it
  /// @throws IOException if another process is at work there, or all checkpoints are damaged
  public static RunFolder resume(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw Files.exists(folder)
          ? new NotDirectoryException(folder.toString())
          : new NoSuchFileException(folder.toString());
    }
    if (newestCheckpoint(folder).isEmpty() && !hasJustBegun(folder)) {
      throw noCheckpoint(folder);
    }
    return open(folder);
  }

  /// Whether a run was stopped here before its first checkpoint.
  private static boolean hasJustBegun(Path folder) throws IOException {
    return FolderLock.isLockFile(folder.resolve(FolderLock.FILE)) && isEmpty(folder);
  }

  /// Throws unless there is nothing, or nothing to lose, at a place.
  public static void refuseExisting(Path target) throws IOException {
    // A link that leads nowhere is something, too.
    if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!Files.isDirectory(target)) {
      throw new FileAlreadyExistsException(
          target.toString(), null, "exists already and is not overwritten; choose another --out");
    }
    if (!isEmpty(target)) {
      throw new FileAlreadyExistsException(
          target.toString(),
          null,
          "exists already and is not overwritten; choose another --out, or --resume it");
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (DirectoryStream<Path> content = Files.newDirectoryStream(folder)) {
      for (Path file : content) {
        boolean emptyCheckpoints =
            file.endsWith(CHECKPOINTS) && Files.isDirectory(file) && isEmpty(file);
        boolean nothing =
            FolderLock.isLockFile(file)
                || AtomicFile.isLeftover(file)
                // Written before anything is computed.
                || file.endsWith(Recipe.FILE);
        if (!nothing && !emptyCheckpoints) {
          return false;
        }
      }
      return true;
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  /// A folder and those in it, as deep as the runs of a sweep lie, each before its own. What
  /// vanishes meanwhile is left out: a run's folder changes while one looks.
  public static List<Path> folders(Path root) throws IOException {
    if (!Files.isDirectory(root)) {
      throw Files.exists(root)
          ? new NotDirectoryException(root.toString())
          : new NoSuchFileException(root.toString());
    }
    List<Path> folders = new ArrayList<>();
    addFolders(root, SWEEP_DEPTH, folders);
    return List.copyOf(folders);
  }

  private static void addFolders(Path folder, int depth, List<Path> found) throws IOException {
    found.add(folder);
    if (depth == 0) {
      return;
    }
    List<Path> inside = new ArrayList<>();
    try (DirectoryStream<Path> content = Files.newDirectoryStream(folder, Files::isDirectory)) {
      content.forEach(inside::add);
    } catch (NoSuchFileException | NotDirectoryException e) {
      return;
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    inside.sort(null);
    for (Path each : inside) {
      addFolders(each, depth - 1, found);
    }
  }

  /// The newest checkpoint that is not damaged; empty if training has not begun.
  ///
  /// @throws IOException if all are damaged, or the newest was written by a newer Telar
  public Optional<CheckpointFolder.Newest> newestCheckpoint() throws IOException {
    return newestCheckpoint(folder);
  }

  /// The newest checkpoint in a run's folder that is not damaged and whose [RunProvenance] can be
  /// read; also while another process is at work there.
  ///
  /// @throws IOException if all are damaged, or the newest was written by a newer Telar
  public static Optional<CheckpointFolder.Newest> newestCheckpoint(Path folder) throws IOException {
    Optional<CheckpointFolder.Newest> newest = CheckpointFolder.newest(folder.resolve(CHECKPOINTS));
    if (newest.isPresent()) {
      RunProvenance.check(newest.get().file(), newest.get().checkpoint().provenance());
    }
    return newest;
  }

  /// Why a run without a checkpoint cannot be resumed.
  public static NoSuchFileException noCheckpoint(Path folder) {
    Path model = folder.resolve(MODEL);
    return new NoSuchFileException(
        folder.toString(),
        null,
        Files.exists(folder.resolve(RESULT)) && Files.exists(model)
            ? "is complete and has no checkpoints any more, so it cannot be resumed; telar train --init %s starts from its weights"
                .formatted(model)
            : "has no checkpoint of a run to resume");
  }

  /// Keeps the recipe that the run follows, for people to read and for other runs to follow.
  ///
  /// @param data that it is followed on, which the text names
  public void keepRecipe(Recipe recipe, Dataset data) throws IOException {
    AtomicFile.write(folder.resolve(Recipe.FILE), recipe.text(data.name(), data.sha256()));
  }

  /// Throws unless a checkpoint is of the run whose result the folder has, if it has one.
  ///
  /// @throws FileSystemException if it is another run's
  public void checkOwn(Checkpoint checkpoint) throws IOException {
    if (!Files.exists(folder.resolve(RESULT))) {
      return;
    }
    RunResult result = readResult(folder);
    RunProvenance provenance = RunProvenance.of(checkpoint.provenance());
    // More epochs may have been asked for.
    TrainingPlan plan = checkpoint.plan().withEpochs(result.plan().epochs());
    if (!plan.equals(result.plan())
        || !provenance.startSha256().equals(result.startSha256())
        || !provenance.dataSha256().equals(result.dataSha256())) {
      throw new FileSystemException(
          folder.toString(),
          null,
          "its checkpoints and its %s are of different runs; telar verify says more"
              .formatted(RESULT));
    }
  }

  /// Keeps the number of epochs that the run is to have now, if it has a recipe.
  public void keepEpochs(int epochs) throws IOException {
    Path file = folder.resolve(Recipe.FILE);
    if (Files.exists(file)) {
      String longer = Recipe.read(file).with(Map.of("epochs", String.valueOf(epochs))).text();
      String heading =
          SmallFile.readText(file)
              .lines()
              .takeWhile(line -> line.startsWith("#"))
              .collect(Collectors.joining("\n"));
      AtomicFile.write(file, longer.replaceFirst("^.*", Matcher.quoteReplacement(heading)));
    }
  }

  /// Keeps a checkpoint, in place of one of the same step.
  ///
  /// @throws InterruptedException if the thread is interrupted
  public void keep(Checkpoint checkpoint) throws IOException, InterruptedException {
    try (var checkpoints =
        CheckpointFolder.open(folder.resolve(CHECKPOINTS), CheckpointFolder.DEFAULT_INTERVAL)) {
      checkpoints.keep(checkpoint);
      checkpoints.await();
    }
  }

  /// Trains a run to its end and writes what came of it.
  ///
  /// @throws IOException if something cannot be written; checkpoints written before stay
  /// @throws InterruptedException if the thread is interrupted; a checkpoint is kept
  public CompletedRun complete(TrainingRun run, TrainingListener listener)
      throws IOException, InterruptedException {
    CompletedRun completed;
    Duration interval = run.execution().checkpointInterval();
    try (var checkpoints = CheckpointFolder.open(folder.resolve(CHECKPOINTS), interval)) {
      completed = run.train(checkpoints, listener);
    } catch (DivergedException e) {
      AtomicFile.write(folder.resolve(DIVERGED), e.getMessage() + "\n");
      throw e;
    }
    Files.deleteIfExists(folder.resolve(DIVERGED));
    RunResult result = completed.result();
    Map<String, String> metadata = metadata(result, run.provenance());
    run.calibration(completed.model())
        .ifPresent(calibration -> metadata.put(Calibration.KEY, calibration.toJson()));
    ModelFile.write(folder.resolve(MODEL), completed.model(), metadata);
    AtomicFile.write(folder.resolve(HISTORY), History.errors(completed.epochs()));
    AtomicFile.write(folder.resolve(TIMES), History.times(completed.epochs()));
    // The last one: with it the run is done.
    AtomicFile.write(folder.resolve(RESULT), Json.write(result));
    return completed;
  }

  private static Map<String, String> metadata(RunResult result, RunProvenance provenance) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("telar_version", Environment.telarVersion());
    metadata.put("seed", String.valueOf(result.seed()));
    metadata.put("plan", Json.writeCompact(result.plan()));
    metadata.put("start", result.start());
    metadata.put("data_name", result.dataName());
    metadata.put("data_sha256", result.dataSha256());
    provenance.source().ifPresent(data -> data.put(metadata));
    provenance.preparation().ifPresent(columns -> metadata.put(Preparation.KEY, columns));
    metadata.put("versions", Json.writeCompact(result.versions()));
    return metadata;
  }

  /// What the folder holds, if that is a complete run of this plan on these data.
  public Optional<CompletedRun> completed(TrainingPlan plan, String dataSha256) throws IOException {
    try {
      RunResult result = readResult(folder);
      var model = ModelFile.read(folder.resolve(MODEL)).model();
      if (!result.plan().equals(plan)
          || !result.dataSha256().equals(dataSha256)
          || !result.weightsSha256().equals(model.parameters().sha256())) {
        return Optional.empty();
      }
      return Optional.of(new CompletedRun(result, readHistory(folder), model));
    } catch (NoSuchFileException | FormatException e) {
      // Not complete, or stopped while its files were replaced: they are written again.
      return Optional.empty();
    }
  }

  /// Reads a complete run, whose files fit together.
  ///
  /// @throws NoSuchFileException if it is not complete
  /// @throws FileSystemException if a file is missing, damaged or another run's
  public static CompletedRun readCompleted(Path folder) throws IOException {
    RunResult result = readResult(folder);
    var claims = new RunClaims(folder, result);
    Optional<Autoencoder> model = claims.checkModel();
    List<EpochErrors> history = claims.checkHistory();
    claims.require();
    return new CompletedRun(result, history, model.orElseThrow());
  }

  /// Reads `result.json`.
  ///
  /// @throws NoSuchFileException if the run is not complete
  public static RunResult readResult(Path folder) throws IOException {
    Path file = folder.resolve(RESULT);
    if (!Files.exists(file)) {
      throw new NoSuchFileException(
          folder.toString(),
          null,
          "there is no %s; the run is not complete, telar train --resume resumes it"
              .formatted(RESULT));
    }
    return Json.read(file, RunResult.class);
  }

  /// Reads `history.csv` and `times.csv`.
  public static List<EpochErrors> readHistory(Path folder) throws IOException {
    Path errors = folder.resolve(HISTORY);
    Path times = folder.resolve(TIMES);
    return History.parse(errors, text(errors), times, text(times));
  }

  /// A file's text, which is ASCII: so a byte is a character, also where the file is damaged.
  private static String text(Path file) throws IOException {
    return new String(SmallFile.read(file, SmallFile.MAX_HISTORY_BYTES), ISO_8859_1);
  }

  /// Lets other processes in.
  @Override
  public void close() throws IOException {
    lock.close();
  }
}
