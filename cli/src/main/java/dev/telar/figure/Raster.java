package dev.telar.figure;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.LoaderContext;
import com.github.weisj.jsvg.parser.SVGLoader;
import com.github.weisj.jsvg.view.ViewBox;
import dev.telar.model.Features;
import dev.telar.text.Markup;
import java.awt.Color;
import java.awt.Component;
import java.awt.Graphics2D;
import java.awt.GraphicsEnvironment;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOInvalidTreeException;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/// Pixels: a drawing painted for print, and small images. Needs no display.
public final class Raster {
  /// Pixels to a unit of a drawing: figures 720 units wide become 1800 pixels wide.
  static final double SCALE = 2.5;

  // 1800 pixels across 15.24 cm, a page's text width, are 300 to the inch.
  private static final int PIXELS_PER_METRE = 11811;

  private static final String PNG_METADATA = "javax_imageio_png_1.0";

  static {
    // Its cache files need a hook that cannot be set any more when Ctrl-C has begun the JVM's end.
    ImageIO.setUseCache(false);
  }

  private Raster() {}

  /// Paints an SVG document on white, as a PNG of 300 dots to the inch.
  ///
  /// @throws IOException if the document cannot be painted
  public static byte[] paint(String svg) throws IOException {
    PrintFont.register();
    // JSVG falls back to a serif where the first families are missing.
    SVGDocument document = load(svg.replace(Markup.escape(Drawing.FONT), PrintFont.FAMILY));
    var size = document.size();
    int width = (int) Math.round(size.width * SCALE);
    int height = (int) Math.round(size.height * SCALE);
    var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      graphics.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      graphics.setRenderingHint(
          RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
      graphics.setRenderingHint(
          RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
      graphics.setColor(Color.WHITE);
      graphics.fillRect(0, 0, width, height);
      document.render((Component) null, graphics, new ViewBox(0, 0, width, height));
    } finally {
      graphics.dispose();
    }
    return png(image);
  }

  /// Reads a document to paint it.
  static SVGDocument load(String svg) throws IOException {
    SVGDocument document =
        new SVGLoader()
            .load(
                new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)),
                null,
                LoaderContext.createDefault());
    if (document == null) {
      throw new IOException("a figure's SVG could not be painted");
    }
    return document;
  }

  /// Whether this machine has what Java needs to paint text: fonts, and on Linux fontconfig. A bare
  /// container has neither.
  public static boolean hasFonts() {
    try {
      return GraphicsEnvironment.getLocalGraphicsEnvironment().getAvailableFontFamilyNames().length
          > 0;
    } catch (InternalError | RuntimeException | LinkageError e) {
      // What the JDK throws depends on what is missing; each of them means that it cannot.
      return false;
    }
  }

  /// An image, each pixel repeated to a square of `factor × factor`, so that no viewer blurs it.
  ///
  /// @param values in [0, 1], as the shape says; what lies outside is cut off
  public static byte[] picture(float[] values, Features.Image shape, int factor)
      throws IOException {
    int width = shape.width();
    var image =
        new BufferedImage(
            width * factor,
            shape.height() * factor,
            shape.isColoured() ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int pixel = y / factor * width + x / factor;
        for (int channel = 0; channel < shape.channels(); channel++) {
          float value = values[pixel * shape.channels() + channel];
          image.getRaster().setSample(x, y, channel, Math.round(Math.clamp(value, 0f, 1f) * 255));
        }
      }
    }
    return png(image);
  }

  /// Images beside and below each other in one.
  ///
  /// @param images in [0, 1], one after the other
  /// @param shape of each
  /// @param columns images beside each other, at most
  public static byte[] mosaic(float[] images, Features.Image shape, int columns)
      throws IOException {
    int count = images.length / shape.count();
    int across = Math.min(columns, count);
    int line = shape.width() * shape.channels();
    var whole =
        new Features.Image(
            Math.ceilDiv(count, columns) * shape.height(),
            across * shape.width(),
            shape.channels());
    float[] all = new float[whole.count()];
    for (int i = 0; i < count; i++) {
      for (int y = 0; y < shape.height(); y++) {
        int row = i / columns * shape.height() + y;
        int place = (row * across + i % columns) * line;
        System.arraycopy(images, i * shape.count() + y * line, all, place, line);
      }
    }
    return picture(all, whole, 1);
  }

  /// A coloured image, each pixel repeated to a square of `factor × factor`.
  ///
  /// @param colours as 0xRRGGBB, row after row
  public static byte[] colour(int[] colours, int height, int width, int factor) throws IOException {
    var image = new BufferedImage(width * factor, height * factor, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height * factor; y++) {
      for (int x = 0; x < width * factor; x++) {
        image.setRGB(x, y, colours[y / factor * width + x / factor]);
      }
    }
    return png(image);
  }

  private static byte[] png(BufferedImage image) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    var bytes = new ByteArrayOutputStream();
    // In memory: ImageIO's default opens a temporary file.
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      IIOMetadata metadata =
          writer.getDefaultImageMetadata(
              ImageTypeSpecifier.createFromRenderedImage(image), writer.getDefaultWriteParam());
      setResolution(metadata);
      writer.setOutput(out);
      writer.write(new IIOImage(image, null, metadata));
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private static void setResolution(IIOMetadata metadata) throws IIOInvalidTreeException {
    var physical = new IIOMetadataNode("pHYs");
    physical.setAttribute("pixelsPerUnitXAxis", String.valueOf(PIXELS_PER_METRE));
    physical.setAttribute("pixelsPerUnitYAxis", String.valueOf(PIXELS_PER_METRE));
    physical.setAttribute("unitSpecifier", "meter");
    var root = new IIOMetadataNode(PNG_METADATA);
    root.appendChild(physical);
    metadata.mergeTree(PNG_METADATA, root);
  }
}
