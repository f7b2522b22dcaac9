package dev.telar.study;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.telar.data.Dataset;
import dev.telar.format.FormatException;
import dev.telar.internal.Sha256;
import dev.telar.run.Artifact;
import dev.telar.run.Json;
import dev.telar.run.Recipe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// A grid of studies: `sweep.json` in its folder. Every combination of values is a study of its
/// own.
///
/// @param format of the file
/// @param study what all have in common
/// @param grid the values of each setting that varies, by the settings' names in recipes
record SweepPlan(int format, StudyPlan study, Map<String, List<String>> grid) {
  static final int FORMAT = 3;

  private static final int SECOND = 2;

  private static final int FIRST = 1;

  private static final int MOST_COMBINATIONS = 1000;
  private static final int LONGEST_NAME = 120;

  /// The file's name.
  static final String FILE = Artifact.SWEEP_PLAN;

  /// @throws IllegalArgumentException if nothing varies, a setting is unknown or a value is wrong
  SweepPlan {
    grid = Collections.unmodifiableMap(new LinkedHashMap<>(grid));
    if (grid.isEmpty() || grid.values().stream().anyMatch(List::isEmpty)) {
      throw new IllegalArgumentException("a sweep needs a setting and its values: key=v1,v2,…");
    }
    if (format != FORMAT) {
      throw new IllegalArgumentException(
          "is a sweep of format %d, this Telar reads %d".formatted(format, FORMAT));
    }
    long combinations = 1;
    for (List<String> values : grid.values()) {
      combinations = Math.min(MOST_COMBINATIONS + 1L, combinations * values.size());
    }
    if (combinations > MOST_COMBINATIONS) {
      throw new IllegalArgumentException(
          "a sweep has at most %d combinations".formatted(MOST_COMBINATIONS));
    }
    Map<String, Map<String, String>> places = new HashMap<>();
    for (Map<String, String> point : points(grid)) {
      var _ = study.recipe().with(point);
      // Some file systems take upper and lower case for the same.
      Map<String, String> other = places.put(folder(point).toLowerCase(Locale.ROOT), point);
      if (other != null) {
        throw new IllegalArgumentException(
            "a sweep has each combination once, in a folder of its own; %s and %s have the same one"
                .formatted(other, point));
      }
    }
  }

  /// Reads a sweep's file.
  ///
  /// @throws FormatException if it is damaged, or a newer Telar's
  static SweepPlan read(Path file) throws IOException {
    return switch (Json.read(file, Format.class).format()) {
      case FIRST -> Json.read(file, First.class).now();
      case SECOND -> Json.read(file, Second.class).now();
      default -> Json.read(file, SweepPlan.class);
    };
  }

  /// The one key that every format has.
  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Format(int format) {}

  /// The second format, with the third one of studies.
  private record Second(int format, StudyPlanFile.Third study, Map<String, List<String>> grid) {
    SweepPlan now() {
      return new SweepPlan(FORMAT, study.now(), grid);
    }
  }

  /// The first format, with the second one of studies.
  private record First(int format, StudyPlanFile.Second study, Map<String, List<String>> grid) {
    SweepPlan now() {
      return new SweepPlan(FORMAT, study.now(), grid);
    }
  }

  /// Every combination of values, the last setting varying fastest.
  List<Map<String, String>> points() {
    return points(grid);
  }

  private static List<Map<String, String>> points(Map<String, List<String>> grid) {
    List<Map<String, String>> points = List.of(Map.of());
    for (var setting : grid.entrySet()) {
      List<Map<String, String>> longer = new ArrayList<>();
      for (Map<String, String> point : points) {
        for (String value : setting.getValue()) {
          Map<String, String> next = new LinkedHashMap<>(point);
          next.put(setting.getKey(), value);
          longer.add(next);
        }
      }
      points = longer;
    }
    return points;
  }

  /// The study of a combination.
  StudyPlan study(Map<String, String> point, Dataset data) throws IOException {
    return study.withRecipe(recipe(point)).resolved(data);
  }

  /// The recipe of a combination, with all that is left to data and files.
  Recipe recipe(Map<String, String> point) {
    return study.recipe().with(point);
  }

  /// Checks every combination before one is trained.
  ///
  /// @param data those that the study names
  /// @throws IllegalArgumentException if a width, a file of initial weights or the number of
  ///   validation rows does not fit
  void check(Dataset data) throws IOException {
    for (Map<String, String> point : points()) {
      study(point, data).check(data);
    }
  }

  /// The folder of a combination within the sweep's; no file system forbids its characters or its
  /// length.
  static String folder(Map<String, String> point) {
    String settings =
        point.entrySet().stream()
            .map(setting -> setting.getKey() + "=" + setting.getValue())
            .collect(Collectors.joining(","));
    String name = settings.replaceAll("[^A-Za-z0-9=,._+-]", "-");
    return name.length() <= LONGEST_NAME
        ? name
        : name.substring(0, LONGEST_NAME - 9)
            + "-"
            + new Sha256().add(settings.getBytes(UTF_8)).hex().substring(0, 8);
  }
}
