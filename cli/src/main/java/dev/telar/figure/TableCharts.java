package dev.telar.figure;

import static dev.telar.text.Numbers.error;

import dev.telar.figure.Chart.Series;
import dev.telar.measure.SampleErrors;
import dev.telar.study.TableResults;
import dev.telar.study.TestRows;
import dev.telar.text.Excerpt;
import dev.telar.text.Messages;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The plots of a table's errors: by column, and over the test rows.
final class TableCharts {
  /// How many columns have room in a figure.
  static final int MOST_COLUMNS = 30;

  /// Lets-Plot cuts longer labels of an axis, and breaks longer entries of a legend into lines.
  private static final int LONGEST_NAME = 18;

  private static final int LINE = 22;
  private static final int FRAME = 110;

  /// So many points tell a distribution.
  private static final int POINTS = 200;

  /// No smaller error has a place on a logarithmic axis.
  private static final double LEAST = 1e-12;

  private static final int MEAN_SHAPE = 4;

  /// Disc, square, triangle and others: one for each model that is drawn.
  private static final List<Integer> SHAPES = List.of(16, 15, 17, 18, 8, 7, 9, 13);

  private final TableResults results;
  private final Messages messages;
  private final List<Integer> columns;

  TableCharts(TableResults results, Messages messages) {
    this.results = results;
    this.messages = messages;
    this.columns =
        results.columns().stream()
            .filter(place -> !Double.isNaN(results.best().columns().error(place)))
            .limit(MOST_COLUMNS)
            .toList();
  }

  boolean showsAllColumns() {
    return columns.size() == results.rows().preparation().inputColumns();
  }

  /// The greatest errors in words.
  String columnErrors() {
    return Excerpt.of(columns).stream()
        .map(place ->
            results.column(place).name() + " " + error(results.best().columns().error(place)))
        .collect(Collectors.joining(", "));
  }

  /// The error of each column: a mark for each model, and one for the mean of the training rows.
  String columns(Palette palette, String name, String description) {
    Map<String, List<Object>> data = data();
    Map<Integer, String> labels = labels();
    List<Series> series = new ArrayList<>();
    List<Palette.Look> looks =
        palette.widths(results.models().stream().map(m -> m.result().hidden()).toList());
    String mean = messages.get("columns.mean");
    series.add(palette.linearAmongCurves().mark(mean, MEAN_SHAPE));
    labels.forEach((place, column) -> add(data, results.mean().error(place), column, mean));
    for (TableResults.Model model : Excerpt.of(results.models())) {
      String label = "N = " + model.result().hidden();
      Palette.Look look = looks.get(results.models().indexOf(model));
      series.add(look.mark(label, SHAPES.get((series.size() - 1) % SHAPES.size())));
      labels.forEach((place, column) -> add(data, model.columns().error(place), column, label));
    }
    Map<String, Object> x =
        Map.of(
            "aesthetic", "x", "name", messages.get("axis.error"), "limits", Arrays.asList(0, null));
    List<String> names = List.copyOf(labels.values()).reversed();
    int longest = names.stream().mapToInt(String::length).max().orElse(0);
    Map<String, Object> y = Map.of("aesthetic", "y", "name", "", "discrete", true, "limits", names);
    return new Chart(data, longest * Chart.LETTER_WIDTH)
        .svg(series, List.of(points()), x, y, FRAME + LINE * columns.size(), name, description);
  }

  /// The columns' names, those that are too long without their middle; no two are the same.
  private Map<Integer, String> labels() {
    Map<Integer, String> labels = new LinkedHashMap<>();
    for (int place : columns) {
      String label = abbreviated(results.column(place).name());
      labels.put(place, labels.containsValue(label) ? "#" + (place + 1) : label);
    }
    return labels;
  }

  private static String abbreviated(String name) {
    int half = LONGEST_NAME / 2;
    return name.length() <= LONGEST_NAME
        ? name
        : name.substring(0, half) + "…" + name.substring(name.length() - half + 1);
  }

  /// The rows of a class, or all where there is one class only.
  private record Group(String name, SampleErrors errors) {}

  private List<Group> groups(TestRows tested) {
    SampleErrors errors = results.best().samples();
    Map<Integer, List<Double>> classes = new LinkedHashMap<>();
    for (int row : errors.best(errors.rows())) {
      int label = tested.classes() > 1 ? tested.label(row).orElse(0) : 0;
      classes.computeIfAbsent(label, _ -> new ArrayList<>()).add(errors.of(row));
    }
    return classes.keySet().stream()
        .sorted()
        .map(label ->
            new Group(
                name(tested, label),
                new SampleErrors(
                    classes.getOrDefault(label, List.of()).stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray())))
        .toList();
  }

  private String name(TestRows tested, int label) {
    if (tested.classes() < 2) {
      return messages.get("rows.all");
    }
    String name = abbreviated(tested.nameOf(label));
    return tested.isTrainedOn(label) ? name : name + " *";
  }

  /// The median errors in words.
  String medians(TestRows tested) {
    return Excerpt.of(groups(tested)).stream()
        .map(group -> group.name() + " " + error(group.errors().quantile(0.5)))
        .collect(Collectors.joining(", "));
  }

  /// How the rows' errors are distributed: which share of the rows of each class does not exceed an
  /// error.
  String rows(TestRows tested, Palette palette, String name, String description) {
    Map<String, List<Object>> data = data();
    List<Group> groups = Excerpt.of(groups(tested));
    List<Palette.Look> looks = palette.series(groups.size());
    List<Series> series = new ArrayList<>();
    double least = Double.MAX_VALUE;
    double greatest = LEAST;
    for (Group group : groups) {
      series.add(looks.get(series.size()).named(group.name()));
      for (int i = 0; i <= POINTS; i++) {
        double part = (double) i / POINTS;
        double error = Math.max(LEAST, group.errors().quantile(part));
        least = Math.min(least, error);
        greatest = Math.max(greatest, error);
        add(data, Math.log10(error), part, group.name());
      }
    }
    Map<String, Object> y =
        Map.of("aesthetic", "y", "name", messages.get("axis.share"), "limits", List.of(0, 1));
    Map<String, Object> line = Map.of("geom", "path", "tooltips", "none");
    return new Chart(data)
        .svg(series, List.of(line), powers(least, greatest), y, 360, name, description);
  }

  /// A logarithmic axis with a label at each power of ten that lies on it.
  private Map<String, Object> powers(double least, double greatest) {
    List<Double> places = new ArrayList<>();
    double last = Math.floor(Math.log10(greatest));
    for (double power = Math.ceil(Math.log10(least)); power <= last; power++) {
      places.add(power);
    }
    Map<String, Object> scale = new HashMap<>();
    scale.put("aesthetic", "x");
    scale.put("name", messages.get("axis.row-error"));
    scale.put("breaks", places);
    scale.put("labels", places.stream().map(TableCharts::power).toList());
    return scale;
  }

  /// A power of ten: `1000`, `0.001`, `1e-6`.
  private static String power(double exponent) {
    return Math.abs(exponent) <= 4
        ? BigDecimal.ONE.scaleByPowerOfTen((int) exponent).toPlainString()
        : "1e" + (int) exponent;
  }

  private static Map<String, List<Object>> data() {
    Map<String, List<Object>> data = new LinkedHashMap<>();
    List.of("x", "y", "series").forEach(name -> data.put(name, new ArrayList<>()));
    return data;
  }

  private static void add(Map<String, List<Object>> data, double x, Object y, String series) {
    data.getOrDefault("x", List.of()).add(x);
    data.getOrDefault("y", List.of()).add(y);
    data.getOrDefault("series", List.of()).add(Chart.padded(series));
  }

  private static Map<String, Object> points() {
    return Map.of("geom", "point", "size", 3.5, "tooltips", "none");
  }
}
