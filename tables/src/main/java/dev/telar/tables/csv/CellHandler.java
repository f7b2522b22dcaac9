package dev.telar.tables.csv;

import dev.telar.table.ColumnSink;
import dev.telar.table.TableSource;
import java.util.List;

/// Gives a file's cells to the columns' sinks. An empty line is a cell without a value where there
/// is one column, unless only empty lines follow; where there are more it is nothing.
final class CellHandler extends RecordHandler {
  private final ColumnSink[] sinks;
  private final MissingTexts missing;
  private final char delimiter;
  private boolean inHeader;
  private long rows;
  private long blankLines;
  private final TableSource.Rows told;

  CellHandler(
      List<? extends ColumnSink> sinks,
      MissingTexts missing,
      Dialect dialect,
      TableSource.Rows told) {
    this.told = told;
    this.sinks = sinks.toArray(ColumnSink[]::new);
    this.missing = missing;
    this.delimiter = dialect.delimiter();
    this.inHeader = dialect.header();
  }

  /// The number of rows so far.
  long rows() {
    return rows;
  }

  @Override
  void cell(int column, char[] chars, int start, int length, boolean quoted) {
    if (inHeader || column >= sinks.length) {
      return;
    }
    if (blankLines > 0) {
      takeBlankLines();
    }
    try {
      if (!quoted && missing.contains(chars, start, length)) {
        sinks[column].missing();
      } else {
        sinks[column].text(chars, start, length);
      }
    } catch (IllegalArgumentException e) {
      throw RefusedException.cell(column, String.valueOf(e.getMessage()));
    }
  }

  @Override
  boolean endRecord(int count) {
    if (inHeader) {
      inHeader = false;
      return false;
    }
    if (count != sinks.length) {
      String problem =
          "has %d cell%s, must have %d (with a %s between cells)"
              .formatted(count, count == 1 ? "" : "s", sinks.length, Dialect.name(delimiter));
      if (told.refused(line(), problem)) {
        return false;
      }
      throw RefusedException.record(problem);
    }
    rows++;
    told.ended(line());
    return false;
  }

  @Override
  void blankLine() {
    if (!inHeader && sinks.length == 1) {
      blankLines++;
    }
  }

  private void takeBlankLines() {
    try {
      for (; blankLines > 0; blankLines--) {
        sinks[0].missing();
        rows++;
        told.ended(line() - blankLines);
      }
    } catch (IllegalArgumentException e) {
      throw RefusedException.cell(0, "an empty line before it " + e.getMessage());
    }
  }
}
