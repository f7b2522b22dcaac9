package dev.telar.figure;

import dev.telar.text.Spread;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How far seeds lie apart: from one standard deviation below a mean to one above, as a layer of a
/// [Chart]. Of a single seed there is nothing to draw.
final class Bands {
  private final Map<String, List<Object>> columns = new LinkedHashMap<>();

  /// @param more columns beside the series: `panel` where the plot has panels
  Bands(String... more) {
    // The plot's own columns too: Lets-Plot asks each layer for them, inherited or not.
    for (String name : List.of("x", "y", "low", "high", "series")) {
      columns.put(name, new ArrayList<>());
    }
    for (String name : more) {
      columns.put(name, new ArrayList<>());
    }
  }

  /// Adds a place on the horizontal axis, if something was measured there with several seeds.
  ///
  /// @param rest the series, and the values of the further columns
  void add(double x, Optional<Spread> y, String... rest) {
    if (y.isEmpty() || y.get().deviation().isEmpty()) {
      return;
    }
    double mean = y.get().mean();
    double deviation = y.get().deviation().getAsDouble();
    List<Object> row = new ArrayList<>(List.of(x, mean, mean - deviation, mean + deviation));
    row.add(Chart.padded(rest[0]));
    row.addAll(List.of(rest).subList(1, rest.length));
    var cells = row.iterator();
    columns.values().forEach(column -> column.add(cells.next()));
  }

  /// A band of each series, in its colour; empty if there is nothing to draw.
  Optional<Map<String, Object>> ribbon() {
    Map<String, Object> layer = layer("ribbon", Map.of("fill", "series"));
    layer.put("alpha", 0.18);
    layer.put("size", 0);
    return isEmpty() ? Optional.empty() : Optional.of(layer);
  }

  /// A bar at each place; empty if there is nothing to draw.
  ///
  /// @param width from side to side, on the horizontal axis
  Optional<Map<String, Object>> bars(String colour, double width) {
    Map<String, Object> layer = layer("errorbar", Map.of());
    layer.put("color", colour);
    layer.put("width", width);
    layer.put("size", 0.8);
    return isEmpty() ? Optional.empty() : Optional.of(layer);
  }

  private boolean isEmpty() {
    return columns.values().stream().allMatch(List::isEmpty);
  }

  private Map<String, Object> layer(String geometry, Map<String, String> more) {
    Map<String, Object> mapping = new HashMap<>(Map.of("x", "x", "ymin", "low", "ymax", "high"));
    mapping.putAll(more);
    Map<String, Object> layer = new HashMap<>();
    layer.put("geom", geometry);
    layer.put("data", columns);
    layer.put("mapping", mapping);
    layer.put("inherit_aes", false);
    layer.put("show_legend", false);
    layer.put("tooltips", "none");
    return layer;
  }
}
