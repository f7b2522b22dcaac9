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
import java.util.Arrays;
import java.util.List;

/// The table that a database's query gives, by JDBC.
///
/// Numbers of all types are numbers, BOOLEAN and one BIT truth values, dates and timestamps times,
/// in UTC where they have no zone; CHAR, VARCHAR, TEXT, UUID and ENUM are texts; NULL is a cell
/// without a value. In SQLite each cell has the type that it is stored with. A PostgreSQL array of
/// n numbers is a vector, which becomes n columns, `name[0]` … `name[n - 1]`: n is the length of
/// the first array that is there, and all others must have it. Every other type is refused.
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

  private static final String NO_ROWS = "the query gives no rows";

  /// So many rows are fetched at a time to find how long arrays are.
  private static final int FETCHED_ARRAYS = 100;

  private final Database database;
  private final Query query;
  private final List<String> names;
  private final List<Integer> widths;
  private final List<String> columns;

  private JdbcSource(
      Database database,
      Query query,
      List<String> names,
      List<Integer> widths,
      List<String> columns) {
    this.database = database;
    this.query = query;
    this.names = names;
    this.widths = widths;
    this.columns = columns;
  }

  /// Connects, and finds the columns of a query; does not run it, unless the driver cannot tell
  /// them without, and then for one row, or there are arrays, and then up to their first ones.
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
      QueryColumns found = database.call(() -> columns(database, statement));
      List<Integer> widths = database.call(() -> widths(database, statement, found));
      List<String> columns = found.tableNames(widths, database);
      return new JdbcSource(database, checked, found.names(), widths, columns);
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

  /// How many columns of the table each one of the query is.
  private static List<Integer> widths(
      Database database, PreparedStatement statement, QueryColumns found)
      throws SQLException, IOException {
    int[] widths = new int[found.names().size()];
    for (int column = 0; column < widths.length; column++) {
      widths[column] = found.isVector(column) ? 0 : 1;
    }
    if (hasUnknown(widths)) {
      statement.setMaxRows(0);
      statement.setFetchSize(FETCHED_ARRAYS);
      try (ResultSet rows = statement.executeQuery()) {
        findLengths(database, rows, found, widths);
      }
    }
    return Arrays.stream(widths).boxed().toList();
  }

  private static boolean hasUnknown(int[] widths) {
    return Arrays.stream(widths).anyMatch(width -> width == 0);
  }

  private static void findLengths(
      Database database, ResultSet rows, QueryColumns found, int[] widths)
      throws SQLException, IOException {
    long row = 0;
    while (hasUnknown(widths) && rows.next()) {
      row++;
      for (int column = 0; column < widths.length; column++) {
        if (widths[column] == 0) {
          try {
            widths[column] = ArrayReader.length(rows, column + 1);
          } catch (IllegalArgumentException e) {
            throw refused(database, row, found.names().get(column), e);
          }
        }
      }
      checkInterrupted();
    }
    if (row == 0) {
      throw database.problem(NO_ROWS);
    }
    for (int column = 0; column < widths.length; column++) {
      if (widths[column] == 0) {
        String name = found.names().get(column);
        throw database.problem(
            "column %s has no array with a number in it, so that its width is not known; leave it out by --ignore %s"
                .formatted(name, name));
      }
    }
  }

  private static void checkInterrupted() throws ClosedByInterruptException {
    if (Thread.currentThread().isInterrupted()) {
      throw new ClosedByInterruptException();
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
      if (!found.names().equals(names) || !found.tableNames(widths, database).equals(columns)) {
        throw database.problem("the query gives other columns than when it was opened");
      }
      return List.of(read(rows, found.withWidths(widths).readers(), sinks));
    } catch (SQLException e) {
      throw database.problem(e);
    }
  }

  private FileIdentity read(
      ResultSet rows, List<CellReader> readers, List<? extends ColumnSink> sinks)
      throws SQLException, IOException {
    var cells = new HashedCells(sinks);
    columns.forEach(cells::name);
    cells.endRow();
    long count = 0;
    while (database.call(rows::next)) {
      count++;
      for (int column = 0; column < readers.size(); column++) {
        try {
          readers.get(column).read(rows, column + 1, cells);
        } catch (IllegalArgumentException e) {
          throw refused(database, count, names.get(column), e);
        }
      }
      cells.endRow();
      checkInterrupted();
    }
    if (count == 0) {
      throw database.problem(NO_ROWS);
    }
    return cells.identity(database.hide(query.name()));
  }

  private static DatabaseException refused(
      Database database, long row, String column, IllegalArgumentException problem) {
    return database.problem("row %d, column %s: %s".formatted(row, column, problem.getMessage()));
  }
}
