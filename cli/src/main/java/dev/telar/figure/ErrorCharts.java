package dev.telar.figure;

import dev.telar.figure.Chart.Series;
import dev.telar.study.LinearOptimum.LinearModel;
import dev.telar.study.PaperNumbers;
import dev.telar.study.Repeats;
import dev.telar.study.Spread;
import dev.telar.study.StudyResult;
import dev.telar.train.EpochErrors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;

/// The plots of errors: figures 3, 5 and 6, in the paper's colours.
final class ErrorCharts {
  private static final String RED = "#d62020";
  private static final String BLUE = "#1f4fd8";
  private static final String GREEN = "#1a8a34";
  private static final String BLACK = "#111111";
  private static final String GREY = "#7a7a7a";
  private static final List<String> FURTHER =
      List.of("#e07b00", "#7d3cb5", "#0a8f9c", "#8a5a2b", "#c2348a", GREY);

  private static final String LINEAR = "linear optimum (PCA)";

  private final Map<String, List<Object>> columns = new LinkedHashMap<>();
  private final List<Map<String, Object>> layers = new ArrayList<>();

  private ErrorCharts(String... names) {
    for (String name : names) {
      columns.put(name, new ArrayList<>());
    }
  }

  /// Figure 3: the errors of training (red, solid) and validation (blue, dotted) by epoch, a panel
  /// for each model.
  static String training(StudyResult study, List<Repeats> models, String name, String description) {
    boolean evaluated = hasEvaluatedTraining(models);
    var chart = new ErrorCharts("x", "y", "series", "panel");
    var bands = new Bands("panel");
    String train = evaluated ? "training" : "training (running)";
    Function<EpochErrors, OptionalDouble> trainError =
        evaluated ? EpochErrors::train : epoch -> OptionalDouble.of(epoch.trainRunning());
    for (Repeats model : models) {
      String panel = "N = " + model.hidden();
      for (EpochErrors epoch : model.epochs()) {
        chart.add(epoch.epoch(), trainError.apply(epoch), train, panel);
        chart.add(epoch.epoch(), epoch.validation(), "validation", panel);
        bands.add(epoch.epoch(), model.spread(epoch.epoch(), trainError), train, panel);
        bands.add(epoch.epoch(), model.validation(epoch.epoch()), "validation", panel);
      }
      OptionalDouble linear = linear(study, model);
      chart.add(1, linear, LINEAR, "N = " + model.hidden());
      chart.add(model.lastEpoch(), linear, LINEAR, "N = " + model.hidden());
    }
    var series =
        new ArrayList<>(
            List.of(
                new Series(train, RED, "solid", 0.9),
                new Series("validation", BLUE, "dotted", 1.4)));
    if (models.stream().anyMatch(m -> linear(study, m).isPresent())) {
      series.add(new Series(LINEAR, GREY, "dashed", 0.8));
    }
    bands.ribbon().ifPresent(chart.layers::add);
    return chart.byEpoch(series, epochs(models), 330, "mean square error", name, description);
  }

  /// Figure 5: the validation errors of all widths by epoch.
  static String validation(StudyResult study, String name, String description) {
    List<Repeats> models = study.repeats();
    var optima = new ErrorCharts("y", "series");
    var chart = new ErrorCharts("x", "y", "series");
    var bands = new Bands();
    var series = new ArrayList<Series>();
    int further = 0;
    for (Repeats model : models) {
      String label = "N = " + model.hidden();
      String colour =
          switch (model.hidden()) {
            case 64 -> RED;
            case 128 -> BLUE;
            case 256 -> GREEN;
            case 512 -> BLACK;
            default -> FURTHER.get(further++ % FURTHER.size());
          };
      series.add(new Series(label, colour, "solid", 1.2));
      for (EpochErrors epoch : model.epochs()) {
        chart.add(epoch.epoch(), epoch.validation(), label);
        bands.add(epoch.epoch(), model.validation(epoch.epoch()), label);
      }
      OptionalDouble linear = linear(study, model);
      if (linear.isPresent()) {
        optima.column("y").add(linear.getAsDouble());
        optima.column("series").add(Chart.padded(label));
      }
    }
    bands.ribbon().ifPresent(chart.layers::add);
    if (!optima.column("y").isEmpty()) {
      // Without data of its own a layer would take the plot's.
      chart.layers.add(horizontals(optima.columns));
    }
    return chart.byEpoch(series, epochs(models), 400, "validation error", name, description);
  }

  /// Figure 6: the test errors by width, with those of the paper.
  static String test(StudyResult study, String name, String description) {
    var chart = new ErrorCharts("x", "y", "series");
    var widths = new TreeSet<Integer>();
    var bars = new Bands();
    for (Repeats model : study.repeats()) {
      Spread error = model.testError();
      chart.add(log2(model.hidden()), OptionalDouble.of(error.mean()), "measured");
      bars.add(log2(model.hidden()), Optional.of(error), "measured");
      chart.add(log2(model.hidden()), linear(study, model), LINEAR);
      widths.add(model.hidden());
    }
    for (PaperNumbers.TestError error : PaperNumbers.TABLE_1) {
      chart.add(log2(error.hidden()), OptionalDouble.of(error.error()), "paper, Table I");
      widths.add(error.hidden());
    }
    var series =
        new ArrayList<>(
            List.of(
                new Series("measured", RED, "solid", 1.2),
                new Series("paper, Table I", BLACK, "dashed", 1.2)));
    if (study.linear().isPresent()) {
      series.add(new Series(LINEAR, GREEN, "dotted", 1.4));
    }
    Map<String, Object> x = scale("N, units in the hidden layer", widths, ErrorCharts::log2);
    chart.layers.addAll(List.of(lines(), points(3.5)));
    bars.bars(RED).ifPresent(chart.layers::add);
    return new Chart(chart.columns)
        .svg(series, chart.layers, x, errorScale("test error"), 360, name, description);
  }

  /// Whether every epoch has the training error with dropout off.
  static boolean hasEvaluatedTraining(List<Repeats> models) {
    return models.stream().flatMap(m -> m.epochs().stream()).allMatch(e -> e.train().isPresent());
  }

  private static int epochs(List<Repeats> models) {
    return models.stream().mapToInt(Repeats::lastEpoch).max().orElse(0);
  }

  private void add(double x, OptionalDouble y, String... rest) {
    if (y.isEmpty()) {
      return;
    }
    column("x").add(x);
    column("y").add(y.getAsDouble());
    column("series").add(Chart.padded(rest[0]));
    if (rest.length > 1) {
      column("panel").add(rest[1]);
    }
  }

  private List<Object> column(String name) {
    return columns.getOrDefault(name, List.of());
  }

  private String byEpoch(
      List<Series> series, int last, int height, String error, String name, String description) {
    layers.add(lines());
    if (last == 1) {
      // One epoch makes no line.
      layers.add(points(3.5));
    }
    Map<String, Object> x = scale("epoch", ticks(last), tick -> tick);
    return new Chart(columns).svg(series, layers, x, errorScale(error), height, name, description);
  }

  // 1 and the multiples of 1, 2, 5, 10, 20, …, seven at most.
  private static List<Integer> ticks(int last) {
    int step = 1;
    while (last / step > 6) {
      step = String.valueOf(step).startsWith("2") ? step / 2 * 5 : step * 2;
    }
    var ticks = new ArrayList<Integer>(List.of(1));
    for (int tick = step; tick <= last; tick += step) {
      if (tick > 1) {
        ticks.add(tick);
      }
    }
    return ticks;
  }

  private static Map<String, Object> scale(
      String name, Collection<Integer> ticks, IntToDoubleFunction place) {
    var scale = new HashMap<String, Object>();
    scale.put("aesthetic", "x");
    scale.put("name", name);
    // Lets-Plot takes no integers as breaks, and prints doubles with a fraction.
    scale.put("breaks", ticks.stream().map(place::applyAsDouble).toList());
    scale.put("labels", ticks.stream().map(String::valueOf).toList());
    return scale;
  }

  private static double log2(int n) {
    return Math.log(n) / Math.log(2);
  }

  private static Map<String, Object> errorScale(String name) {
    return Map.of("aesthetic", "y", "name", name, "limits", Arrays.asList(0, null));
  }

  private static Map<String, Object> lines() {
    return Map.of("geom", "line", "tooltips", "none");
  }

  /// Dashed lines from side to side, in their series' colours.
  private static Map<String, Object> horizontals(Map<String, List<Object>> columns) {
    return Map.of(
        "geom",
        "hline",
        "data",
        columns,
        "mapping",
        Map.of("yintercept", "y", "color", "series"),
        "inherit_aes",
        false,
        "linetype",
        "dashed",
        "size",
        0.6,
        "show_legend",
        false,
        "tooltips",
        "none");
  }

  private static OptionalDouble linear(StudyResult study, Repeats model) {
    return study.linear(model.hidden()).stream().mapToDouble(LinearModel::best).findFirst();
  }

  private static Map<String, Object> points(double size) {
    return Map.of("geom", "point", "size", size, "tooltips", "none");
  }
}
