package dev.telar.cli;

import dev.telar.cli.InspectionResult.ClassLine;
import dev.telar.cli.InspectionResult.Layer;
import dev.telar.cli.InspectionResult.Unit;
import dev.telar.measure.LayerNorms;
import dev.telar.model.Activation;
import dev.telar.run.TrainingWarning;
import dev.telar.text.ErrorText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What `telar inspect` prints of a network, whatever its data are: lines of its layers and of its
/// errors.
final class LayersText {
  private static final int CLASSES = 10;

  /// What rows are called, such as `images`, and one of them.
  private final String rows;

  private final String row;

  LayersText(String rows, String row) {
    this.rows = rows;
    this.row = row;
  }

  /// What the units of each hidden layer do.
  ///
  /// @param activations of every layer, by their names
  List<String> hidden(List<Layer> layers, List<String> activations) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      String name =
          layers.size() == 1 ? "hidden units" : layer.code() ? "code" : "hidden layer " + (i + 1);
      List<Double> shares = layer.units().stream().map(Unit::activeShare).sorted().toList();
      lines.add(
          "%-16s %s"
              .formatted(
                  name,
                  counts(
                      layer.units().stream().map(Unit::state).toList(),
                      TrainingWarning.canDie(Activation.of(activations.get(i))))));
      lines.add(
          "  above 0        for %.1f %% … %.1f %% … %.1f %% of the %s (least, median, most unit); %.1f of %d units %s"
              .formatted(
                  100 * shares.getFirst(),
                  100 * shares.get((shares.size() - 1) / 2),
                  100 * shares.getLast(),
                  rows,
                  layer.activeUnits(),
                  shares.size(),
                  row));
    }
    return lines;
  }

  /// How many units there are of each state.
  static String counts(List<String> states) {
    return counts(states, true);
  }

  /// @param canDie whether a unit that is never above 0 is the same for every input
  private static String counts(List<String> states, boolean canDie) {
    var parts = new ArrayList<String>();
    for (String state : List.of("dead", "nearly-dead", "always-active", "saturated")) {
      long count = states.stream().filter(state::equals).count();
      boolean told = canDie || !state.endsWith("dead");
      if (told && (count > 0 || state.equals("dead"))) {
        parts.add("%,d %s".formatted(count, state.replace('-', ' ')));
      }
    }
    return "%,d%s%s"
        .formatted(states.size(), parts.isEmpty() ? "" : ": ", String.join(", ", parts));
  }

  /// The norms of each layer, under a heading.
  List<String> norms(Map<String, LayerNorms> layers, int gradientRows) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "norms            weights    biases   gradient: weights    biases   (first %,d training %s)"
            .formatted(gradientRows, rows));
    layers.forEach((layer, norms) ->
        lines.add(
            "  %-12s %9.4g %9.4g %19.3g %9.3g"
                .formatted(
                    layer,
                    norms.weight(),
                    norms.bias(),
                    norms.weightGradient(),
                    norms.biasGradient())));
    return lines;
  }

  /// How errors are distributed, and those of the classes, the greatest first.
  List<String> errors(Map<String, Double> found, List<ClassLine> known) {
    List<String> lines = new ArrayList<>();
    List<String> quantiles = found.values().stream().map(ErrorText::of).toList();
    int width = 2 + quantiles.stream().mapToInt(String::length).max().orElse(0);
    lines.add(
        "errors           %s"
            .formatted(
                InspectionResult.PERCENT.stream()
                    .map(p -> padded(p == 0 ? "least" : p == 100 ? "most" : p + " %", width))
                    .collect(Collectors.joining())));
    lines.add(
        "  %-14s %s"
            .formatted(
                "of the " + rows,
                quantiles.stream()
                    .map(value -> padded(value, width))
                    .collect(Collectors.joining())));
    List<String> classes =
        known.stream()
            .sorted(Comparator.comparingDouble(ClassLine::error).reversed())
            .limit(CLASSES)
            .map(c -> "%-12s %s".formatted(c.name(), ErrorText.of(c.error())))
            .toList();
    for (int i = 0; i < classes.size(); i += 4) {
      lines.add(
          "%-16s %s"
              .formatted(
                  i == 0 ? "  of the classes" : "",
                  String.join("   ", classes.subList(i, Math.min(i + 4, classes.size())))));
    }
    return lines;
  }

  private static String padded(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }
}
