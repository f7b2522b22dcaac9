package dev.telar.tables.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/// Takes the values out of a decoded picture as they are stored. Java2D's own conversions would
/// pass through a linear colour space and change them.
final class ImagePixels {
  private static final int LARGEST = 255;
  private static final int MOST_BITS = 16;

  private ImagePixels() {}

  /// The picture in 8 bits a value: grey where it is stored as grey, otherwise in red, green and
  /// blue; what is transparent lies on white.
  ///
  /// @throws BadPictureException if it has values of another kind
  static Pixels of(BufferedImage image) throws BadPictureException {
    var size = new PictureSize(image.getHeight(), image.getWidth());
    return image.getColorModel() instanceof IndexColorModel palette
        ? fromPalette(image.getRaster(), palette, size)
        : fromValues(image.getRaster(), image.getColorModel(), size);
  }

  private static Pixels fromPalette(Raster raster, IndexColorModel palette, PictureSize size)
      throws BadPictureException {
    var colours = new byte[3 * palette.getMapSize()];
    for (int i = 0; i < palette.getMapSize(); i++) {
      colours[3 * i] = onWhite(palette.getRed(i), palette.getAlpha(i));
      colours[3 * i + 1] = onWhite(palette.getGreen(i), palette.getAlpha(i));
      colours[3 * i + 2] = onWhite(palette.getBlue(i), palette.getAlpha(i));
    }
    var values = new byte[3 * size.pixels()];
    int at = 0;
    int[] row = new int[size.width()];
    for (int y = 0; y < size.height(); y++) {
      raster.getSamples(0, y, size.width(), 1, 0, row);
      for (int index : row) {
        if (index >= palette.getMapSize()) {
          throw new BadPictureException(
              "is damaged (it has colour %d of a palette of %d)"
                  .formatted(index, palette.getMapSize()));
        }
        values[at++] = colours[3 * index];
        values[at++] = colours[3 * index + 1];
        values[at++] = colours[3 * index + 2];
      }
    }
    return new Pixels(size, 3, values);
  }

  private static Pixels fromValues(Raster raster, ColorModel model, PictureSize size)
      throws BadPictureException {
    int colours = colours(model);
    int bands = raster.getNumBands();
    boolean isTransparent = model.hasAlpha();
    if (bands != colours + (isTransparent ? 1 : 0)) {
      throw new BadPictureException("has %d values a pixel, 1 to 4 are read".formatted(bands));
    }
    int[] largest = largest(raster);
    var values = new byte[colours * size.pixels()];
    int at = 0;
    int[] row = new int[bands * size.width()];
    for (int y = 0; y < size.height(); y++) {
      raster.getPixels(0, y, size.width(), 1, row);
      for (int x = 0; x < row.length; x += bands) {
        int alpha = isTransparent ? scaled(row[x + colours], largest[colours]) : LARGEST;
        for (int band = 0; band < colours; band++) {
          int value = scaled(row[x + band], largest[band]);
          values[at++] =
              isTransparent && model.isAlphaPremultiplied()
                  ? (byte) Math.min(LARGEST, value + LARGEST - alpha)
                  : onWhite(value, alpha);
        }
      }
    }
    return new Pixels(size, colours, values);
  }

  /// How many values a colour has: 1 or 3, whatever a profile says that they mean.
  ///
  /// @throws BadPictureException if it is another number
  static int colours(ColorModel model) throws BadPictureException {
    return switch (model.getColorSpace().getType()) {
      case ColorSpace.TYPE_GRAY -> 1;
      case ColorSpace.TYPE_RGB -> 3;
      case ColorSpace.TYPE_CMYK ->
          throw new BadPictureException(
              "has the colours of a printer (CMYK); grey and RGB are read");
      default -> throw new BadPictureException("has other colours than grey and RGB");
    };
  }

  private static int[] largest(Raster raster) throws BadPictureException {
    int[] bits = raster.getSampleModel().getSampleSize();
    boolean isWhole =
        switch (raster.getTransferType()) {
          case DataBuffer.TYPE_BYTE, DataBuffer.TYPE_USHORT, DataBuffer.TYPE_INT -> true;
          default -> false;
        };
    var largest = new int[bits.length];
    for (int band = 0; band < bits.length; band++) {
      if (!isWhole || bits[band] < 1 || bits[band] > MOST_BITS) {
        throw new BadPictureException(
            "has values of %d bits%s; unsigned ones of 1 to %d are read"
                .formatted(bits[band], isWhole ? "" : " with a sign or a fraction", MOST_BITS));
      }
      largest[band] = (1 << bits[band]) - 1;
    }
    return largest;
  }

  /// In 8 bits, rounded half up.
  private static int scaled(int value, int largest) {
    return largest == LARGEST ? value : (2 * LARGEST * value + largest) / (2 * largest);
  }

  /// A colour over white, rounded; there are no halves.
  private static byte onWhite(int value, int alpha) {
    return (byte) ((value * alpha + LARGEST * (LARGEST - alpha) + LARGEST / 2) / LARGEST);
  }
}
