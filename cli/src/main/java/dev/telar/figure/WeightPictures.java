package dev.telar.figure;

import dev.telar.figure.Drawing.Anchor;
import dev.telar.model.Features;
import dev.telar.text.Messages;
import java.io.IOException;
import java.util.Arrays;

/// The weights of many units, each as a picture: a grid, blue below 0 and red above. The weights of
/// coloured images are in their colours, grey at 0.
final class WeightPictures {
  private static final int MAX_PIXELS = 1760;
  private static final int GAP = 4;

  // More would be too small to see.
  private static final int MOST = 576;

  private static final int GROUND = 0xffffff;

  private final Messages messages;
  private final int height;
  private final int width;
  private final boolean coloured;
  private final int columns;
  private final int rows;
  private final int factor;
  private final int shown;

  /// @param units how many there are
  /// @param image what a unit's picture is
  WeightPictures(int units, Features.Image image, Messages messages) {
    this.messages = messages;
    this.height = image.height();
    this.width = image.width();
    this.coloured = image.isColoured();
    int most = Math.max(1, MAX_PIXELS / (Math.max(height, width) + GAP));
    columns = Math.min(most, Math.max(8, (int) Math.ceil(Math.sqrt(Math.min(units, MOST)))));
    shown = Math.min(Math.min(units, MOST), columns * most);
    rows = Math.ceilDiv(shown, columns);
    factor = Math.max(1, (MAX_PIXELS / columns - GAP) / width);
  }

  /// Draws the units, each with colours up to its own largest weight.
  ///
  /// @param weights of each unit, row after row of its picture
  String svg(String title, float[][] weights) throws IOException {
    int cellWidth = width * factor + GAP;
    int cellHeight = height * factor + GAP;
    int[] colours = new int[columns * cellWidth * rows * cellHeight];
    Arrays.fill(colours, GROUND);
    for (int unit = 0; unit < shown; unit++) {
      int left = unit % columns * cellWidth;
      int top = unit / columns * cellHeight;
      double largest = largest(weights[unit]);
      for (int y = 0; y < height * factor; y++) {
        for (int x = 0; x < width * factor; x++) {
          colours[(top + y) * columns * cellWidth + left + x] =
              colour(weights[unit], y / factor * width + x / factor, largest);
        }
      }
    }
    String which =
        shown == weights.length
            ? messages.get("weights.all")
            : messages.get("weights.first", shown, weights.length);
    String text = messages.get(coloured ? "weights.colours" : "weights.text", title, which);
    byte[] png = Raster.colour(colours, rows * cellHeight, columns * cellWidth, 1);
    double shrink = Math.min(1, MAX_PIXELS / (double) (columns * cellWidth));
    double drawnWidth = columns * cellWidth * shrink / Raster.SCALE;
    double drawnHeight = rows * cellHeight * shrink / Raster.SCALE;
    var drawing = new Drawing();
    drawing.text(8, 18, 11, Anchor.START, Drawing.INK, text);
    drawing.image(8, 28, drawnWidth, drawnHeight, png);
    return drawing.svg(2 * Math.ceil((28 + drawnHeight + 8) / 2), text);
  }

  private int colour(float[] weights, int pixel, double largest) {
    if (!coloured) {
      return ColourScale.DIVERGING.of(largest == 0 ? 0 : weights[pixel] / largest);
    }
    int colour = 0;
    for (int channel = 0; channel < 3; channel++) {
      double part = largest == 0 ? 0 : weights[3 * pixel + channel] / largest;
      colour = colour << 8 | (int) Math.round((part + 1) / 2 * 255);
    }
    return colour;
  }

  private static double largest(float[] weights) {
    double largest = 0;
    for (float weight : weights) {
      largest = Math.max(largest, Math.abs(weight));
    }
    return largest;
  }
}
