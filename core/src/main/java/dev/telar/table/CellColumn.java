package dev.telar.table;

import dev.telar.preparation.CellText;

/// Stores the cells of one column. A column whose first cell with a value is a date keeps dates as
/// numbers, their microseconds since 1970, and everything else as texts; any other column keeps
/// numbers as such, and dates as texts.
final class CellColumn implements CellSink {
  /// So many different texts are known.
  static final int MOST_TEXTS = 100_000;

  private final CellStore.Writer store;
  private final int column;
  private final Texts texts = new Texts(MOST_TEXTS);
  private boolean begun;
  private boolean dates;

  CellColumn(CellStore.Writer store, int column) {
    this.store = store;
    this.column = column;
  }

  @Override
  public void missing() {
    store.put(column, Cell.MISSING);
  }

  @Override
  public void number(double value) {
    begun = true;
    if (dates) {
      text(CellText.number(value));
    } else {
      store.put(column, Cell.number(value));
    }
  }

  @Override
  public void time(long epochMicros) {
    if (!begun) {
      begun = true;
      dates = true;
    }
    if (dates) {
      store.put(column, Cell.number((double) epochMicros));
    } else {
      text(CellText.date((double) epochMicros));
    }
  }

  private void text(String text) {
    text(text.toCharArray(), 0, text.length());
  }

  @Override
  public void text(char[] chars, int start, int length) {
    begun = true;
    store.put(column, Cell.text(texts.add(chars, start, length)));
  }

  /// What is to be known of the column once all cells are stored.
  StoredColumn stored(String name, ColumnSurvey survey) {
    return new StoredColumn(name, survey, dates, texts.all());
  }
}
