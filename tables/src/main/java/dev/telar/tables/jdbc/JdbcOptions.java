package dev.telar.tables.jdbc;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// How a database is reached and read.
///
/// @param driverPath the driver's jar, or a folder of whose jars all are tried; if empty, drivers
///   of the class path are
/// @param user to log in as, if the database wants one and the URL does not name it
/// @param password of the user; it belongs neither into the URL nor into a file
/// @param fetchSize how many rows are asked for at a time, at most: fewer of very wide tables
/// @param loginTimeout how long to wait for the connection
/// @param ignored columns that nobody will look at: where Telar cannot read their type, their cells
///   are missing
public record JdbcOptions(
    Optional<Path> driverPath,
    Optional<String> user,
    Optional<Password> password,
    int fetchSize,
    Duration loginTimeout,
    Set<String> ignored) {
  private static final int ROWS = 10_000;
  private static final Duration LOGIN = Duration.ofSeconds(30);

  /// @throws IllegalArgumentException if the fetch size or the timeout is not positive
  public JdbcOptions {
    ignored = Set.copyOf(ignored);
    if (fetchSize < 1) {
      throw new IllegalArgumentException(
          "rows are fetched at least one at a time, got " + fetchSize);
    }
    if (!loginTimeout.isPositive()) {
      throw new IllegalArgumentException(
          "the timeout of the login must be positive, got " + loginTimeout);
    }
  }

  /// Drivers of the class path, nobody to log in as, 10,000 rows at a time, 30 seconds.
  public static JdbcOptions defaults() {
    return new JdbcOptions(
        Optional.empty(), Optional.empty(), Optional.empty(), ROWS, LOGIN, Set.of());
  }

  /// The same, with a driver's jar, or a folder of jars.
  public JdbcOptions withDriverPath(Path value) {
    return new JdbcOptions(Optional.of(value), user, password, fetchSize, loginTimeout, ignored);
  }

  /// The same, with a user to log in as.
  public JdbcOptions withUser(String value) {
    return new JdbcOptions(
        driverPath, Optional.of(value), password, fetchSize, loginTimeout, ignored);
  }

  /// The same, with the user's password.
  public JdbcOptions withPassword(Password value) {
    return new JdbcOptions(driverPath, user, Optional.of(value), fetchSize, loginTimeout, ignored);
  }

  /// The same, with so many rows at a time.
  public JdbcOptions withFetchSize(int value) {
    return new JdbcOptions(driverPath, user, password, value, loginTimeout, ignored);
  }

  /// The same, waiting so long for the connection.
  public JdbcOptions withLoginTimeout(Duration value) {
    return new JdbcOptions(driverPath, user, password, fetchSize, value, ignored);
  }

  /// The same, with columns that nobody will look at.
  public JdbcOptions withIgnored(Set<String> value) {
    return new JdbcOptions(driverPath, user, password, fetchSize, loginTimeout, value);
  }
}
