package dev.telar.cli;

import dev.telar.run.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where a run is kept.
final class OutputOptions {
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

  /// The folder to write to; there is nothing there yet.
  ///
  /// @param name what to call it in `runs/`, before the time
  Path folder(String name) throws IOException {
    Path folder =
        out != null
            ? out
            : Path.of("runs", name + "-" + TIME.format(LocalDateTime.now(ZoneId.systemDefault())));
    RunFolder.refuseExisting(folder);
    return folder;
  }
}
