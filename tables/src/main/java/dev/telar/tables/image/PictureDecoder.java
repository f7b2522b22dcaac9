package dev.telar.tables.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.MultiPixelPackedSampleModel;
import java.awt.image.SampleModel;
import java.awt.image.SinglePixelPackedSampleModel;
import java.io.EOFException;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.event.IIOReadWarningListener;
import org.jspecify.annotations.Nullable;

/// Decodes pictures, one after the other, by the JDK's own readers, so that no other one on the
/// class path changes values. For one thread at a time.
final class PictureDecoder implements AutoCloseable {
  /// More than any program writes; each may take the time of a whole picture.
  private static final int MOST_SCANS = 100;

  private static final int MOST_VALUES = 4;

  /// How many times its size a file may expand to: GIF's compression reaches 2700, PNG's 1032.
  private static final long LARGEST_EXPANSION = 4096;

  private static final long FREE_BYTES = 64L << 20;

  private final Map<PictureFormat, ImageReader> readers = new EnumMap<>(PictureFormat.class);

  /// Reads a picture's header; the picture is to be used before the next one is opened.
  ///
  /// @param bytes the file, which may be changed
  /// @throws BadPictureException if it is damaged, too large or of a kind that is not read
  Opened open(byte[] bytes, PictureFormat format) throws BadPictureException {
    return switch (format) {
      case PNG, GIF -> open(bytes, format, Orientation.UPRIGHT);
      case JPEG -> {
        var segments = new JpegSegments(bytes);
        if (segments.scans() > MOST_SCANS) {
          throw new BadPictureException(
              "has %d scans, at most %d are read".formatted(segments.scans(), MOST_SCANS));
        }
        yield open(segments.withoutProfile(), format, segments.orientation());
      }
      case TIFF -> {
        TiffTags tags = TiffTags.of(bytes, 0, bytes.length);
        OptionalLong tileHeight = tags.number(TiffTags.TILE_HEIGHT);
        OptionalLong tileWidth = tags.number(TiffTags.TILE_WIDTH);
        if (tileHeight.isPresent() && tileWidth.isPresent()) {
          checkSize("tiles of ", tileHeight.getAsLong(), tileWidth.getAsLong());
        }
        yield open(bytes, format, Orientation.of(tags));
      }
      case BMP -> {
        BmpHeader.check(bytes);
        yield open(bytes, format, Orientation.UPRIGHT);
      }
    };
  }

  private Opened open(byte[] bytes, PictureFormat format, Orientation orientation)
      throws BadPictureException {
    ImageReader reader = readers.computeIfAbsent(format, PictureDecoder::reader);
    var warnings = new Warnings(format == PictureFormat.JPEG);
    try {
      reader.reset();
      reader.addIIOReadWarningListener(warnings);
      reader.setInput(new ByteInput(bytes), true, true);
      PictureSize stored = checkSize("", reader.getHeight(0), reader.getWidth(0));
      Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
      if (types.hasNext()) {
        checkKind(types.next(), stored, bytes.length);
      }
      return new Opened(format, reader, stored, orientation, warnings);
    } catch (IOException | RuntimeException e) {
      throw damaged(format, e);
    }
  }

  private static PictureSize checkSize(String what, long height, long width)
      throws BadPictureException {
    if (height < 1 || width < 1 || height > PictureSize.MOST_PIXELS / width) {
      throw new BadPictureException(
          "has %s%d x %d pixels; 1 to %d are read"
              .formatted(what, height, width, PictureSize.MOST_PIXELS));
    }
    return new PictureSize((int) height, (int) width);
  }

  /// Readers take an array for the pixels before they know whether the file has them.
  private static void checkKind(ImageTypeSpecifier type, PictureSize size, int fileBytes)
      throws BadPictureException {
    ImagePixels.colours(type.getColorModel());
    if (type.getNumBands() > MOST_VALUES) {
      throw new BadPictureException(
          "has %d values a pixel, 1 to %d are read".formatted(type.getNumBands(), MOST_VALUES));
    }
    long bytes = (long) size.pixels() * bits(type.getSampleModel()) / Byte.SIZE;
    if (bytes > FREE_BYTES + LARGEST_EXPANSION * fileBytes) {
      throw new BadPictureException(
          "is damaged (%s pixels are %d bytes, more than a file of %d can hold)"
              .formatted(size, bytes, fileBytes));
    }
  }

  /// The bits of a pixel in memory.
  private static int bits(SampleModel model) {
    int element = DataBuffer.getDataTypeSize(model.getDataType());
    return switch (model) {
      case MultiPixelPackedSampleModel packed -> packed.getPixelBitStride();
      case SinglePixelPackedSampleModel _ -> element;
      default -> element * model.getNumBands();
    };
  }

  private static ImageReader reader(PictureFormat format) {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format.reader());
    while (readers.hasNext()) {
      ImageReader reader = readers.next();
      if (reader.getClass().getModule().equals(ImageIO.class.getModule())) {
        return reader;
      }
    }
    throw new AssertionError("every JDK reads " + format);
  }

  /// A reader that failed is used no more.
  private BadPictureException damaged(PictureFormat format, Exception failure) {
    ImageReader failed = readers.remove(format);
    if (failed != null) {
      failed.dispose();
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof EOFException) {
        return new BadPictureException("is cut off", failure);
      }
    }
    String told = failure.getMessage();
    return new BadPictureException(
        "is damaged (%s)".formatted(told == null ? failure.getClass().getSimpleName() : told),
        failure);
  }

  @Override
  public void close() {
    readers.values().forEach(ImageReader::dispose);
    readers.clear();
  }

  /// A picture whose header was read.
  final class Opened {
    private final PictureFormat format;
    private final ImageReader reader;
    private final PictureSize stored;
    private final Orientation orientation;
    private final Warnings warnings;

    private Opened(
        PictureFormat format,
        ImageReader reader,
        PictureSize stored,
        Orientation orientation,
        Warnings warnings) {
      this.format = format;
      this.reader = reader;
      this.stored = stored;
      this.orientation = orientation;
      this.warnings = warnings;
    }

    /// The size that is seen.
    PictureSize size() {
      return orientation.seen(stored);
    }

    /// Decodes the picture, and turns it as it is seen.
    Pixels pixels() throws BadPictureException {
      BufferedImage image;
      try {
        image = reader.read(0);
      } catch (IOException | RuntimeException e) {
        throw damaged(format, e);
      }
      warnings.check();
      return orientation.apply(ImagePixels.of(image));
    }
  }

  /// What a reader tells of a picture that it reads nevertheless: mostly that it made up pixels.
  private static final class Warnings implements IIOReadWarningListener {
    private static final Pattern HARMLESS =
        Pattern.compile("extraneous bytes|profile|JFIF|Adobe|thumbnail", Pattern.CASE_INSENSITIVE);

    private final boolean mind;
    private @Nullable String damage;

    Warnings(boolean mind) {
      this.mind = mind;
    }

    @Override
    public void warningOccurred(ImageReader source, String warning) {
      if (mind && damage == null && !HARMLESS.matcher(warning).find()) {
        damage = warning;
      }
    }

    void check() throws BadPictureException {
      if (damage != null) {
        throw new BadPictureException("is cut off or damaged (%s)".formatted(damage));
      }
    }
  }
}
