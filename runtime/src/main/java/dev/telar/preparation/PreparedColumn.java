package dev.telar.preparation;

import java.util.List;

/// A column of a table, and what becomes of it before a network sees it. Immutable.
///
/// A cell is a double: of a number its value, of a date the microseconds since
/// 1970-01-01T00:00:00Z, of a category or a boolean the place of its level, from 0. NaN is a
/// missing cell.
public sealed interface PreparedColumn
    permits NumberColumn, CategoryColumn, DateColumn, UnusedColumn {
  /// The column's name in the table.
  String name();

  /// What it is.
  ColumnKind kind();

  /// How many inputs it has, which are values of a row; 0 if the network does not see it.
  int width();

  /// What each of its inputs is called, such as `age`, `age missing` or `city=Bern`.
  List<String> inputs();

  /// Writes the inputs of a cell to `out[at … at + width − 1]`.
  ///
  /// @param cell see above
  /// @param out modified
  void encode(double cell, float[] out, int at);

  /// The cell whose inputs are nearest to some outputs of a network: of a number and a date the
  /// value, of a category the level with the greatest output.
  ///
  /// @param values outputs of a network, or inputs
  /// @param at where the column's begin
  double decode(float[] values, int at);

  /// What a person reads for a cell, in the table's own units.
  String text(double cell);

  /// Whether a missing cell is one that can be learned, and so counts in losses and errors.
  default boolean learnsMissing() {
    return false;
  }

  /// Whether a missing cell has an input of its own, as it has where training rows had any.
  default boolean knowsMissing() {
    return learnsMissing();
  }

  /// What each input counts for within the column's error, which is the sum of their squared errors
  /// times this; an indicator of missing cells is no target, and counts 0.
  ///
  /// @param out modified
  void shares(float[] out, int at);
}
