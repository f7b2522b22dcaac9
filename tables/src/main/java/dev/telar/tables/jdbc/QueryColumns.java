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
/// @param readers of their cells, to be used by one thread; those of vectors are an [ArrayReader]
record QueryColumns(List<String> names, List<CellReader> readers) {
  private static final int MOST_COLUMNS = 100_000;
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
    if (!ignored) {
      return reader.get();
    }
    // A vector that nobody looks at is one column.
    return ignoring(reader.filter(read -> !(read instanceof ArrayReader)).orElse(ALWAYS_MISSING));
  }

  /// Whether a column is one of vectors.
  ///
  /// @param column from 0
  boolean isVector(int column) {
    return readers.get(column) instanceof ArrayReader;
  }

  /// The same, with vectors of a length.
  ///
  /// @param widths how many columns of the table each one is
  QueryColumns withWidths(List<Integer> widths) {
    List<CellReader> sized = new ArrayList<>();
    for (int column = 0; column < readers.size(); column++) {
      sized.add(isVector(column) ? new ArrayReader(widths.get(column)) : readers.get(column));
    }
    return new QueryColumns(names, List.copyOf(sized));
  }

  /// The names of the table's columns: a vector `v` of three numbers is `v[0]`, `v[1]` and `v[2]`.
  ///
  /// @throws DatabaseException if there are too many, or two have the same name
  List<String> tableNames(List<Integer> widths, Database database) throws IOException {
    Map<String, String> owners = new LinkedHashMap<>();
    for (int column = 0; column < widths.size(); column++) {
      String owner = names.get(column);
      if (widths.get(column) > MOST_COLUMNS - owners.size()) {
        throw database.problem(
            "column %s is one too many: at most %d are read, and each number of an array is one"
                .formatted(owner, MOST_COLUMNS));
      }
      for (int i = 0; i < widths.get(column); i++) {
        String name = isVector(column) ? owner + "[" + i + "]" : owner;
        String other = owners.putIfAbsent(name, owner);
        if (other != null) {
          throw database.problem(
              "the columns %s and %s of the query both have the name %s; give one another name by AS"
                  .formatted(other, owner, name));
        }
      }
    }
    return List.copyOf(owners.keySet());
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
