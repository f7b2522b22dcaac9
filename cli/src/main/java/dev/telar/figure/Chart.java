package dev.telar.figure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jetbrains.letsPlot.awt.plot.PlotSvgExport;

/// A plot: points with named series, drawn by Lets-Plot from a specification.
///
/// @see <a href="https://lets-plot.org/python/pages/api.html">Lets-Plot's specifications</a>
final class Chart {
  /// What legend entries end with: Lets-Plot sets them without a gap, and measures no spaces.
  /// [ChartSvg] takes it away again.
  static final String PADDING = "MM";

  /// Of a letter, and of what an entry has beside its letters.
  static final double LETTER_WIDTH = 7;

  private static final double ENTRY_WIDTH = 44;

  private final Map<String, List<Object>> columns = new LinkedHashMap<>();
  private final Map<String, Object> specification = new HashMap<>();
  private final double room;

  /// The look of a series.
  ///
  /// @param name in the legend
  /// @param colour as `#rrggbb`
  /// @param line `solid`, `dotted` or `dashed`
  /// @param width of the line
  /// @param shape of its points, as Lets-Plot numbers them
  record Series(String name, String colour, String line, double width, int shape) {
    /// A disc.
    static final int DISC = 16;
  }

  /// @param columns the data: the columns `x`, `y` and `series`, and `panel` where there are panels
  Chart(Map<String, List<Object>> columns) {
    this(columns, 0);
  }

  /// @param columns see above
  /// @param labels what the labels of the vertical axis take of the width, where that is much
  Chart(Map<String, List<Object>> columns, double labels) {
    this.columns.putAll(columns);
    this.room = Drawing.WIDTH - labels;
  }

  /// The plot as a clean SVG document.
  ///
  /// @param series in the legend's order
  /// @param layers of Lets-Plot, from the back to the front
  /// @param x the horizontal scale
  /// @param y the vertical scale
  /// @param height in units
  /// @param name the prefix of the document's ids
  String svg(
      List<Series> series,
      List<Map<String, Object>> layers,
      Map<String, Object> x,
      Map<String, Object> y,
      int height,
      String name,
      String description) {
    specification.put("kind", "plot");
    specification.put("data", new HashMap<>(columns));
    Map<String, String> mapping =
        new HashMap<>(
            Map.of("x", "x", "y", "y", "color", "series", "linetype", "series", "size", "series"));
    specification.put("layers", layers);
    if (columns.containsKey("panel")) {
      // Order 0: as the panels come in the data.
      specification.put("facet", Map.of("name", "grid", "x", "panel", "x_order", 0));
    }
    List<String> names = series.stream().map(s -> padded(s.name())).toList();
    List<Map<String, Object>> scales =
        new ArrayList<>(
            List.of(
                x,
                y,
                manual("color", names, series.stream().map(Series::colour).toList()),
                manual("fill", names, series.stream().map(Series::colour).toList()),
                manual("linetype", names, series.stream().map(Series::line).toList()),
                manual("size", names, series.stream().map(Series::width).toList())));
    if (series.stream().anyMatch(s -> s.shape() != Series.DISC)) {
      mapping.put("shape", "series");
      scales.add(manual("shape", names, series.stream().map(Series::shape).toList()));
    }
    specification.put("mapping", mapping);
    specification.put("scales", scales);
    specification.put("theme", theme(fits(series) ? "top" : "right"));
    specification.put("ggsize", Map.of("width", Drawing.WIDTH, "height", height));
    String svg = PlotSvgExport.INSTANCE.buildSvgImageFromRawSpecs(specification, null, false);
    return new ChartSvg(svg, name).clean(description);
  }

  /// A series' name as the data must have it.
  static String padded(String name) {
    return name + PADDING;
  }

  private static Map<String, Object> manual(String aesthetic, List<String> names, List<?> values) {
    return Map.of(
        "aesthetic", aesthetic, "discrete", true, "limits", names, "values", values, "name", "");
  }

  /// Whether the legend has room in one line.
  private boolean fits(List<Series> series) {
    int letters = series.stream().mapToInt(s -> s.name().length()).sum();
    return letters * LETTER_WIDTH + series.size() * ENTRY_WIDTH <= room;
  }

  private static Map<String, Object> theme(String legend) {
    var thin = Map.of("name", "line", "color", "#e4e4e4", "size", 0.7);
    var blank = Map.of("name", "blank", "blank", true);
    return Map.of(
        "name",
        "bw",
        "plot_background",
        Map.of("name", "rect", "fill", "#ffffff", "color", "#ffffff"),
        "legend_background",
        blank,
        "legend_position",
        legend,
        "panel_grid_major",
        thin,
        "panel_grid_minor",
        blank,
        "panel_border",
        Map.of("name", "rect", "color", "#8a8a8a", "size", 1.0));
  }
}
