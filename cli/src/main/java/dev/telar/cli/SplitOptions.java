package dev.telar.cli;

import dev.telar.data.Split;
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
          "How rows are chosen for validation: random, or ordered (the last ones). Default: random.")
  private Split.@Nullable Kind split;

  @Option(
      names = "--validation-rows",
      paramLabel = "N",
      description =
          "How many rows validate instead of training. Default: 10000, or a sixth of the rows where"
              + " that is fewer.")
  private @Nullable Integer validationRows;

  /// Adds what was given, by its name in recipes.
  void put(Map<String, String> changes) {
    MethodOptions.put(changes, "seed", seed);
    MethodOptions.put(changes, "split", split);
    MethodOptions.put(changes, "validation_rows", validationRows);
  }
}
