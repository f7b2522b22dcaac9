package dev.telar.scoring;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What is to be known of rows that were scored: cells of which the model has seen none like them.
/// Not safe for use by many threads.
public final class Remarks {
  private static final int MOST_LEVELS = 1000;

  private final List<String> missingColumns = new ArrayList<>();
  private final List<String> extraColumns = new ArrayList<>();
  private final Map<String, Long> missing = new LinkedHashMap<>();
  private final Map<String, Map<String, Long>> unseen = new LinkedHashMap<>();
  private final Map<String, Long> moved = new LinkedHashMap<>();

  void missingColumn(String column) {
    missingColumns.add(column);
  }

  void extraColumn(String column) {
    extraColumns.add(column);
  }

  void missing(String column) {
    missing.merge(column, 1L, Long::sum);
  }

  void unseen(String column, String level) {
    Map<String, Long> levels = unseen.computeIfAbsent(column, _ -> new TreeMap<>());
    if (levels.size() < MOST_LEVELS || levels.containsKey(level)) {
      levels.merge(level, 1L, Long::sum);
    }
  }

  void moved(String column) {
    moved.merge(column, 1L, Long::sum);
  }

  /// Columns that the model needs and the table has not: their cells count as missing.
  public List<String> missingColumns() {
    return List.copyOf(missingColumns);
  }

  /// Columns that the table has and the model does not know.
  public List<String> extraColumns() {
    return List.copyOf(extraColumns);
  }

  /// How many cells are missing, by column, where no training row had a missing one.
  public Map<String, Long> missing() {
    return Map.copyOf(missing);
  }

  /// How many rows have a level that the model does not know, by column and level.
  public Map<String, Map<String, Long>> unseen() {
    return Map.copyOf(unseen);
  }

  /// How many rows have another value than the only one of the training rows, by column.
  public Map<String, Long> moved() {
    return Map.copyOf(moved);
  }

  /// What a person reads, a line each.
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    if (!missingColumns.isEmpty()) {
      lines.add(
          "there is no column %s; its cells count as missing"
              .formatted(String.join(", ", missingColumns)));
    }
    if (!extraColumns.isEmpty()) {
      lines.add("the model does not know the column " + String.join(", ", extraColumns));
    }
    missing.forEach((column, rows) ->
        lines.add("%s is missing in %,d rows, and was in no training row".formatted(column, rows)));
    unseen.forEach((column, levels) ->
        lines.add(
            "%s has in %,d rows a level that no training row had: %s"
                .formatted(
                    column,
                    levels.values().stream().mapToLong(Long::longValue).sum(),
                    some(levels))));
    moved.forEach((column, rows) ->
        lines.add(
            "%s was always the same in training, and is another in %,d rows"
                .formatted(column, rows)));
    return lines;
  }

  private static String some(Map<String, Long> levels) {
    List<String> names = levels.keySet().stream().limit(3).toList();
    return String.join(", ", names) + (levels.size() > names.size() ? " …" : "");
  }
}
