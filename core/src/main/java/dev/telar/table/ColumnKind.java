package dev.telar.table;

import java.util.Locale;

/// What the cells of a column are.
public enum ColumnKind {
  /// Numbers.
  NUMBER,
  /// Texts of which some occur again: levels.
  CATEGORY,
  /// Yes or no.
  BOOLEAN,
  /// Days, or moments of them.
  DATE,
  /// One value in all rows that have one, or none at all: nothing to learn.
  CONSTANT,
  /// Another value in each row, such as a number of the row: nothing to learn either.
  ID;

  /// The name in files and on the command line.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
