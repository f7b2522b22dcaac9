package dev.telar.figure;

import dev.telar.figure.Drawing.Anchor;
import dev.telar.text.Messages;

/// The diagram of the network: a column of units for each layer, and what happens between them.
final class NetworkDiagram {
  private static final double HEIGHT = 330;
  private static final double MIDDLE = 176;
  private static final double GAP = 30;
  private static final double RADIUS = 9;

  private NetworkDiagram() {}

  /// Draws `inputs → N → inputs`.
  ///
  /// @param widths the values of N, to print beneath the hidden layer
  /// @param hiddenStep what follows the first linear layer
  /// @param outputStep what follows the second
  static String svg(
      int inputs,
      String widths,
      String hiddenStep,
      String outputStep,
      Messages messages,
      String description) {
    var drawing = new Drawing();
    double[] input = units(4, 26);
    double[] hidden = units(2, 32);
    connect(drawing, 120, input, 360, hidden);
    connect(drawing, 360, hidden, 600, input);
    layer(drawing, 120, input, "#dbe7f6", "#1f4fd8");
    layer(drawing, 360, hidden, "#f9dcdc", "#c81e1e");
    layer(drawing, 600, input, "#dbe7f6", "#1f4fd8");
    heading(drawing, 120, messages.get("network.input"), messages.get("network.pixels", inputs));
    heading(drawing, 360, messages.get("network.hidden"), "N = " + widths);
    heading(drawing, 600, messages.get("network.output"), messages.get("network.pixels", inputs));
    operation(drawing, 240, messages.get("network.linear", inputs, "N"));
    operation(drawing, 480, messages.get("network.linear", "N", inputs));
    drawing.text(360, HEIGHT - 14, 14, Anchor.MIDDLE, Drawing.INK, hiddenStep);
    drawing.text(600, HEIGHT - 14, 14, Anchor.MIDDLE, Drawing.INK, outputStep);
    return drawing.svg(HEIGHT, description);
  }

  // The y of each unit: as many above the middle as below it, and room for dots between them.
  private static double[] units(int half, double distance) {
    double[] ys = new double[2 * half];
    for (int i = 0; i < half; i++) {
      ys[i] = MIDDLE - GAP - i * distance;
      ys[half + i] = MIDDLE + GAP + i * distance;
    }
    return ys;
  }

  private static void connect(Drawing drawing, double x1, double[] from, double x2, double[] to) {
    for (double y1 : from) {
      for (double y2 : to) {
        drawing.line(x1, y1, x2, y2, "#c9c9c9", 0.7);
      }
    }
  }

  private static void layer(Drawing drawing, double x, double[] ys, String fill, String stroke) {
    for (double y : ys) {
      drawing.disc(x, y, RADIUS, fill, stroke);
    }
    for (int i = -1; i <= 1; i++) {
      drawing.disc(x, MIDDLE + 9 * i, 1.8, stroke, stroke);
    }
  }

  private static void heading(Drawing drawing, double x, String name, String size) {
    drawing.text(x, 22, 15, Anchor.MIDDLE, Drawing.INK, name);
    drawing.text(x, 41, 13, Anchor.MIDDLE, Drawing.FAINT, size);
  }

  private static void operation(Drawing drawing, double x, String text) {
    drawing.box(x - 66, MIDDLE - 14, 132, 28, "#ffffff", "#c9c9c9");
    drawing.text(x, MIDDLE + 5, 14, Anchor.MIDDLE, Drawing.INK, text);
  }
}
