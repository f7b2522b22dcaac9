package dev.telar.figure;

import dev.telar.figure.Chart.Series;
import dev.telar.study.LinearOptimum.LinearModel;
import dev.telar.study.PaperNumbers;
import dev.telar.study.Repeats;
import dev.telar.study.StudyResult;
import dev.telar.text.Excerpt;
import dev.telar.text.Messages;
import dev.telar.text.Spread;
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
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;

/// The plots of errors: figures 3, 5 and 6.
final class ErrorCharts {
  private static final int MOST_LABELS = 14;

  /// Square, triangle, star and others: one for each network that is drawn.
  private static final List<Integer> SHAPES = List.of(15, 17, 8, 4, 3, 7, 9, 13);

  private final Messages messages;
  private final String linear;
  private final Map<String, List<Object>> columns = new LinkedHashMap<>();
  private final List<Map<String, Object>> layers = new ArrayList<>();

  private ErrorCharts(Messages messages, String... names) {
    this.messages = messages;
    this.linear = messages.get("linear-optimum");
    for (String name : names) {
      columns.put(name, new ArrayList<>());
    }
  }

  /// Figure 3: the errors of training and validation by epoch, a panel for each model.
  static String training(
      StudyResult study,
      List<Repeats> models,
      Palette palette,
      Messages messages,
      String name,
      String description) {
    boolean evaluated = hasEvaluatedTraining(models);
    var chart = new ErrorCharts(messages, "x", "y", "series", "panel");
    var bands = new Bands("panel");
    String train = messages.get(evaluated ? "training" : "training.running");
    String validation = messages.get("validation");
    Function<EpochErrors, OptionalDouble> trainError =
        evaluated ? EpochErrors::train : epoch -> OptionalDouble.of(epoch.trainRunning());
    for (Repeats model : models) {
      String panel = "N = " + model.hidden();
      for (EpochErrors epoch : model.epochs()) {
        chart.add(epoch.epoch(), trainError.apply(epoch), train, panel);
        chart.add(epoch.epoch(), epoch.validation(), validation, panel);
        bands.add(epoch.epoch(), model.spread(epoch.epoch(), trainError), train, panel);
        bands.add(epoch.epoch(), model.validation(epoch.epoch()), validation, panel);
      }
      OptionalDouble linear = linear(study, model);
      chart.add(1, linear, chart.linear, "N = " + model.hidden());
      chart.add(model.lastEpoch(), linear, chart.linear, "N = " + model.hidden());
    }
    var series = new ArrayList<>(List.of(palette.training().named(train)));
    if (models.stream()
        .flatMap(m -> m.epochs().stream())
        .anyMatch(e -> e.validation().isPresent())) {
      series.add(palette.validation().named(validation));
    }
    if (models.stream().anyMatch(m -> linear(study, m).isPresent())) {
      series.add(palette.linearAmongCurves().named(chart.linear));
    }
    bands.ribbon().ifPresent(chart.layers::add);
    return chart.byEpoch(
        series, epochs(models), 330, messages.get("axis.error"), name, description);
  }

  /// Figure 5: the validation errors of all widths by epoch.
  static String validation(
      StudyResult study, Palette palette, Messages messages, String name, String description) {
    List<Repeats> all = study.repeats();
    List<Palette.Look> looks = palette.widths(all.stream().map(Repeats::hidden).toList());
    List<Repeats> models = Excerpt.of(all);
    var optima = new ErrorCharts(messages, "y", "series");
    var chart = new ErrorCharts(messages, "x", "y", "series");
    var bands = new Bands();
    var series = new ArrayList<Series>();
    for (Repeats model : models) {
      String label = "N = " + model.hidden();
      series.add(looks.get(all.indexOf(model)).named(label));
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
    return chart.byEpoch(
        series, epochs(models), 400, messages.get("axis.validation"), name, description);
  }

  /// Figure 6: the test errors by width, with those of the paper.
  static String test(
      StudyResult study, Palette palette, Messages messages, String name, String description) {
    String measured = messages.get("measured");
    String paper = messages.get("paper");
    var chart = new ErrorCharts(messages, "x", "y", "series");
    var widths = new TreeSet<Integer>();
    var bars = new Bands();
    var series = new ArrayList<Series>();
    for (Repeats model : study.repeats()) {
      double x = log2(model.hidden().code());
      if (!model.hidden().isDeep()) {
        Spread error = model.testError();
        chart.add(x, OptionalDouble.of(error.mean()), measured);
        bars.add(x, Optional.of(error), measured);
      }
      if (widths.add(model.hidden().code())) {
        chart.add(x, linear(study, model), chart.linear);
      }
    }
    if (study.repeats().stream().anyMatch(model -> !model.hidden().isDeep())) {
      series.add(palette.measured().named(measured));
    }
    if (study.isComparable()) {
      for (PaperNumbers.TestError error : PaperNumbers.TABLE_1) {
        chart.add(log2(error.hidden().code()), OptionalDouble.of(error.error()), paper);
        widths.add(error.hidden().code());
      }
      series.add(palette.paper().named(paper));
    }
    if (study.hasLinear()) {
      series.add(palette.linear().named(chart.linear));
    }
    Map<String, Object> x = scale(messages.get("axis.hidden"), apart(widths), ErrorCharts::log2);
    double step = beside(study, widths);
    var deepBars = new ArrayList<Map<String, Object>>();
    series.addAll(chart.deep(study, palette, step, deepBars));
    chart.layers.addAll(List.of(lines(), points(3.5)));
    bars.bars(palette.measured().colour(), study.isDeep() ? step : 0.1)
        .ifPresent(chart.layers::add);
    chart.layers.addAll(deepBars);
    return new Chart(chart.columns)
        .svg(
            series, chart.layers, x, errorScale(messages.get("axis.test")), 360, name, description);
  }

  /// Whether figure 6 has a mark for every network of several hidden layers.
  static boolean showsAll(StudyResult study) {
    return Excerpt.of(deep(study)).size() == deep(study).size();
  }

  private static List<Repeats> deep(StudyResult study) {
    return study.repeats().stream().filter(model -> model.hidden().isDeep()).toList();
  }

  /// Adds a mark for each network of several hidden layers, beside the others with such a code.
  private List<Series> deep(
      StudyResult study, Palette palette, double step, List<Map<String, Object>> bars) {
    List<Repeats> all = study.repeats();
    List<Palette.Look> looks = palette.widths(all.stream().map(Repeats::hidden).toList());
    List<Repeats> shown = Excerpt.of(deep(study));
    var series = new ArrayList<Series>();
    for (Repeats model : shown) {
      int code = model.hidden().code();
      long before =
          all.subList(0, all.indexOf(model)).stream()
              .filter(m -> m.hidden().code() == code && (!m.hidden().isDeep() || shown.contains(m)))
              .count();
      double x = log2(code) + before * step;
      String label = "N = " + model.hidden();
      Palette.Look look = looks.get(all.indexOf(model));
      add(x, OptionalDouble.of(model.testError().mean()), label);
      series.add(look.mark(label, SHAPES.get(series.size())));
      var own = new Bands();
      own.add(x, Optional.of(model.testError()), label);
      own.bars(look.colour(), step).ifPresent(bars::add);
    }
    return series;
  }

  /// How far marks of one code's width stand apart on the horizontal axis.
  private static double beside(StudyResult study, SortedSet<Integer> widths) {
    double room = Math.max(1, log2(widths.last()) - log2(widths.first())) / 25;
    int before = widths.first();
    for (int width : widths.tailSet(before + 1)) {
      room = Math.min(room, (log2(width) - log2(before)) / (deep(study).size() + 2));
      before = width;
    }
    return room;
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
    Map<String, Object> x = scale(messages.get("axis.epoch"), ticks(last), tick -> tick);
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

  /// Those of many widths whose labels have room beside each other on a logarithmic axis.
  private static List<Integer> apart(SortedSet<Integer> widths) {
    double room = (log2(widths.last()) - log2(widths.first())) / MOST_LABELS;
    List<Integer> labelled = new ArrayList<>();
    for (int width : widths) {
      if (labelled.isEmpty() || log2(width) - log2(labelled.getLast()) >= room) {
        labelled.add(width);
      }
    }
    return labelled;
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
