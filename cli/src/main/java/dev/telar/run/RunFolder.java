package dev.telar.run;

import dev.telar.format.AtomicFile;
import dev.telar.format.ModelFile;
import dev.telar.train.EpochErrors;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/// A run's folder, which appears whole or not at all: it is filled beside its place, under a name
/// that ends in `.partial`, and renamed when complete. Closing it before that leaves nothing
/// behind.
///
/// It is opened before training, so that a place that cannot be written to is known at once.
public final class RunFolder implements AutoCloseable {
  /// The errors of each epoch.
  public static final String HISTORY = "history.csv";

  /// What came of the run, a [RunResult].
  public static final String RESULT = "result.json";

  /// The trained model.
  public static final String MODEL = "model.safetensors";

  private final Path target;
  private final Path partial;
  private boolean complete;

  private RunFolder(Path target, Path partial) {
    this.target = target;
    this.partial = partial;
  }

  /// Begins a run's folder.
  ///
  /// @throws FileAlreadyExistsException if there is something at that place already
  /// @throws IOException if the place cannot be written to
  public static RunFolder begin(Path target) throws IOException {
    refuseExisting(target);
    Path absolute = target.toAbsolutePath().normalize();
    Path parent = absolute.getParent();
    if (parent == null) {
      throw new FileAlreadyExistsException(target.toString());
    }
    Files.createDirectories(parent);
    Path partial =
        parent.resolve(absolute.getFileName() + "." + ProcessHandle.current().pid() + ".partial");
    Files.createDirectory(partial);
    return new RunFolder(absolute, partial);
  }

  /// Throws unless there is nothing, or an empty folder, at a place.
  public static void refuseExisting(Path target) throws IOException {
    if (Files.isDirectory(target)) {
      try (Stream<Path> content = Files.list(target)) {
        if (content.findAny().isEmpty()) {
          return;
        }
      }
    }
    if (Files.exists(target)) {
      throw new FileAlreadyExistsException(
          target.toString(), null, "exists already and is not overwritten; choose another --out");
    }
  }

  /// Writes everything and moves the folder to its place.
  ///
  /// @param command the command line that began the run
  /// @return what was written as `result.json`
  public RunResult complete(FinishedRun finished, String command) throws IOException {
    RunResult result = RunResult.of(finished, command);
    AtomicFile.write(partial.resolve(HISTORY), history(finished.result().epochs()));
    AtomicFile.write(partial.resolve(RESULT), Json.write(result));
    ModelFile.write(partial.resolve(MODEL), finished.result().model(), metadata(result));
    AtomicFile.move(partial, target);
    complete = true;
    return result;
  }

  private static String history(List<EpochErrors> epochs) {
    var csv = new StringBuilder("epoch,train_running,train,validation,train_seconds,seconds\n");
    for (EpochErrors epoch : epochs) {
      csv.append(epoch.epoch()).append(',');
      csv.append(epoch.trainRunning()).append(',');
      csv.append(orEmpty(epoch.train())).append(',');
      csv.append(orEmpty(epoch.validation())).append(',');
      csv.append(epoch.trainSeconds()).append(',');
      csv.append(epoch.seconds()).append('\n');
    }
    return csv.toString();
  }

  private static String orEmpty(OptionalDouble value) {
    return value.isPresent() ? String.valueOf(value.getAsDouble()) : "";
  }

  private static Map<String, String> metadata(RunResult result) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("telar_version", Environment.telarVersion());
    metadata.put("seed", String.valueOf(result.seed()));
    metadata.put("plan", Json.writeCompact(result.plan()));
    metadata.put("start", result.start());
    metadata.put("data_name", result.dataName());
    metadata.put("data_sha256", result.dataSha256());
    metadata.put("versions", Json.writeCompact(result.versions()));
    return metadata;
  }

  /// Removes what is not complete.
  @Override
  public void close() throws IOException {
    if (!complete) {
      deleteTree(partial);
    }
  }

  private static void deleteTree(Path folder) throws IOException {
    try (Stream<Path> content = Files.list(folder)) {
      for (Path file : content.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
