package dev.telar.tables.jdbc;

import java.util.List;
import java.util.Locale;
import java.util.Properties;

/// The databases that need to be told in a way of their own that nothing is to be changed, and that
/// rows are to come bit by bit.
enum Product {
  SQLITE,
  POSTGRESQL,
  MYSQL,
  OTHER;

  /// SQLITE_OPEN_READONLY.
  private static final String OPEN_READ_ONLY = "1";

  static Product of(JdbcUrl url) {
    return switch (url.prefix().toLowerCase(Locale.ROOT)) {
      case "jdbc:sqlite:" -> SQLITE;
      case "jdbc:postgresql:" -> POSTGRESQL;
      case "jdbc:mysql:" -> MYSQL;
      default -> OTHER;
    };
  }

  /// Adds what the driver is told when it connects.
  void addTo(Properties properties) {
    switch (this) {
      case SQLITE -> properties.setProperty("open_mode", OPEN_READ_ONLY);
      case POSTGRESQL -> {
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("ApplicationName", "telar");
      }
      case MYSQL -> properties.setProperty("useCursorFetch", "true");
      case OTHER -> {}
    }
  }

  /// What is executed first in the transaction.
  List<String> firstStatements() {
    // What the URL says of reading only is not believed. In UTC, so that a query that makes a day
    // of a moment makes the same everywhere.
    return this == POSTGRESQL
        ? List.of("SET TRANSACTION READ ONLY", "SET TIME ZONE 'UTC'")
        : List.of();
  }

  /// Whether each cell has a type of its own.
  boolean hasTypedCells() {
    return this == SQLITE;
  }
}
