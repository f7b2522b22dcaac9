package dev.telar.tables.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalLong;

/// The numbers in the first directory of a TIFF file, or of the Exif block of a JPEG file, which is
/// built like one.
///
/// Byte order (`II` or `MM`), the number 42 in two bytes, the directory's offset in four. A
/// directory is the number of its entries in two bytes; an entry is a tag and a type of two bytes
/// each, a count of four, and the value if four bytes hold it. (Format: Adobe, *TIFF Revision 6.0*,
/// 1992, section 2; JEITA CP-3451, *Exif*, section 4.5.2.)
final class TiffTags {
  static final int ORIENTATION = 0x0112;
  static final int TILE_WIDTH = 322;
  static final int TILE_HEIGHT = 323;

  private static final int HEADER_BYTES = 8;
  private static final int ENTRY_BYTES = 12;
  private static final int SHORT = 3;
  private static final int LONG = 4;

  private final ByteBuffer block;

  private TiffTags(ByteBuffer block) {
    this.block = block;
  }

  /// Of the block that lies at `from` … `to` of some bytes, whatever it holds.
  static TiffTags of(byte[] bytes, int from, int to) {
    ByteBuffer block = ByteBuffer.wrap(bytes, from, to - from).slice();
    boolean little = block.limit() > 1 && block.get(0) == 'I' && block.get(1) == 'I';
    return new TiffTags(block.order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN));
  }

  /// The value of an entry that has one number of two or four bytes; nothing if there is no such
  /// entry, or the directory is cut before it.
  OptionalLong number(int tag) {
    if (block.limit() < HEADER_BYTES) {
      return OptionalLong.empty();
    }
    long directory = Integer.toUnsignedLong(block.getInt(4));
    if (directory + Short.BYTES > block.limit()) {
      return OptionalLong.empty();
    }
    int entries = Short.toUnsignedInt(block.getShort((int) directory));
    for (int i = 0; i < entries; i++) {
      long at = directory + Short.BYTES + (long) ENTRY_BYTES * i;
      if (at + ENTRY_BYTES > block.limit()) {
        return OptionalLong.empty();
      }
      if (Short.toUnsignedInt(block.getShort((int) at)) == tag) {
        return value((int) at);
      }
    }
    return OptionalLong.empty();
  }

  private OptionalLong value(int entry) {
    int type = Short.toUnsignedInt(block.getShort(entry + 2));
    if (block.getInt(entry + 4) != 1) {
      return OptionalLong.empty();
    }
    return switch (type) {
      case SHORT -> OptionalLong.of(Short.toUnsignedLong(block.getShort(entry + 8)));
      case LONG -> OptionalLong.of(Integer.toUnsignedLong(block.getInt(entry + 8)));
      default -> OptionalLong.empty();
    };
  }
}
