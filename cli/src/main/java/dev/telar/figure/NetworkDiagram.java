package dev.telar.figure;

import dev.telar.figure.Drawing.Anchor;
import dev.telar.model.HiddenWidths;
import dev.telar.text.Excerpt;
import dev.telar.text.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The diagram of networks: a column of units for each layer, and what happens between them. There
/// is a panel for all networks with one hidden layer, and below it one for each greater number of
/// layers.
final class NetworkDiagram {
  private static final double HEIGHT = 330;
  private static final double MIDDLE = 176;
  private static final double GAP = 30;
  private static final double RADIUS = 9;

  /// Where the input and the output of several hidden layers stand, in units.
  private static final double LEFT = 60;

  private static final double RIGHT = 660;

  /// The name of a panel's networks takes this height.
  private static final double TITLE = 24;

  private static final double ROOM_FOR_OPERATIONS = 90;

  /// An encoder of more layers has some of them left out.
  private static final int MOST_LAYERS = 6;

  /// Of a letter of the size 13.
  private static final double LETTER = 7;

  private final Drawing drawing = new Drawing();
  private final int inputs;
  private final Messages messages;
  private double top;

  NetworkDiagram(int inputs, Messages messages) {
    this.inputs = inputs;
    this.messages = messages;
  }

  /// A column of units.
  ///
  /// @param half as many units are above the middle as below it
  /// @param distance between two of them
  private record Column(int half, double distance, String name, String size, Colours colours) {}

  /// Of the discs of a column.
  private record Colours(String fill, String stroke) {}

  private static final Colours OUTER = new Colours("#dbe7f6", "#1f4fd8");
  private static final Colours HIDDEN = new Colours("#f9dcdc", "#c81e1e");

  /// Draws `inputs → N → inputs`.
  ///
  /// @param widths the values of N, to print above the hidden layer
  /// @param hiddenStep what follows the first linear layer
  /// @param outputStep what follows the second
  void oneLayer(String widths, String hiddenStep, String outputStep) {
    String pixels = messages.get("network.pixels", inputs);
    columns(
        120,
        240,
        List.of(
            new Column(4, 26, messages.get("network.input"), pixels, OUTER),
            new Column(2, 32, messages.get("network.hidden"), "N = " + widths, HIDDEN),
            new Column(4, 26, messages.get("network.output"), pixels, OUTER)));
    operation(240, 132, messages.get("network.linear", inputs, "N"));
    operation(480, 132, messages.get("network.linear", "N", inputs));
    drawing.text(360, top + HEIGHT - 14, 14, Anchor.MIDDLE, Drawing.INK, hiddenStep);
    drawing.text(600, top + HEIGHT - 14, 14, Anchor.MIDDLE, Drawing.INK, outputStep);
    top += HEIGHT;
  }

  /// Draws `inputs → 256 → 64 → 256 → inputs`.
  ///
  /// @param networks of the same number of layers, more than one
  /// @param steps what follows the linear layers
  void layers(List<HiddenWidths> networks, String steps) {
    int encoder = networks.getFirst().widths().size();
    List<Integer> shown =
        encoder <= MOST_LAYERS
            ? IntStream.range(0, encoder).boxed().toList()
            : List.of(0, 1, 2, encoder - 3, encoder - 2, encoder - 1);
    double step = (RIGHT - LEFT) / (2 * shown.size());
    String pixels = messages.get("network.pixels", inputs);
    List<Column> there = new ArrayList<>();
    there.add(new Column(4, 22, messages.get("network.input"), pixels, OUTER));
    for (int layer : shown) {
      boolean code = layer == encoder - 1;
      there.add(
          new Column(
              code ? 2 : 3,
              code ? 32 : 26,
              code ? messages.get("network.code") : "",
              widths(networks, layer, step),
              HIDDEN));
    }
    List<Column> all = new ArrayList<>(there);
    all.addAll(there.subList(1, there.size() - 1).reversed());
    all.add(new Column(4, 22, messages.get("network.output"), pixels, OUTER));
    drawing.text(360, top + 22, 15, Anchor.MIDDLE, Drawing.INK, "N = " + names(networks));
    top += TITLE;
    columns(LEFT, step, all);
    if (step >= ROOM_FOR_OPERATIONS) {
      for (int i = 0; i < 2 * shown.size(); i++) {
        operation(LEFT + (i + 0.5) * step, 52, messages.get("network.layer"));
      }
    }
    top += HEIGHT;
    drawing.text(360, top - 14, 14, Anchor.MIDDLE, Drawing.INK, steps);
  }

  /// The widths of a layer, or the least and the greatest of more than there is room for.
  private static String widths(List<HiddenWidths> networks, int layer, double room) {
    List<Integer> widths =
        networks.stream().map(network -> network.widths().get(layer)).distinct().sorted().toList();
    String all = widths.stream().map(String::valueOf).collect(Collectors.joining(", "));
    return all.length() * LETTER < room || widths.size() == 1
        ? all
        : widths.getFirst() + "–" + widths.getLast();
  }

  private static String names(List<HiddenWidths> networks) {
    List<String> all = networks.stream().map(HiddenWidths::toString).toList();
    String some = Excerpt.list(all);
    return some.length() * LETTER < RIGHT - LEFT ? some : all.getFirst() + ", …, " + all.getLast();
  }

  /// The document.
  String svg(String description) {
    return drawing.svg(top, description);
  }

  private void columns(double left, double step, List<Column> columns) {
    for (int i = 1; i < columns.size(); i++) {
      connect(left + (i - 1) * step, columns.get(i - 1), left + i * step, columns.get(i));
    }
    for (int i = 0; i < columns.size(); i++) {
      layer(left + i * step, columns.get(i));
    }
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      double x = left + i * step;
      if (!column.name().isEmpty()) {
        drawing.text(x, top + 22, 15, Anchor.MIDDLE, Drawing.INK, column.name());
      }
      drawing.text(x, top + 41, 13, Anchor.MIDDLE, Drawing.FAINT, column.size());
    }
  }

  // The y of each unit: as many above the middle as below it, and room for dots between them.
  private double[] units(Column column) {
    int half = column.half();
    double[] ys = new double[2 * half];
    for (int i = 0; i < half; i++) {
      ys[i] = top + MIDDLE - GAP - i * column.distance();
      ys[half + i] = top + MIDDLE + GAP + i * column.distance();
    }
    return ys;
  }

  private void connect(double x1, Column from, double x2, Column to) {
    for (double y1 : units(from)) {
      for (double y2 : units(to)) {
        drawing.line(x1, y1, x2, y2, "#c9c9c9", 0.7);
      }
    }
  }

  private void layer(double x, Column column) {
    String stroke = column.colours().stroke();
    for (double y : units(column)) {
      drawing.disc(x, y, RADIUS, column.colours().fill(), stroke);
    }
    for (int i = -1; i <= 1; i++) {
      drawing.disc(x, top + MIDDLE + 9 * i, 1.8, stroke, stroke);
    }
  }

  private void operation(double x, double width, String text) {
    double y = top + MIDDLE;
    drawing.box(x - width / 2, y - 14, width, 28, "#ffffff", "#c9c9c9");
    drawing.text(x, y + 5, 14, Anchor.MIDDLE, Drawing.INK, text);
  }
}
