package dev.telar.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which rows train and which ones validate. An option that is not given keeps the plan's value.
final class SplitOptions {
  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Decides everything random. Default: 1.")
  private @Nullable Long seed;

  @Option(
      names = "--split",
      paramLabel = "SPLIT",
      description =
          "How rows are chosen for validation: random, or ordered (the last ones). Of a table, whose rows are"
              + " so divided into those that train, validate, calibrate and test, also time:COLUMN, by a"
              + " column's dates or numbers. Default: random.")
  private @Nullable String split;

  @Option(
      names = "--validation-rows",
      paramLabel = "N",
      description =
          "How many rows validate instead of training, or which share of them. Default: 10000, or a sixth of"
              + " the rows where that is fewer; of a table 0.1.")
  private @Nullable String validationRows;

  /// Adds what was given, by its name in recipes.
  ///
  /// @param table whether the data are a table, which is divided when it is read
  void put(Map<String, String> changes, boolean table) {
    MethodOptions.put(changes, "seed", seed);
    if (!table) {
      changes.putAll(ofTable());
    }
  }

  /// How a table's rows are divided, as settings of its reading.
  Map<String, String> ofTable() {
    Map<String, String> settings = new LinkedHashMap<>();
    MethodOptions.put(settings, "split", split);
    MethodOptions.put(settings, "validation_rows", validationRows);
    return settings;
  }
}
