package dev.telar.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalLong;

/// A file that is not what it should be: which one, where in it, and what is wrong, in one line.
public final class FormatException extends IOException {
  private static final long serialVersionUID = 1L;
  private static final long NO_OFFSET = -1;

  // A string, because an exception is serialisable and a path is not.
  private final String file;
  private final long offset;
  private final String problem;

  /// A problem at one place.
  ///
  /// @param offset the byte at which the problem shows, from 0; for a compressed file, within its
  ///   decompressed content
  /// @param problem what is wrong, with the value found and the value expected
  public FormatException(Path file, long offset, String problem) {
    super(file + ": " + problem + " (at byte " + offset + ")");
    this.file = file.toString();
    this.offset = offset;
    this.problem = problem;
  }

  /// A problem of the file as a whole.
  public FormatException(Path file, String problem) {
    super(file + ": " + problem);
    this.file = file.toString();
    this.offset = NO_OFFSET;
    this.problem = problem;
  }

  /// The bad file.
  public Path file() {
    return Path.of(file);
  }

  /// The byte at which the problem shows, or nothing if it has no place.
  public OptionalLong offset() {
    return offset == NO_OFFSET ? OptionalLong.empty() : OptionalLong.of(offset);
  }

  /// What is wrong, without file and offset.
  public String problem() {
    return problem;
  }
}
