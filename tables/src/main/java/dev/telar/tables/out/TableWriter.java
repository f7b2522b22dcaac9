package dev.telar.tables.out;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;

/// Writes a table, cell after cell and row after row. A file appears whole when it is committed;
/// closed before that it leaves nothing. Of the rows a bounded number is in memory.
///
/// | format | numbers | missing cells |
/// |---|---|---|
/// | CSV, TSV | the shortest text that reads back the same; `NaN`, `Infinity` | empty |
/// | JSON lines | likewise; NaN and infinity are `null` | `null` |
/// | Parquet | of their column's type | null |
/// | NumPy array | float32 if all columns are [Type#FLOAT], else float64 | NaN |
///
/// Texts are UTF-8, quoted where needed. An array has no texts; a truth value in it is 0 or 1.
///
/// For one thread at a time.
public interface TableWriter extends Closeable {
  /// What the cells of a column are.
  enum Type {
    /// A double.
    NUMBER,
    /// A float.
    FLOAT,
    /// A long.
    WHOLE,
    /// True or false.
    TRUTH,
    /// Text.
    TEXT
  }

  /// A column.
  ///
  /// @param name no other column's
  record Column(String name, Type type) {}

  /// Begins a file, in the format that its name ends in: `.csv` and `.tsv`, also with `.gz` behind,
  /// `.parquet`, `.npy`, `.jsonl` and `.ndjson`.
  ///
  /// @throws IOException if it cannot be written
  /// @throws IllegalArgumentException if the name ends in none of these, there is no column, or two
  ///   have one name, or an array's column is of text
  static TableWriter create(Path file, List<Column> columns) throws IOException {
    return CheckedWriter.create(file, columns);
  }

  /// Writes CSV to a stream, which is flushed by [#commit] and never closed.
  ///
  /// @throws IllegalArgumentException if there is no column, or two have one name
  static TableWriter csv(OutputStream out, List<Column> columns) throws IOException {
    return CheckedWriter.csv(out, columns);
  }

  /// Whether [#create] knows a format for the name of a file.
  static boolean isKnown(Path file) {
    return TableFormat.find(file).isPresent();
  }

  /// Checks the name of a file before there are rows for it.
  ///
  /// @throws IllegalArgumentException if [#create] knows no format for it
  static void check(Path file) {
    var _ = TableFormat.of(file);
  }

  /// Writes the next cell of a row.
  ///
  /// @param value is rounded to float32 in a column of [Type#FLOAT]
  /// @throws IllegalStateException if the next column is not of numbers, or there is none
  void number(double value) throws IOException;

  /// Writes the next cell of a row.
  ///
  /// @throws IllegalStateException if the next column is not [Type#WHOLE], or there is none
  void whole(long value) throws IOException;

  /// Writes the next cell of a row.
  ///
  /// @throws IllegalStateException if the next column is not [Type#TRUTH], or there is none
  void truth(boolean value) throws IOException;

  /// Writes the next cell of a row.
  ///
  /// @throws IllegalStateException if the next column is not [Type#TEXT], or there is none
  void text(String value) throws IOException;

  /// Writes the next cell of a row, which has no value.
  ///
  /// @throws IllegalStateException if there is no next column
  void missing() throws IOException;

  /// Ends a row.
  ///
  /// @throws IllegalStateException if cells of it are still to come
  void endRow() throws IOException;

  /// Has the file appear.
  ///
  /// @throws IllegalStateException within a row
  void commit() throws IOException;
}
