package dev.telar.cli;

import dev.telar.internal.AtomicFile;
import dev.telar.run.RunFolder;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where a run is kept.
final class OutputOptions {
  /// The folder of new runs unless another is given.
  static final Path RUNS = Path.of("runs");

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Where the results go; never over an existing run. Default: a new folder in runs/.")
  private @Nullable Path out;

  boolean isGiven() {
    return out != null;
  }

  /// Refuses a folder that was given and has something in it.
  void refuseExisting() throws IOException {
    if (out != null) {
      RunFolder.refuseExisting(out);
    }
  }

  /// Refuses a file or a folder that is there, also as a link that leads nowhere.
  ///
  /// @param option that named it
  static void refuseExisting(Path target, String option) throws FileAlreadyExistsException {
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(
          target.toString(),
          null,
          "exists already and is not overwritten; choose another " + option);
    }
  }

  /// The folder to write to. One in `runs/` is made, so that no other process has it, too.
  ///
  /// @param name what to call it there, before the time
  Path folder(String name) throws IOException {
    return out != null
        ? out
        : newFolder(RUNS, name + "-" + TIME.format(LocalDateTime.now(ZoneId.systemDefault())));
  }

  /// Makes a folder of this name, or with a number behind it where others were faster.
  static Path newFolder(Path parent, String name) throws IOException {
    AtomicFile.createFolders(parent);
    Path folder = parent.resolve(name);
    for (int number = 2; ; number++) {
      try {
        return Files.createDirectory(folder);
      } catch (FileAlreadyExistsException _) {
        folder = parent.resolve(name + "-" + number);
      }
    }
  }
}
