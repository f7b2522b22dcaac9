package dev.telar.tables.jdbc;

import dev.telar.data.FileIdentity;
import dev.telar.table.ColumnSink;
import dev.telar.table.TableSource;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.List;

/// The table that a database's query gives, by JDBC.
///
/// Numbers of all types are numbers, BOOLEAN and one BIT truth values, dates and timestamps times,
/// in UTC where they have no zone; CHAR, VARCHAR, TEXT, UUID and ENUM are texts; NULL is a cell
/// without a value. In SQLite each cell has the type that it is stored with. Every other type is
/// refused.
///
/// Each reading runs the query once, on a connection of its own that only reads, and whose
/// transaction is rolled back. Rows are not kept: memory does not grow with them. In what order
/// they come is the query's business: without ORDER BY it may be another one each time, and then
/// the identity is another one, too.
///
/// Immutable; several threads may read at the same time, as far as the driver allows.
public final class JdbcSource implements TableSource {
  /// So many cells are fetched at a time at most, because drivers keep them all.
  private static final int FETCHED_CELLS = 200_000;

  private final Database database;
  private final Query query;
  private final List<String> columns;

  private JdbcSource(Database database, Query query, List<String> columns) {
    this.database = database;
    this.query = query;
    this.columns = columns;
  }

  /// Connects, and finds the columns of a query; does not run it, unless the driver cannot tell
  /// them without, and then for one row.
  ///
  /// @param url as the driver wants it, without a password
  /// @param query one SELECT, or what else begins with WITH, VALUES, TABLE or FROM
  /// @throws DatabaseException if there is no driver or no connection, the database refuses the
  ///   query, or its columns cannot be used
  /// @throws IllegalArgumentException if the URL has a password in it, or the query is none
  public static JdbcSource open(String url, String query, JdbcOptions options) throws IOException {
    Query checked = Query.of(query);
    Database database = Database.of(JdbcUrl.of(url), options);
    try (Session session = database.connect();
        PreparedStatement statement = database.call(() -> session.prepare(checked, 1))) {
      List<String> columns = database.call(() -> columns(database, statement)).names();
      return new JdbcSource(database, checked, columns);
    } catch (SQLException e) {
      throw database.problem(e);
    }
  }

  private static QueryColumns columns(Database database, PreparedStatement statement)
      throws SQLException, IOException {
    ResultSetMetaData prepared = statement.getMetaData();
    int parameters = parameters(statement);
    if (parameters > 0) {
      throw database.problem(
          "the query has %d parameter%s, as the driver reads a ?; write the value"
              .formatted(parameters, parameters == 1 ? "" : "s"));
    }
    if (prepared != null && prepared.getColumnCount() > 0) {
      return QueryColumns.of(prepared, database);
    }
    statement.setMaxRows(1);
    try (ResultSet row = statement.executeQuery()) {
      return QueryColumns.of(row.getMetaData(), database);
    }
  }

  private static int parameters(PreparedStatement statement) {
    try {
      return statement.getParameterMetaData().getParameterCount();
    } catch (SQLException | RuntimeException e) {
      // Not every driver tells; a missing value is then told where the query is run.
      return 0;
    }
  }

  @Override
  public List<String> columns() {
    return columns;
  }

  /// What is read, in one line, such as `jdbc:sqlite:/data/flowers.db, 5 columns`.
  public String description() {
    return "%s, %d column%s"
        .formatted(
            database.hide(database.url().shown()), columns.size(), columns.size() == 1 ? "" : "s");
  }

  /// @return one identity: a name made of the query, and size and SHA-256 of all cells in a form
  ///   that docs/files.md describes
  /// @throws DatabaseException if there are no rows, the database goes away, the columns have
  ///   changed, or a cell is refused by its type or by a sink
  @Override
  public List<FileIdentity> read(List<? extends ColumnSink> sinks) throws IOException {
    if (sinks.size() != columns.size()) {
      throw new IllegalArgumentException(
          "%d columns need as many sinks, got %d".formatted(columns.size(), sinks.size()));
    }
    int fetchSize = Math.clamp(FETCHED_CELLS / columns.size(), 1, database.options().fetchSize());
    try (Session session = database.connect();
        PreparedStatement statement = database.call(() -> session.prepare(query, fetchSize));
        ResultSet rows = database.call(statement::executeQuery)) {
      QueryColumns found = database.call(() -> QueryColumns.of(rows.getMetaData(), database));
      if (!found.names().equals(columns)) {
        throw database.problem("the query gives other columns than when it was opened");
      }
      return List.of(read(rows, found.readers(), sinks));
    } catch (SQLException e) {
      throw database.problem(e);
    }
  }

  private FileIdentity read(
      ResultSet rows, List<CellReader> readers, List<? extends ColumnSink> sinks)
      throws SQLException, IOException {
    var cells = new HashedCells(sinks.getFirst());
    columns.forEach(cells::name);
    cells.endRow();
    long count = 0;
    while (database.call(rows::next)) {
      count++;
      for (int column = 0; column < readers.size(); column++) {
        try {
          readers.get(column).read(rows, column + 1, cells.to(sinks.get(column)));
        } catch (IllegalArgumentException e) {
          throw refused(count, column, String.valueOf(e.getMessage()));
        }
      }
      cells.endRow();
      if (Thread.currentThread().isInterrupted()) {
        throw new ClosedByInterruptException();
      }
    }
    if (count == 0) {
      throw database.problem("the query gives no rows");
    }
    return cells.identity(database.hide(query.name()));
  }

  private DatabaseException refused(long row, int column, String problem) {
    return database.problem("row %d, column %s: %s".formatted(row, columns.get(column), problem));
  }
}
