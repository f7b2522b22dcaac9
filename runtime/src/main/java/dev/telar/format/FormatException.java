package dev.telar.format;

import dev.telar.internal.Printable;
import java.io.IOException;
import java.nio.file.Path;

/// A file that is not what it should be: which one, where in it, and what is wrong, in one line.
///
/// What a bad file puts into the message can neither break the line nor steer a terminal:
/// characters that do not print become `?`, and a long problem is shortened in its middle.
public final class FormatException extends IOException {
  private static final long serialVersionUID = 1L;

  private static final int LONGEST_PROBLEM = 1000;
  private static final int KEPT_AT_END = 300;

  private final String source;
  private final long offset;
  private final String problem;

  /// @param file the bad file
  /// @param offset the byte at which the problem shows, from 0; for a compressed file, within its
  ///   decompressed content; for a problem of all the content, the byte at which that begins
  /// @param problem what is wrong, with the value found and the value expected
  public FormatException(Path file, long offset, String problem) {
    this(file.toString(), offset, problem);
  }

  /// Of content that is not in a file of its own.
  ///
  /// @param source what the caller calls it
  /// @param offset as above
  /// @param problem as above
  public FormatException(String source, long offset, String problem) {
    super(source + ": " + oneLine(problem) + " (at byte " + offset + ")");
    this.source = source;
    this.offset = offset;
    this.problem = oneLine(problem);
  }

  private static String oneLine(String problem) {
    String shortened =
        problem.length() <= LONGEST_PROBLEM
            ? problem
            : problem.substring(0, LONGEST_PROBLEM - KEPT_AT_END)
                + " … "
                + problem.substring(problem.length() - KEPT_AT_END);
    return Printable.line(shortened);
  }

  /// The bad file's path, or what the caller called the content.
  public String source() {
    return source;
  }

  /// The byte at which the problem shows.
  public long offset() {
    return offset;
  }

  /// What is wrong, without file and offset.
  public String problem() {
    return problem;
  }
}
