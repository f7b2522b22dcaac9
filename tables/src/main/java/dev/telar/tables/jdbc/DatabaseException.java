package dev.telar.tables.jdbc;

import dev.telar.format.FormatException;
import java.io.IOException;

/// What a database, its driver or its answer refuses: which database, and what is wrong, in one
/// line. It never has the password in it, and no cause, because a driver's exception might.
public final class DatabaseException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String problem;

  /// @param database what messages call it
  /// @param problem what is wrong; line breaks become spaces, and what else does not print `?`
  DatabaseException(String database, String problem) {
    String line = oneLine(problem);
    super(oneLine(database) + ": " + line);
    this.problem = line;
  }

  private static String oneLine(String text) {
    return new FormatException("", 0, text.strip().replaceAll("\\s+", " ")).problem();
  }

  /// What is wrong, without the database.
  public String problem() {
    return problem;
  }
}
