package dev.telar.tables.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/// A connection whose transaction is rolled back, whatever happens. For one thread at a time.
record Session(Connection connection) implements AutoCloseable {
  /// A statement that reads forwards.
  PreparedStatement prepare(Query query, int fetchSize) throws SQLException {
    PreparedStatement statement =
        connection.prepareStatement(
            query.sql(), ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
    try {
      statement.setFetchSize(fetchSize);
      return statement;
    } catch (SQLException | RuntimeException e) {
      statement.close();
      throw e;
    }
  }

  /// Rolls back and closes; what goes wrong there is told with what went wrong before.
  void closeAfter(Exception failure) {
    try {
      close();
    } catch (SQLException | RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  @Override
  public void close() throws SQLException {
    try (connection) {
      if (!connection.getAutoCommit()) {
        connection.rollback();
      }
    }
  }
}
