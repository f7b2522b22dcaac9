package dev.telar.report;

import dev.telar.figure.Raster;
import dev.telar.model.Features;
import java.io.IOException;
import java.util.Base64;

/// Many small pictures in one, which scripts take apart again.
final class Sprites {
  /// TestRows beside each other.
  static final int COLUMNS = 16;

  private Sprites() {}

  /// The pictures row by row, as a PNG in Base64.
  ///
  /// @param images in [0, 1], one after the other
  /// @param shape of each
  static String png(float[] images, Features.Image shape) throws IOException {
    return Base64.getEncoder().encodeToString(Raster.mosaic(images, shape, COLUMNS));
  }
}
