package dev.telar.table;

/// Takes the cells of one column, from the first row to the last. A source of text calls [#missing]
/// and [#text] alone; one whose columns have types calls what fits the type.
///
/// Every method may throw an [IllegalArgumentException] whose message says in one phrase what is
/// wrong with the cell, such as `is not a number: abc`; the source says where. For one thread at a
/// time.
public interface ColumnSink {
  /// Takes a cell that has no value.
  void missing();

  /// Takes text.
  ///
  /// @param chars holds it; to be left unchanged, and not to be kept, because its content changes
  ///   after the call
  /// @param start where the text begins
  /// @param length its number of characters, 0 if it is empty
  void text(char[] chars, int start, int length);

  /// Takes a number, which may be one that is not finite.
  void number(double value);

  /// Takes a truth value.
  void truth(boolean value);

  /// Takes a time, in microseconds since 1970-01-01T00:00:00Z.
  void time(long epochMicros);
}
