package dev.telar.tables.csv;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Takes the columns' names out of the first record, and wants nothing more. A column without a
/// name is called by its number, such as `column3`.
final class NameHandler extends RecordHandler {
  private final List<String> names = new ArrayList<>();
  private final boolean header;

  NameHandler(boolean header) {
    this.header = header;
  }

  /// The names; empty if there is no record.
  List<String> names() {
    return List.copyOf(names);
  }

  @Override
  void cell(int column, char[] chars, int start, int length, boolean quoted) {
    String name = header ? new String(chars, start, length).strip() : "";
    names.add(name.isEmpty() ? "column" + (column + 1) : name);
  }

  @Override
  boolean endRecord(int count) {
    Map<String, Integer> columns = new HashMap<>();
    for (int column = 0; column < count; column++) {
      Integer other = columns.putIfAbsent(names.get(column), column);
      if (other != null) {
        throw RefusedException.record(
            "the columns %d and %d have the same name %s; names must differ"
                .formatted(other + 1, column + 1, names.get(column)));
      }
    }
    return true;
  }
}
