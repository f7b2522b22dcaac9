package dev.telar.table;

import dev.telar.preparation.ColumnKind;
import dev.telar.preparation.DatePart;
import dev.telar.preparation.Scale;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/// What somebody wants of a [dev.telar.preparation.Preparation]. Immutable.
///
/// @param kinds of columns by their names, where they are not to be what was found
/// @param scale of numbers
/// @param dateParts what dates become beside the time as a number
/// @param minCount levels that fewer training rows have are one level together; without it a
///   thousandth of the training rows, and 2 at least
/// @param maxLevels a category with more levels is refused
public record PreparationSettings(
    Map<String, ColumnKind> kinds,
    Scale scale,
    List<DatePart> dateParts,
    OptionalInt minCount,
    int maxLevels) {
  /// The most levels of a category, where nothing else is said.
  public static final int MAX_LEVELS = 1000;

  private static final int MOST_NAMED = 12;

  /// @throws IllegalArgumentException if a number is below 1, or there are to be more levels than
  ///   can be told apart
  public PreparationSettings {
    kinds = Map.copyOf(new LinkedHashMap<>(kinds));
    dateParts = List.copyOf(dateParts);
    if (minCount.isPresent() && minCount.getAsInt() < 1) {
      throw new IllegalArgumentException(
          "min count must be at least 1, got " + minCount.getAsInt());
    }
    if (maxLevels < 1 || maxLevels >= CellColumn.MOST_TEXTS) {
      throw new IllegalArgumentException(
          "max levels must be at least 1 and below %,d, got %d"
              .formatted(CellColumn.MOST_TEXTS, maxLevels));
    }
  }

  /// Checks that something is said only of columns that there are, or that are left out anyway.
  ///
  /// @throws IllegalArgumentException naming one that is not there
  public void checkNames(Collection<String> columns) {
    Set<String> known = Set.copyOf(columns);
    kinds.forEach((name, kind) -> {
      // A source may leave out what is ignored.
      if (kind != ColumnKind.IGNORED && !known.contains(name)) {
        throw new IllegalArgumentException(
            "there is no column %s; there are %s".formatted(name, listed(columns)));
      }
    });
  }

  private static String listed(Collection<String> names) {
    return names.stream().limit(MOST_NAMED).collect(Collectors.joining(", "))
        + (names.size() > MOST_NAMED ? " and %,d more".formatted(names.size() - MOST_NAMED) : "");
  }

  /// As by default.
  public static PreparationSettings defaults() {
    return new PreparationSettings(
        Map.of(), Scale.STANDARD, List.of(), OptionalInt.empty(), MAX_LEVELS);
  }

  /// The same with other kinds of columns.
  public PreparationSettings withKinds(Map<String, ColumnKind> other) {
    return new PreparationSettings(other, scale, dateParts, minCount, maxLevels);
  }

  /// The same with another scale.
  public PreparationSettings withScale(Scale other) {
    return new PreparationSettings(kinds, other, dateParts, minCount, maxLevels);
  }

  /// The same with other parts of dates.
  public PreparationSettings withDateParts(List<DatePart> other) {
    return new PreparationSettings(kinds, scale, other, minCount, maxLevels);
  }

  /// The same with a level of its own for what so many rows have.
  public PreparationSettings withMinCount(int other) {
    return new PreparationSettings(kinds, scale, dateParts, OptionalInt.of(other), maxLevels);
  }

  /// The same with so many levels at most.
  public PreparationSettings withMaxLevels(int other) {
    return new PreparationSettings(kinds, scale, dateParts, minCount, other);
  }
}
