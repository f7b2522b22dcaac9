package dev.telar.tables.csv;

import de.siegmar.fastcsv.reader.CsvCallbackHandler;
import de.siegmar.fastcsv.reader.RecordType;
import org.jspecify.annotations.Nullable;

/// Takes a file's records cell by cell, within bounds. Spaces and tabs around a cell without quotes
/// are no part of it.
abstract class RecordHandler extends CsvCallbackHandler<Boolean> {
  /// The most cells of a record.
  static final int MOST_COLUMNS = 100_000;

  /// The most characters of a cell, which FastCSV keeps as a whole.
  static final int LONGEST_CELL = 16 << 20;

  private static final int LONGEST_RECORD = 64 << 20;

  private long line;
  private int cells;
  private long length;
  private boolean blank;

  /// Takes a cell.
  ///
  /// @param chars holds it; its content changes after the call
  abstract void cell(int column, char[] chars, int start, int length, boolean quoted);

  /// Takes the end of a record.
  ///
  /// @param count its number of cells
  /// @return whether nothing more is wanted
  abstract boolean endRecord(int count);

  /// Takes a line with nothing in it.
  void blankLine() {}

  /// The line in which the record begins, from 1.
  final long line() {
    return line;
  }

  /// The number of the record's cells so far.
  final int cells() {
    return cells;
  }

  @Override
  protected final void beginRecord(long startingLineNumber) {
    line = startingLineNumber;
    cells = 0;
    length = 0;
    blank = false;
  }

  @Override
  protected final void addField(char[] chars, int offset, int count, boolean quoted) {
    length += count;
    if (cells == MOST_COLUMNS) {
      throw RefusedException.record("has more than " + MOST_COLUMNS + " cells");
    }
    if (length > LONGEST_RECORD) {
      throw RefusedException.record("has more than " + LONGEST_RECORD + " characters");
    }
    int start = offset;
    int end = offset + count;
    if (!quoted) {
      while (start < end && isSpace(chars[start])) {
        start++;
      }
      while (start < end && isSpace(chars[end - 1])) {
        end--;
      }
    }
    cell(cells, chars, start, end - start, quoted);
    cells++;
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t';
  }

  @Override
  protected final void setEmpty() {
    blank = true;
  }

  @Override
  protected final @Nullable Boolean buildRecord() {
    if (blank) {
      blankLine();
      return null;
    }
    return endRecord(cells) ? true : null;
  }

  @Override
  protected final void setComment(char[] chars, int offset, int count) {
    throw new AssertionError("no comments are looked for");
  }

  @Override
  protected final RecordType getRecordType() {
    return RecordType.DATA;
  }

  @Override
  protected final int getFieldCount() {
    return cells;
  }
}
