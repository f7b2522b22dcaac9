package dev.telar.tables.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// What a BMP file's header may ask of its reader that has no place here.
///
/// 14 bytes, then the length of what follows, in little-endian order. (Format: Microsoft, *Bitmap
/// Header Types*, BITMAPINFOHEADER to BITMAPV5HEADER.)
final class BmpHeader {
  private static final int LENGTH = 14;
  private static final int COMPRESSION = 30;
  private static final int COLOUR_SPACE = 70;

  private static final int LENGTH_WITH_COMPRESSION = 40;
  private static final int LENGTH_WITH_COLOUR_SPACE = 108;
  private static final int JPEG = 4;
  private static final int PNG = 5;

  /// `sRGB`, as the number is written.
  private static final int SRGB = 0x73524742;

  private BmpHeader() {}

  /// Refuses a file that holds one of another format, whose size nobody has looked at, and takes
  /// away a colour profile, or the name of the file that has one.
  static void check(byte[] bytes) throws BadPictureException {
    ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long length = has(bytes, LENGTH) ? Integer.toUnsignedLong(header.getInt(LENGTH)) : 0;
    if (length >= LENGTH_WITH_COMPRESSION && has(bytes, COMPRESSION)) {
      int compression = header.getInt(COMPRESSION);
      if (compression == JPEG || compression == PNG) {
        throw new BadPictureException("is a JPEG or PNG picture within a BMP, which is not read");
      }
    }
    if (length >= LENGTH_WITH_COLOUR_SPACE && has(bytes, COLOUR_SPACE)) {
      header.putInt(COLOUR_SPACE, SRGB);
    }
  }

  private static boolean has(byte[] bytes, int offset) {
    return offset + Integer.BYTES <= bytes.length;
  }
}
