package dev.telar.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The file that rows are written to.
final class RowsFile {
  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description =
          "Where the rows go; its ending says how: .csv, .tsv (also .gz), .parquet, .npy or .jsonl; of images"
              + " also .png for one picture of all, or a folder for a picture each. Never over what exists.")
  private @Nullable Path out;

  /// Where it is.
  ///
  /// @throws IOException if something is there already
  Path path() throws IOException {
    Path file = Objects.requireNonNull(out);
    OutputOptions.refuseExisting(file, "--out");
    return file;
  }
}
