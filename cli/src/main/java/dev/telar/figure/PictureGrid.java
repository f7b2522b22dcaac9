package dev.telar.figure;

import dev.telar.data.Batch;
import dev.telar.engine.Engine;
import dev.telar.figure.Drawing.Anchor;
import dev.telar.model.Autoencoder;
import dev.telar.study.TestRows;
import dev.telar.text.Messages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// TestRows in rows: figures 1, 4 and 7, and the worst and best samples of a diagnosis.
final class PictureGrid {
  // The pixels of a picture in print, before rounding to a whole multiple of its own.
  private static final int TARGET_PIXELS = 140;

  /// Small enough that the labels of neighbouring pictures stay apart.
  private static final double LABEL_SIZE = 8.5;

  private static final double CAPTION_SIZE = 9.5;

  private final TestRows tested;
  private final Messages messages;
  private final int factor;
  private final double width;
  private final double height;

  PictureGrid(TestRows tested, Messages messages) {
    this.tested = tested;
    this.messages = messages;
    int longer = Math.max(tested.width(), tested.height());
    this.factor = Math.max(1, TARGET_PIXELS / longer);
    // One pixel of the encoded picture is one of the painted figure; large images are shrunk.
    double shrink = Math.min(1, TARGET_PIXELS / (double) longer);
    this.width = tested.width() * factor * shrink / Raster.SCALE;
    this.height = tested.height() * factor * shrink / Raster.SCALE;
  }

  /// Figure 1: rows of images, with their classes' names above where these are known.
  String sample(int rows, String description) throws IOException {
    var drawing = new Drawing();
    List<List<Integer>> sample = tested.sample(rows);
    double step = (Drawing.WIDTH - 16.0) / 10;
    double top = classNames(drawing, sample.getFirst(), step);
    for (int r = 0; r < sample.size(); r++) {
      for (int c = 0; c < sample.get(r).size(); c++) {
        double x = even(8 + step * c + (step - width) / 2);
        image(drawing, x, top + r * even(height + 14), original(sample.get(r).get(c)));
      }
    }
    return drawing.svg(top + sample.size() * even(height + 14), description);
  }

  private double classNames(Drawing drawing, List<Integer> row, double step) {
    if (tested.className(row.getFirst()).isEmpty()) {
      return 14;
    }
    for (int c = 0; c < row.size(); c++) {
      String name = tested.className(row.get(c));
      drawing.text(8 + step * (c + 0.5), 20, 11, Anchor.MIDDLE, Drawing.INK, name);
    }
    return 30;
  }

  /// What a model makes of images.
  ///
  /// @param label what to call it
  record Row(String label, Autoencoder model) {}

  /// Figure 7: images in a row, and below each what models make of it.
  String rows(List<Integer> shown, List<Row> rows, int threads, String description)
      throws IOException {
    var drawing = new Drawing();
    double y =
        row(drawing, 4, messages.get("original"), shown.stream().map(this::original).toList());
    for (Row row : rows) {
      y = row(drawing, y, row.label(), reconstruct(shown, row.model(), threads));
    }
    return drawing.svg(y, description);
  }

  /// Draws a row below its label, and says where the next one begins.
  private double row(Drawing drawing, double y, String label, List<float[]> images)
      throws IOException {
    double step = (Drawing.WIDTH - 16.0) / 10;
    double left = (Drawing.WIDTH - images.size() * step) / 2;
    double first = even(left + (step - width) / 2);
    drawing.text(first, y + 12, 11, Anchor.START, Drawing.INK, label);
    for (int i = 0; i < images.size(); i++) {
      image(drawing, even(left + step * i + (step - width) / 2), y + 18, images.get(i));
    }
    return y + 18 + even(height + 8);
  }

  /// Figure 4: images and what a model makes of them, side by side, five pairs a row.
  String pairs(
      List<Integer> shown, Autoencoder model, String outcome, int threads, String description)
      throws IOException {
    return pairs(shown, List.of(), model, outcome, threads, description);
  }

  /// Images and what a model makes of them, with a line below each pair.
  ///
  /// @param captions a line for each image, or none
  String pairs(
      List<Integer> shown,
      List<String> captions,
      Autoencoder model,
      String outcome,
      int threads,
      String description)
      throws IOException {
    double rowHeight = even(height + (captions.isEmpty() ? 16 : 34));
    List<float[]> reconstructions = reconstruct(shown, model, threads);
    var drawing = new Drawing();
    int columns = Math.min(5, shown.size());
    double step = Drawing.WIDTH / 5.0;
    double left = (Drawing.WIDTH - columns * step) / 2;
    double top = 28;
    for (int i = 0; i < shown.size(); i++) {
      double middle = left + step * (i % columns + 0.5);
      int row = i / columns;
      double y = top + row * rowHeight;
      image(drawing, even(middle - width - 4), y, original(shown.get(i)));
      image(drawing, even(middle + 4), y, reconstructions.get(i));
      if (!captions.isEmpty()) {
        double baseline = y + height + 14;
        drawing.text(middle, baseline, CAPTION_SIZE, Anchor.MIDDLE, Drawing.INK, captions.get(i));
      }
      if (i < columns) {
        double half = width / 2 + 4;
        drawing.text(
            middle - half, 18, LABEL_SIZE, Anchor.MIDDLE, Drawing.INK, messages.get("original"));
        drawing.text(middle + half, 18, LABEL_SIZE, Anchor.MIDDLE, Drawing.INK, outcome);
      }
    }
    int rows = (shown.size() + columns - 1) / columns;
    return drawing.svg(top + rows * rowHeight, description);
  }

  private List<float[]> reconstruct(List<Integer> shown, Autoencoder model, int threads) {
    int[] order = shown.stream().mapToInt(Integer::intValue).toArray();
    int pixels = tested.test().width();
    float[] out = new float[order.length * pixels];
    try (Engine engine = Engine.open(Engine.Kind.AUTO, model, order.length, threads)) {
      engine.reconstruct(new Batch(tested.test(), order, 0, order.length), out);
    }
    var images = new ArrayList<float[]>();
    for (int i = 0; i < order.length; i++) {
      float[] image = new float[pixels];
      System.arraycopy(out, i * pixels, image, 0, pixels);
      images.add(image);
    }
    return images;
  }

  private float[] original(int row) {
    float[] pixels = new float[tested.test().width()];
    tested.test().read(row, pixels);
    return pixels;
  }

  private void image(Drawing drawing, double x, double y, float[] pixels) throws IOException {
    byte[] png = Raster.picture(pixels, tested.image(), factor);
    drawing.image(x, y, width, height, png);
  }

  // An even coordinate falls on a whole pixel of the painted figure.
  private static double even(double coordinate) {
    return 2 * Math.rint(coordinate / 2);
  }
}
