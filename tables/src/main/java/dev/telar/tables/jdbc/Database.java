package dev.telar.tables.jdbc;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// A database that can be reached, and in which nothing is changed.
record Database(JdbcUrl url, Product product, Driver driver, JdbcOptions options) {
  static Database of(JdbcUrl url, JdbcOptions options) throws IOException {
    return new Database(url, Product.of(url), Drivers.find(url, options.driverPath()), options);
  }

  /// A connection with a transaction that only reads, and that is rolled back before it is closed.
  ///
  /// @throws DatabaseException if there is none, within the time that is allowed
  Session connect() throws IOException {
    // A thread of its own, because drivers understand timeouts in different ways.
    var connecting = new CompletableFuture<Session>();
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .name("telar-connects-to-database")
            .start(() -> connectFor(connecting));
    try {
      return connecting.get(options.loginTimeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      connecting.cancel(false);
      thread.interrupt();
      throw problem(
          "did not answer within %d s".formatted(Math.max(1, options.loginTimeout().toSeconds())));
    } catch (InterruptedException e) {
      connecting.cancel(false);
      thread.interrupt();
      Thread.currentThread().interrupt();
      throw new ClosedByInterruptException();
    } catch (ExecutionException e) {
      throw told(e.getCause());
    }
  }

  private void connectFor(CompletableFuture<Session> connecting) {
    try {
      Session session = open();
      if (!connecting.complete(session)) {
        // Nobody waits any more.
        session.close();
      }
    } catch (SQLException | IOException | RuntimeException | LinkageError e) {
      connecting.completeExceptionally(e);
    }
  }

  private IOException told(@Nullable Throwable failure) {
    return switch (failure) {
      case SQLException e -> problem(e);
      case IOException e -> e;
      // Drivers throw them of wrong parameters, or where a native library is missing.
      case null, default ->
          problem("the driver failed: " + (failure == null ? "it does not say why" : failure));
    };
  }

  /// Something that a driver does.
  interface DriverCall<T> {
    T run() throws SQLException, IOException;
  }

  /// Lets the driver do something.
  ///
  /// @throws DatabaseException if it cannot, in whatever way it says so
  <T> T call(DriverCall<T> call) throws IOException {
    try {
      return call.run();
    } catch (SQLException | RuntimeException | LinkageError e) {
      throw told(e);
    }
  }

  @SuppressWarnings("resource") // the session closes it
  private Session open() throws SQLException, IOException {
    var properties = new Properties();
    options.user().ifPresent(user -> properties.setProperty("user", user));
    options.password().ifPresent(password -> properties.setProperty("password", password.value()));
    product.addTo(properties);
    Connection connection = driver.connect(url.text(), properties);
    if (connection == null) {
      throw problem("the driver " + driver.getClass().getName() + " does not take this URL");
    }
    var session = new Session(connection);
    try {
      protect(connection);
      return session;
    } catch (SQLException | IOException | RuntimeException e) {
      session.closeAfter(e);
      throw e;
    }
  }

  /// Sees to it that nothing is changed for good.
  private void protect(Connection connection) throws SQLException, IOException {
    boolean readOnly = setsReadOnly(connection);
    if (!readOnly && product == Product.SQLITE) {
      throw problem("is open for writing; leave open_mode out of the URL");
    }
    if (!setsTransaction(connection) && !readOnly) {
      throw problem(
          "the driver can neither promise to change nothing nor take it back; another one must be used");
    }
    for (String sql : product.firstStatements()) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(sql);
      }
    }
  }

  private static boolean setsReadOnly(Connection connection) {
    try {
      connection.setReadOnly(true);
      return connection.isReadOnly();
    } catch (SQLException e) {
      return false;
    }
  }

  private static boolean setsTransaction(Connection connection) {
    try {
      connection.setAutoCommit(false);
      return !connection.getAutoCommit();
    } catch (SQLException e) {
      return false;
    }
  }

  /// What a driver says, without the password.
  DatabaseException problem(SQLException e) {
    String message = e.getMessage();
    return problem(message == null || message.isBlank() ? e.getClass().getSimpleName() : message);
  }

  /// What is wrong, without the password.
  DatabaseException problem(String problem) {
    return new DatabaseException(hide(url.shown()), hide(problem));
  }

  /// A text without the password.
  String hide(String text) {
    return options.password().map(password -> password.hideIn(text)).orElse(text);
  }
}
