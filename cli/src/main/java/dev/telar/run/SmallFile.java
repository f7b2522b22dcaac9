package dev.telar.run;

import dev.telar.data.FormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads files that are text of a run or study, and small.
final class SmallFile {
  /// As much as the header of a checkpoint, which holds the same.
  static final int MAX_BYTES = 1 << 24;

  private SmallFile() {}

  /// Reads a file whole.
  ///
  /// @throws FormatException if it is larger than any that Telar writes
  static byte[] read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] content = in.readNBytes(MAX_BYTES + 1);
      if (content.length > MAX_BYTES) {
        throw new FormatException(
            file, MAX_BYTES, "is larger than the %d bytes that are read".formatted(MAX_BYTES));
      }
      return content;
    }
  }
}
