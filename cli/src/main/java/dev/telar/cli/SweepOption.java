package dev.telar.cli;

import dev.telar.run.InitialModel;
import dev.telar.run.Recipe;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Option;

/// The settings of which a sweep tries several values.
final class SweepOption {
  @Option(
      names = "--sweep",
      paramLabel = "KEY=V1,V2,…",
      completionCandidates = Candidates.Settings.class,
      description =
          "Train with each of a setting's values, by its name in recipes; given several times, with every"
              + " combination. Writes sweep.csv instead of a report.")
  private List<String> sweep = List.of();

  /// The values of each setting, in the order in which they were given.
  ///
  /// @param given the settings that other options give
  /// @throws IllegalArgumentException if a setting is unknown, or given twice
  Map<String, List<String>> grid(Set<String> given) {
    Map<String, List<String>> grid = new LinkedHashMap<>();
    for (String text : sweep) {
      int equals = text.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException(
            "--sweep wants a setting and its values, such as momentum=0,0.9, got " + text);
      }
      String name = Recipe.settingName(text.substring(0, equals).strip());
      if (name.equals("hidden") || name.equals("repeats")) {
        throw new IllegalArgumentException(
            "%s is not swept; give --%s instead".formatted(name, name));
      }
      if (given.contains(name)) {
        throw new IllegalArgumentException(
            "%s is given by an option and by --sweep; leave one away".formatted(name));
      }
      if (grid.put(name, values(name, text.substring(equals + 1))) != null) {
        throw new IllegalArgumentException("--sweep is given twice for " + name);
      }
    }
    return grid;
  }

  private static List<String> values(String name, String text) {
    return List.of(text.split(",", -1)).stream()
        .map(String::strip)
        .map(value -> name.equals("init") ? InitialModel.absolute(value, Path.of("")) : value)
        .toList();
  }

  /// Refuses the option where a study is resumed.
  void refuse() {
    if (!sweep.isEmpty()) {
      throw new IllegalArgumentException("--resume keeps its own plan; leave --sweep away");
    }
  }
}
