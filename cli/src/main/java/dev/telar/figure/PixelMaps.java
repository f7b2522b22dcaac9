package dev.telar.figure;

import dev.telar.figure.Drawing.Anchor;
import dev.telar.measure.Diagnosis;
import dev.telar.measure.OutputUnit;
import dev.telar.model.Features;
import dev.telar.run.TrainingWarning;
import dev.telar.text.Messages;
import dev.telar.text.Numbers;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// What a diagnosis says of each pixel, on the image.
final class PixelMaps {
  private static final int TARGET_PIXELS = 840;
  private static final double LEFT = 20;
  private static final double RIGHT = 372;
  private static final double TOP = 32;
  private static final double BAR = 16;

  private static final int DEAD = 0xd7191c;
  private static final int NEARLY_DEAD = 0xfdae61;
  private static final int SATURATED = 0x7b3294;
  private static final int DARK = 0x3f6fa8;

  /// In the order in which they are named below the map.
  private static final Map<Integer, String> LEGEND = legend();

  /// Of each pixel its channels' outputs.
  private final List<List<OutputUnit>> pixels;

  private final Messages messages;
  private final int height;
  private final int width;
  private final int factor;
  private final double drawnWidth;
  private final double drawnHeight;

  PixelMaps(Diagnosis diagnosis, Features.Image image, Messages messages) {
    int channels = image.channels();
    this.pixels =
        IntStream.range(0, diagnosis.outputs().size() / channels)
            .mapToObj(i -> diagnosis.outputs().subList(i * channels, (i + 1) * channels))
            .toList();
    this.messages = messages;
    this.height = image.height();
    this.width = image.width();
    int longer = Math.max(height, width);
    factor = Math.max(1, TARGET_PIXELS / longer);
    double shrink = Math.min(1, TARGET_PIXELS / (double) longer);
    drawnWidth = width * factor * shrink / Raster.SCALE;
    drawnHeight = height * factor * shrink / Raster.SCALE;
  }

  /// The mean image, and beside it where pixels are dead.
  String states() throws IOException {
    int[] mean = new int[pixels.size()];
    int[] states = new int[pixels.size()];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = colour(pixels.get(i));
      states[i] = state(pixels.get(i), mean[i]);
    }
    var drawing = new Drawing();
    image(drawing, LEFT, messages.get("pixels.mean"), mean);
    image(drawing, RIGHT, messages.get("pixels.failing"), states);
    double y = TOP + drawnHeight + 20;
    double x = RIGHT;
    for (Map.Entry<Integer, String> entry : LEGEND.entrySet()) {
      if (Arrays.stream(states).anyMatch(colour -> colour == entry.getKey())) {
        x = legend(drawing, x, y, entry.getKey(), messages.get(entry.getValue()));
      }
    }
    return drawing.svg(even(y + 12), messages.get("pixels.states"));
  }

  private static Map<Integer, String> legend() {
    Map<Integer, String> legend = new LinkedHashMap<>();
    legend.put(DEAD, "pixels.dead");
    legend.put(NEARLY_DEAD, "pixels.nearly-dead");
    legend.put(SATURATED, "pixels.saturated");
    legend.put(DARK, "pixels.dark");
    return Collections.unmodifiableMap(legend);
  }

  /// The colour of the first state in the legend's order that one of a pixel's channels is in.
  private static int state(List<OutputUnit> channels, int otherwise) {
    List<Integer> states = channels.stream().map(output -> state(output, otherwise)).toList();
    return LEGEND.keySet().stream().filter(states::contains).findFirst().orElse(otherwise);
  }

  private static int state(OutputUnit output, int otherwise) {
    return switch (output.activity().state()) {
      case DEAD -> output.dataMean() == 0 ? DARK : DEAD;
      case NEARLY_DEAD -> NEARLY_DEAD;
      // Such as one that is rightly 0 because its pixel is black.
      case SATURATED -> output.error() <= TrainingWarning.INVISIBLE ? otherwise : SATURATED;
      case ALWAYS_ACTIVE, NORMAL -> otherwise;
    };
  }

  /// The mean square error of each pixel, and its scale.
  String errors() throws IOException {
    double[] errors =
        pixels.stream()
            .mapToDouble(pixel -> pixel.stream().mapToDouble(OutputUnit::error).average().orElse(0))
            .toArray();
    double largest = Arrays.stream(errors).max().orElse(0);
    int[] colours =
        Arrays.stream(errors)
            .mapToInt(error -> ColourScale.HEAT.of(largest == 0 ? 0 : error / largest))
            .toArray();
    var drawing = new Drawing();
    image(drawing, LEFT, messages.get("pixels.error"), colours);
    int steps = 256;
    // Of the place's own proportions: an image keeps its.
    int across = Math.max(1, (int) Math.round(steps * BAR / drawnHeight));
    int[] bar = new int[steps * across];
    for (int i = 0; i < bar.length; i++) {
      bar[i] = ColourScale.HEAT.of(1 - Math.floorDiv(i, across) / (steps - 1.0));
    }
    double x = LEFT + drawnWidth + 20;
    drawing.image(x, TOP, BAR, drawnHeight, Raster.colour(bar, steps, across, 1));
    for (int i = 0; i <= 4; i++) {
      double y = TOP + drawnHeight * i / 4 + 4;
      String label = Numbers.error(largest * (4 - i) / 4);
      drawing.text(x + BAR + 6, y, 11, Anchor.START, Drawing.INK, label);
    }
    return drawing.svg(even(TOP + drawnHeight + 16), messages.get("pixels.errors"));
  }

  private void image(Drawing drawing, double x, String title, int[] colours) throws IOException {
    drawing.text(x, TOP - 12, 11, Anchor.START, Drawing.INK, title);
    byte[] png = Raster.colour(colours, height, width, factor);
    drawing.image(x, TOP, drawnWidth, drawnHeight, png);
  }

  private static double legend(Drawing drawing, double x, double y, int colour, String text) {
    String fill = "#%06x".formatted(colour);
    drawing.box(x, y - 9, 10, 10, fill, fill);
    drawing.text(x + 14, y, 10, Anchor.START, Drawing.INK, text);
    return x + 30 + text.length() * 5.2;
  }

  /// The mean image's.
  private static int colour(List<OutputUnit> channels) {
    int red = level(channels.getFirst());
    int green = level(channels.get(channels.size() / 2));
    int blue = level(channels.getLast());
    return red << 16 | green << 8 | blue;
  }

  private static int level(OutputUnit output) {
    return (int) Math.round(Math.clamp(output.dataMean(), 0, 1) * 255);
  }

  private static double even(double height) {
    return 2 * Math.ceil(height / 2);
  }
}
