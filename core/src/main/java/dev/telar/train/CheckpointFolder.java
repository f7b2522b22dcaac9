package dev.telar.train;

import dev.telar.format.FormatException;
import dev.telar.format.safetensors.SafeTensors;
import dev.telar.internal.AtomicFile;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A folder with the two newest checkpoints of a run, `step-<steps done>.safetensors`.
///
/// A checkpoint is written on a thread of its own while training goes on; a failure shows when the
/// next one is kept, or in [#close]. The one before is deleted only when two newer ones are on the
/// disk.
///
/// One writer at a time: whoever opens the folder sees to it that nobody else does. Not safe for
/// use by many threads.
public final class CheckpointFolder implements AutoCloseable {
  /// How often a checkpoint is kept within an epoch.
  public static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(60);

  private static final int GENERATIONS = 2;
  private static final Pattern NAME = Pattern.compile("step-(\\d{1,18})\\.safetensors");

  private final Path folder;
  private final long intervalNanos;
  private @Nullable FutureTask<@Nullable Void> writing;
  private long keptNanos = System.nanoTime();

  private CheckpointFolder(Path folder, long intervalNanos) {
    this.folder = folder;
    this.intervalNanos = intervalNanos;
  }

  /// Opens a folder to keep checkpoints in; it is made if it is not there.
  ///
  /// @param interval the time between two checkpoints within an epoch; 0 keeps one after every
  ///   step, and one that never passes keeps none within an epoch
  /// @throws IOException if the folder cannot be written to
  public static CheckpointFolder open(Path folder, Duration interval) throws IOException {
    if (interval.isNegative()) {
      throw new IllegalArgumentException(
          "the time between two checkpoints must not be negative, got " + interval);
    }
    AtomicFile.createFolders(folder);
    AtomicFile.recover(folder);
    return new CheckpointFolder(folder, nanos(interval));
  }

  /// As many as a long holds, 292 years, stand for ever.
  private static long nanos(Duration interval) {
    return interval.compareTo(Duration.ofNanos(Long.MAX_VALUE)) < 0
        ? interval.toNanos()
        : Long.MAX_VALUE;
  }

  /// The newest checkpoint that can be read.
  ///
  /// @param checkpoint the checkpoint
  /// @param file that it was read from
  /// @param damaged a line for each newer file that is damaged, with its path
  public record Newest(Checkpoint checkpoint, Path file, List<String> damaged) {
    /// What a user is to be told: nothing, unless a newer file is damaged.
    public List<String> notes() {
      return damaged.stream().map(line -> line + "; resuming from " + file).toList();
    }
  }

  /// Reads the newest checkpoint that is not damaged; empty if the folder has none, or is not
  /// there.
  ///
  /// @throws IOException if all are damaged, or the newest was written by a newer Telar
  public static Optional<Newest> newest(Path folder) throws IOException {
    List<String> damaged = new ArrayList<>();
    IOException first = null;
    for (Path file : files(folder)) {
      SafeTensors content;
      try {
        content = CheckpointFile.readContent(file);
      } catch (FileSystemException e) {
        throw e;
      } catch (IOException e) {
        damaged.add(e instanceof FormatException ? e.getMessage() : file + ": " + e.getMessage());
        first = first == null ? e : first;
        continue;
      }
      // What is whole and cannot be understood is not damaged: nothing is thrown away for it.
      return Optional.of(new Newest(CheckpointFile.of(file, content), file, damaged));
    }
    if (first != null) {
      throw first;
    }
    return Optional.empty();
  }

  /// The file of the newest checkpoint, whether it can be read or not; empty if the folder has
  /// none, or is not there.
  public static Optional<Path> newestFile(Path folder) throws IOException {
    return files(folder).stream().findFirst();
  }

  /// The checkpoints' files, the newest first.
  private static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, file -> step(file) >= 0)) {
      files.forEach(found::add);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    found.sort(Comparator.comparingLong(CheckpointFolder::step).reversed());
    return found;
  }

  /// The number in a checkpoint's name; −1 if it is no checkpoint's name.
  private static long step(Path file) {
    Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
    return name.matches() ? Long.parseLong(name.group(1)) : -1;
  }

  Path path() {
    return folder;
  }

  /// Whether the time between two checkpoints is over.
  boolean isDue() {
    return System.nanoTime() - keptNanos >= intervalNanos;
  }

  /// Begins to write a checkpoint, after waiting for the one before.
  ///
  /// @throws IOException if the one before could not be written
  public void keep(Checkpoint checkpoint) throws IOException, InterruptedException {
    await();
    keptNanos = System.nanoTime();
    var task =
        new FutureTask<@Nullable Void>(() -> {
          write(checkpoint);
          return null;
        });
    Thread.ofPlatform().name("telar-checkpoint").start(task);
    // After it: nobody waits for what could not be started.
    writing = task;
  }

  private void write(Checkpoint checkpoint) throws IOException {
    CheckpointFile.write(folder.resolve("step-" + checkpoint.step() + ".safetensors"), checkpoint);
    deleteOld(checkpoint.step());
  }

  /// Leaves the checkpoint of a step and those before it that make up the generations. One of a
  /// later step is damaged, or training would have resumed from it.
  private void deleteOld(long newestStep) throws IOException {
    int kept = 0;
    for (Path file : files(folder)) {
      if (step(file) > newestStep || ++kept > GENERATIONS) {
        Files.deleteIfExists(file);
      }
    }
  }

  /// Waits until what was kept is on the disk.
  ///
  /// @throws IOException if it could not be written; says so once
  public void await() throws IOException, InterruptedException {
    FutureTask<@Nullable Void> task = writing;
    if (task == null) {
      return;
    }
    try {
      task.get();
      writing = null;
    } catch (InterruptedException e) {
      var told = new InterruptedException("interrupted while a checkpoint was written");
      told.initCause(e);
      throw told;
    } catch (ExecutionException e) {
      writing = null;
      throw unwrapped(e);
    }
  }

  private static IOException unwrapped(ExecutionException failure) {
    return switch (failure.getCause()) {
      case IOException e -> e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case null, default -> new IOException(failure);
    };
  }

  /// Waits for what is being written, also if the thread is interrupted meanwhile.
  ///
  /// @throws IOException if it could not be written and nobody was told yet
  @Override
  public void close() throws IOException {
    boolean interrupted = false;
    try {
      while (writing != null) {
        try {
          await();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
