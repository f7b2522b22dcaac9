package dev.telar.tables.parquet;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// Another implementation of Parquet: writes files, and says what is in them.
public final class DuckDb implements AutoCloseable {
  private final Connection connection;

  public DuckDb() throws SQLException {
    var settings = new Properties();
    settings.setProperty("threads", "1");
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("autoload_known_extensions", "false");
    connection = DriverManager.getConnection("jdbc:duckdb:", settings);
  }

  /// Writes what a query selects.
  ///
  /// @param options how, such as `CODEC 'zstd'`
  public Path write(Path file, String query, String options) throws SQLException {
    String more = options.isEmpty() ? "" : ", " + options;
    execute("COPY (%s) TO '%s' (FORMAT parquet%s)".formatted(query, file, more));
    return file;
  }

  public void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /// What a query selects, one list a column.
  public List<List<@Nullable Object>> columns(String query) throws SQLException {
    List<List<@Nullable Object>> columns = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      int count = rows.getMetaData().getColumnCount();
      for (int i = 0; i < count; i++) {
        columns.add(new ArrayList<>());
      }
      while (rows.next()) {
        for (int i = 0; i < count; i++) {
          columns.get(i).add(rows.getObject(i + 1));
        }
      }
    }
    return columns;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
