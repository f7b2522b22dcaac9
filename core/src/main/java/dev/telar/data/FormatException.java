package dev.telar.data;

import java.io.IOException;
import java.nio.file.Path;

/// A file is not what it should be. The message is one line: the file, what is wrong, and where.
public final class FormatException extends IOException {
  private static final long serialVersionUID = 1;

  /// @param offset the byte at which the problem lies
  /// @param problem what was found and what was expected
  public FormatException(Path file, long offset, String problem) {
    super(file + ": " + problem + " (at byte " + offset + ")");
  }

  /// @param problem what was found and what was expected, for the file as a whole
  public FormatException(Path file, String problem) {
    super(file + ": " + problem);
  }
}
