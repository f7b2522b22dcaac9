package dev.telar.source;

import dev.telar.preparation.ColumnKind;
import dev.telar.preparation.Preparation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The settings of a [DataSource] that name columns, with what these then are.
public final class ColumnSettings {
  /// By the settings' names.
  static final Map<String, ColumnKind> KINDS = kinds();

  /// Names columns that a file calls constants. These are found anyway, and only have to be there.
  static final String CONSTANT = "constant";

  private static final List<String> OF_TRAINING =
      List.of(
          Reading.SCALE,
          Reading.DATE_PARTS,
          Reading.MIN_COUNT,
          Reading.MAX_LEVELS,
          Reading.SPLIT,
          Reading.VALIDATION_ROWS,
          Reading.CALIBRATION_ROWS,
          Reading.TEST_ROWS);

  private static final List<String> PREPARED =
      List.of("categorical", "numeric", "boolean", "date", "weight");

  private ColumnSettings() {}

  private static Map<String, ColumnKind> kinds() {
    Map<String, ColumnKind> kinds = new LinkedHashMap<>();
    kinds.put("id", ColumnKind.ID);
    kinds.put("ignore", ColumnKind.IGNORED);
    kinds.put("label", ColumnKind.LABEL);
    kinds.put("weight", ColumnKind.WEIGHT);
    kinds.put("categorical", ColumnKind.CATEGORY);
    kinds.put("numeric", ColumnKind.NUMBER);
    kinds.put("boolean", ColumnKind.BOOLEAN);
    kinds.put("date", ColumnKind.DATE);
    return Collections.unmodifiableMap(kinds);
  }

  /// Checks settings of rows for a model of a table, whose preparation and division of rows are
  /// those of its training.
  ///
  /// @param given what was said of the rows
  /// @param training how those of the training were read
  /// @throws IllegalArgumentException if something was said that has no effect
  public static void checkTrained(
      Map<String, String> given, Map<String, String> training, Preparation preparation) {
    for (String name : OF_TRAINING) {
      String value = given.get(name);
      if (value != null && !value.equals(training.get(name))) {
        throw new IllegalArgumentException(
            "%s is settled by the training of the model; leave it away, got %s"
                .formatted(name.replace('_', ' '), value));
      }
    }
    for (String name : PREPARED) {
      ColumnKind kind = Objects.requireNonNull(KINDS.get(name));
      for (String column : NameList.split(given.getOrDefault(name, ""))) {
        OptionalInt place = preparation.find(column);
        if (place.isPresent() && preparation.columns().get(place.getAsInt()).kind() != kind) {
          throw new IllegalArgumentException(
              "the column %s is %s to the model, not %s; leave it away"
                  .formatted(column, preparation.columns().get(place.getAsInt()).kind(), kind));
        }
      }
    }
  }

  /// Adds what columns are, where the settings do not say it already.
  ///
  /// @param settings not modified
  /// @param kinds of columns by their names
  public static Map<String, String> with(
      Map<String, String> settings, Map<String, ColumnKind> kinds) {
    Set<String> named =
        KINDS.keySet().stream()
            .flatMap(setting -> Stream.ofNullable(settings.get(setting)))
            .flatMap(names -> NameList.split(names).stream())
            .collect(Collectors.toSet());
    Map<String, String> all = new LinkedHashMap<>(settings);
    Map<String, ColumnKind> unnamed = new LinkedHashMap<>(kinds);
    unnamed.keySet().removeAll(named);
    KINDS.forEach((setting, kind) -> add(setting, kind, unnamed, all));
    add(CONSTANT, ColumnKind.CONSTANT, unnamed, all);
    return all;
  }

  private static void add(
      String setting, ColumnKind kind, Map<String, ColumnKind> kinds, Map<String, String> all) {
    List<String> names =
        new ArrayList<>(
            Optional.ofNullable(all.get(setting)).map(NameList::split).orElse(List.of()));
    kinds.forEach((name, own) -> {
      if (own == kind) {
        names.add(name);
      }
    });
    if (!names.isEmpty()) {
      all.put(setting, NameList.join(names));
    }
  }
}
