package dev.telar.report;

import dev.telar.figure.Raster;
import java.io.IOException;
import java.util.Base64;

/// Many small pictures in one, which scripts take apart again.
final class Sprites {
  /// Pictures beside each other.
  static final int COLUMNS = 16;

  private Sprites() {}

  /// The pictures row by row, as a grey PNG in Base64.
  ///
  /// @param images in [0, 1], a picture of `height × width` after the other
  static String png(float[] images, int height, int width) throws IOException {
    int count = images.length / (height * width);
    int across = Math.min(COLUMNS, count) * width;
    int down = Math.ceilDiv(count, COLUMNS) * height;
    float[] all = new float[across * down];
    for (int i = 0; i < count; i++) {
      for (int y = 0; y < height; y++) {
        int place = (i / COLUMNS * height + y) * across + i % COLUMNS * width;
        System.arraycopy(images, (i * height + y) * width, all, place, width);
      }
    }
    return Base64.getEncoder().encodeToString(Raster.grey(all, down, across, 1));
  }
}
