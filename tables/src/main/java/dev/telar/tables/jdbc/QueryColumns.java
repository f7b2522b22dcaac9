package dev.telar.tables.jdbc;

import java.io.IOException;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The columns that a query gives.
///
/// @param names distinct
/// @param readers of their cells, to be used by one thread
record QueryColumns(List<String> names, List<CellReader> readers) {
  private static final CellReader ALWAYS_MISSING = (_, _, sink) -> sink.missing();

  /// @throws DatabaseException if two have the same name, one has none, or one's type cannot be
  ///   read and it is not ignored
  static QueryColumns of(ResultSetMetaData found, Database database)
      throws SQLException, IOException {
    Map<String, Integer> names = new LinkedHashMap<>();
    List<CellReader> readers = new ArrayList<>();
    for (int column = 1; column <= found.getColumnCount(); column++) {
      String name = found.getColumnLabel(column);
      if (name == null || name.isBlank()) {
        throw database.problem(
            "column %d of the query has no name; give it one by AS".formatted(column));
      }
      Integer other = names.putIfAbsent(name, column);
      if (other != null) {
        throw database.problem(
            "the columns %d and %d of the query have the same name %s; give one another name by AS"
                .formatted(other, column, name));
      }
      readers.add(reader(found, column, name, database));
    }
    return new QueryColumns(List.copyOf(names.keySet()), List.copyOf(readers));
  }

  private static CellReader reader(
      ResultSetMetaData found, int column, String name, Database database)
      throws SQLException, IOException {
    Optional<CellReader> reader = CellReaders.of(found, column, database.product());
    boolean ignored = database.options().ignored().contains(name);
    if (reader.isEmpty() && !ignored) {
      throw database.problem(
          "column %s has the type %s, which is no number, truth value, time or text; %s"
              .formatted(name, found.getColumnTypeName(column), advice(name)));
    }
    return ignored ? ignoring(reader.orElse(ALWAYS_MISSING)) : reader.get();
  }

  /// Reads a column that nobody looks at: what cannot be read is missing.
  private static CellReader ignoring(CellReader reader) {
    return (row, column, sink) -> {
      try {
        reader.read(row, column, sink);
      } catch (IllegalArgumentException e) {
        sink.missing();
      }
    };
  }

  /// What to do about a column that cannot be read.
  static String advice(String name) {
    return "cast it in the query, or leave it out by --ignore " + name;
  }
}
