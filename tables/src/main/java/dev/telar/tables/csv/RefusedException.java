package dev.telar.tables.csv;

import java.util.OptionalInt;

/// What is wrong with a record or with a cell of it, on its way through FastCSV.
final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// Which cell it is, from 0; -1 for all of the record.
  private final int column;

  private final String problem;

  private RefusedException(int column, String problem) {
    super(problem);
    this.column = column;
    this.problem = problem;
  }

  static RefusedException record(String problem) {
    return new RefusedException(-1, problem);
  }

  static RefusedException cell(int column, String problem) {
    return new RefusedException(column, problem);
  }

  OptionalInt column() {
    return column < 0 ? OptionalInt.empty() : OptionalInt.of(column);
  }

  String problem() {
    return problem;
  }
}
