package dev.telar.tables.image;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.ImageIO;

/// Small pictures of every format.
final class TestPictures {
  private TestPictures() {}

  /// A grey picture of some values, row after row.
  static BufferedImage grey(int height, int width, int... values) {
    var image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setPixels(0, 0, width, height, values);
    return image;
  }

  /// A grey picture whose values count from 0.
  static BufferedImage counting(int height, int width) {
    var values = new int[height * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = i & 0xff;
    }
    return grey(height, width, values);
  }

  /// A picture of red, green and blue values, row after row.
  static BufferedImage rgb(int height, int width, int... values) {
    var image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    image.getRaster().setPixels(0, 0, width, height, values);
    return image;
  }

  static byte[] bytes(BufferedImage image, String format) {
    var out = new ByteArrayOutputStream();
    try {
      assertThat(ImageIO.write(image, format, out)).isTrue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /// A file in a folder that is made if it is not there.
  static Path write(Path file, byte[] bytes) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.write(file, bytes);
  }

  static Path writeGrey(Path file, int... values) throws IOException {
    return write(file, bytes(grey(1, values.length, values), "png"));
  }

  /// A PNG file of one kind of pixels whose compressed data are given, whatever it says of its
  /// size.
  static byte[] png(int height, int width, int bits, int kind, byte[] data) {
    byte[] header =
        ByteBuffer.allocate(13)
            .putInt(width)
            .putInt(height)
            .put((byte) bits)
            .put((byte) kind)
            .array();
    return join(
        new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'},
        chunk("IHDR", header),
        chunk("IDAT", data),
        chunk("IEND", new byte[0]));
  }

  private static byte[] chunk(String name, byte[] content) {
    byte[] named = join(name.getBytes(US_ASCII), content);
    var checksum = new CRC32();
    checksum.update(named);
    return ByteBuffer.allocate(named.length + 8)
        .putInt(content.length)
        .put(named)
        .putInt((int) checksum.getValue())
        .array();
  }

  /// Zeros, compressed.
  static byte[] deflatedZeros(int mebibytes) {
    var deflater = new Deflater(9);
    var out = new ByteArrayOutputStream();
    var chunk = new byte[1 << 16];
    for (int i = 0; i < mebibytes; i++) {
      deflater.setInput(new byte[1 << 20]);
      while (!deflater.needsInput()) {
        out.write(chunk, 0, deflater.deflate(chunk));
      }
    }
    deflater.finish();
    while (!deflater.finished()) {
      out.write(chunk, 0, deflater.deflate(chunk));
    }
    deflater.end();
    return out.toByteArray();
  }

  /// The block that a JPEG file keeps its orientation in, as a segment.
  static byte[] exif(ByteOrder order, int orientation) {
    return ByteBuffer.allocate(36)
        .putShort((short) 0xffe1)
        .putShort((short) 34)
        .put(new byte[] {'E', 'x', 'i', 'f', 0, 0})
        .put(directory(order, 8, new int[][] {{0x0112, 3, orientation}}))
        .array();
  }

  /// A segment with a colour profile, which `ImageIO` would apply.
  static byte[] profile(byte[] profile) {
    byte[] name = {'I', 'C', 'C', '_', 'P', 'R', 'O', 'F', 'I', 'L', 'E', 0, 1, 1};
    return ByteBuffer.allocate(4 + name.length + profile.length)
        .putShort((short) 0xffe2)
        .putShort((short) (2 + name.length + profile.length))
        .put(name)
        .put(profile)
        .array();
  }

  /// A JPEG file with another segment behind its first one.
  static byte[] withSegment(byte[] jpeg, byte[] segment) {
    int first = 4 + (jpeg[4] & 0xff) * 256 + (jpeg[5] & 0xff);
    return join(Arrays.copyOf(jpeg, first), segment, Arrays.copyOfRange(jpeg, first, jpeg.length));
  }

  /// The beginning of a TIFF file: a directory of numbers, each a tag, a type (3 of two bytes, 4 of
  /// four) and a value. The directory is followed by nothing.
  static byte[] directory(ByteOrder order, int offset, int[][] entries) {
    ByteBuffer out = ByteBuffer.allocate(offset + 6 + 12 * entries.length).order(order);
    out.put((byte) (order == ByteOrder.BIG_ENDIAN ? 'M' : 'I'));
    out.put((byte) (order == ByteOrder.BIG_ENDIAN ? 'M' : 'I'));
    out.putShort((short) 42).putInt(offset).position(offset);
    out.putShort((short) entries.length);
    for (int[] entry : entries) {
      out.putShort((short) entry[0]).putShort((short) entry[1]).putInt(1);
      if (entry[1] == 3) {
        out.putShort((short) entry[2]).putShort((short) 0);
      } else {
        out.putInt(entry[2]);
      }
    }
    return out.putInt(0).array();
  }

  /// A TIFF file of grey values, with more entries in its directory.
  static byte[] tiff(ByteOrder order, int height, int width, byte[] values, int[]... more) {
    int[][] entries = {
      {256, 4, width},
      {257, 4, height},
      {258, 3, 8},
      {259, 3, 1},
      {262, 3, 1},
      {273, 4, 8},
      {277, 3, 1},
      {278, 4, height},
      {279, 4, values.length}
    };
    int[][] all =
        Stream.concat(
                Arrays.stream(entries)
                    .filter(entry -> Arrays.stream(more).noneMatch(other -> other[0] == entry[0])),
                Arrays.stream(more))
            .sorted(Comparator.comparingInt(entry -> entry[0]))
            .toArray(int[][]::new);
    byte[] file = directory(order, 8 + (values.length + 1) / 2 * 2, all);
    System.arraycopy(values, 0, file, 8, values.length);
    return file;
  }

  static byte[] join(byte[]... parts) {
    var out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
