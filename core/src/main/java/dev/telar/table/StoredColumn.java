package dev.telar.table;

import dev.telar.preparation.CellText;
import java.util.List;

/// A column whose cells are stored.
///
/// @param dates whether its numbers are dates
/// @param texts by their places
record StoredColumn(String name, ColumnSurvey survey, boolean dates, List<String> texts) {
  /// The text of a cell that has a value. Numbers that are equal have one text, however they are
  /// written.
  String text(long cell) {
    if (!Cell.isText(cell)) {
      double value = Double.longBitsToDouble(cell);
      return dates ? CellText.date(value) : CellText.number(value);
    }
    int place = Cell.place(cell);
    return place < texts.size()
        ? texts.get(place)
        : "(one of more than %,d texts)".formatted(texts.size());
  }

  /// What a file keeps of it.
  CellsTrailer.Column kept() {
    return new CellsTrailer.Column(name, dates, texts);
  }

  /// Whether it has more texts than are known.
  boolean isOverfull() {
    return texts.size() == CellColumn.MOST_TEXTS;
  }
}
