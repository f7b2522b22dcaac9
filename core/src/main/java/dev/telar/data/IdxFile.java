package dev.telar.data;

import dev.telar.format.FormatException;
import dev.telar.format.content.Content;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A file of images or labels in the IDX format, plain or gzip, read whole.
///
/// An IDX file is a big-endian header and unsigned bytes. Images: magic number 0x00000803, count,
/// height, width, then `count · height · width` pixels, image after image and row after row.
/// Labels: magic number 0x00000801, count, then `count` labels; or as QMNIST has them 0x00000c02,
/// count, columns, then rows of ints, of which the first is the class. Nothing the header says is
/// believed before the file bears it out. (Format: Y. LeCun, C. Cortes, C. Burges, *The MNIST
/// database*, 1998.)
///
/// Immutable as long as the array it hands out is left alone.
public final class IdxFile {
  /// Where the header says the number of images or labels.
  static final int COUNT_OFFSET = 4;

  /// Where the header says the images' height.
  static final int HEIGHT_OFFSET = 8;

  /// Where the header says the images' width.
  static final int WIDTH_OFFSET = 12;

  private static final int IMAGES = 0x803;
  private static final int LABELS = 0x801;
  private static final int LABEL_COLUMNS = 0xc02;
  private static final int GZIP = 0x1f8b;
  private static final int FIRST_CHUNK_BYTES = 1 << 20;
  private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

  private final int count;
  private final int height;
  private final int width;
  private final byte[] values;
  private final FileIdentity identity;

  private IdxFile(int[] shape, byte[] values, FileIdentity identity) {
    this.count = shape[0];
    this.height = shape.length == 3 ? shape[1] : 1;
    this.width = shape.length == 3 ? shape[2] : 1;
    this.values = values;
    this.identity = identity;
  }

  /// Reads a file of images.
  ///
  /// @throws FormatException if it is not one, or is cut, too long, empty or larger than an array
  public static IdxFile readImages(Path file) throws IOException {
    return read(file, List.of(IMAGES));
  }

  /// Reads a file of labels; height and width are then 1.
  ///
  /// @throws FormatException if it is not one, is cut, too long or empty, or has a label that is
  ///   not 0 … 255
  public static IdxFile readLabels(Path file) throws IOException {
    return read(file, List.of(LABELS, LABEL_COLUMNS));
  }

  /// Finds a file by its canonical name, such as `train-images-idx3-ubyte`: plain or `.gz`, and
  /// with a dot before `idx`. A plain file is preferred.
  ///
  /// @throws NoSuchFileException if it is not there, with what was looked for
  public static Path find(Path folder, String name) throws NoSuchFileException {
    String dotted = name.replace("-idx", ".idx");
    List<String> spellings = List.of(name, dotted, name + ".gz", dotted + ".gz");
    return spellings.stream()
        .map(folder::resolve)
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseThrow(() ->
            new NoSuchFileException(
                folder.toString(),
                null,
                Files.isDirectory(folder)
                    ? "has none of " + String.join(", ", spellings)
                    : "there is no such folder"));
  }

  /// @param wanted the magic numbers that are read, the usual one first
  private static IdxFile read(Path file, List<Integer> wanted) throws IOException {
    try (Content content = Content.open(file)) {
      int magic = readMagic(content, file, wanted);
      int valueBytes = magic == LABEL_COLUMNS ? Integer.BYTES : 1;
      int[] shape = readShape(content, file, magic, valueBytes);
      int promised = valueBytes;
      for (int size : shape) {
        promised *= size;
      }
      if (!content.isCompressed()) {
        checkSize(file, content.position(), promised);
      }
      byte[] values = readValues(content, file, promised);
      if (magic == LABEL_COLUMNS) {
        values = firstColumn(file, values, shape);
      }
      var identity = new FileIdentity(canonicalName(file), content.position(), content.sha256());
      return new IdxFile(shape, values, identity);
    }
  }

  private static byte[] firstColumn(Path file, byte[] values, int[] shape) throws FormatException {
    ByteBuffer ints = ByteBuffer.wrap(values);
    byte[] column = new byte[shape[0]];
    for (int row = 0; row < column.length; row++) {
      int at = row * shape[1] * Integer.BYTES;
      int label = ints.getInt(at);
      if (label < 0 || label > 255) {
        throw new FormatException(
            file,
            4 + 4L * shape.length + at,
            "the label of item %d is %d, must be between 0 and 255".formatted(row, label));
      }
      column[row] = (byte) label;
    }
    return column;
  }

  private static int readMagic(Content content, Path file, List<Integer> wanted)
      throws IOException {
    var magic = new byte[Integer.BYTES];
    int got = content.read(magic, 0, magic.length);
    if (got < magic.length) {
      throw cutHeader(file, 4 + 4 * (wanted.getFirst() & 0xff), got);
    }
    int found = ByteBuffer.wrap(magic).getInt();
    if (!wanted.contains(found)) {
      throw new FormatException(
          file,
          0,
          "magic number 0x%08x is %s; %s have 0x%08x"
              .formatted(
                  found,
                  kind(found),
                  wanted.getFirst() == IMAGES ? "images" : "labels",
                  wanted.getFirst()));
    }
    return found;
  }

  private static FormatException cutHeader(Path file, int bytes, int got) {
    return new FormatException(
        file, got, "the header is cut off: it has " + bytes + " bytes, here are " + got);
  }

  private static int[] readShape(Content content, Path file, int magic, int valueBytes)
      throws IOException {
    // The magic number's last byte is the number of dimensions.
    int dimensions = magic & 0xff;
    var header = new byte[4 * dimensions];
    int got = content.read(header, 0, header.length);
    ByteBuffer fields = ByteBuffer.wrap(header);
    if (got < header.length) {
      throw cutHeader(file, 4 + header.length, 4 + got);
    }
    var shape = new int[dimensions];
    double product = valueBytes;
    for (int i = 0; i < dimensions; i++) {
      long size = Integer.toUnsignedLong(fields.getInt());
      if (size == 0) {
        String name =
            switch (i) {
              case 0 -> "number of items";
              case 1 -> magic == IMAGES ? "image height" : "number of columns";
              default -> "image width";
            };
        throw new FormatException(
            file, COUNT_OFFSET + 4L * i, "the " + name + " is 0, must be at least 1");
      }
      // A double cannot overflow, and is exact up to where the comparison is made.
      product *= size;
      if (product > LARGEST_ARRAY) {
        throw new FormatException(
            file,
            COUNT_OFFSET + 4L * i,
            "the header promises %.0f values or more; an array holds at most %d"
                .formatted(product, LARGEST_ARRAY));
      }
      shape[i] = (int) size;
    }
    return shape;
  }

  /// What a magic number says: two bytes of 0, the type of the values, the number of dimensions.
  private static String kind(int magic) {
    if (magic == IMAGES) {
      return "a file of images";
    }
    if (magic == LABELS) {
      return "a file of labels";
    }
    if (Integer.reverseBytes(magic) == IMAGES || Integer.reverseBytes(magic) == LABELS) {
      return "an IDX file in the wrong byte order, which must be big-endian";
    }
    if (magic >>> 16 == GZIP) {
      return "a file that was compressed twice";
    }
    Optional<String> values =
        Optional.ofNullable(
            switch (magic >>> 8) {
              case 0x08 -> "unsigned bytes";
              case 0x09 -> "signed bytes";
              case 0x0b -> "shorts";
              case 0x0c -> "ints";
              case 0x0d -> "floats";
              case 0x0e -> "doubles";
              default -> null;
            });
    int dimensions = magic & 0xff;
    return values.isPresent() && dimensions > 0
        ? "an IDX file of %s in %d dimension%s"
            .formatted(values.get(), dimensions, dimensions == 1 ? "" : "s")
        : "not one of an IDX file";
  }

  private static void checkSize(Path file, long headerBytes, int promised) throws IOException {
    long expected = headerBytes + promised;
    long found = Files.size(file);
    if (found != expected) {
      throw new FormatException(
          file,
          Math.min(found, expected),
          (found < expected ? "cut off" : "too long")
              + ": the header promises "
              + expected
              + " bytes, the file has "
              + found);
    }
  }

  /// Memory grows with what arrives, at most to twice of it, because a compressed file may promise
  /// anything.
  private static byte[] readValues(Content content, Path file, int promised) throws IOException {
    long expected = content.position() + promised;
    var values = new byte[Math.min(promised, FIRST_CHUNK_BYTES)];
    int filled = content.read(values, 0, values.length);
    while (filled == values.length && filled < promised) {
      values = Arrays.copyOf(values, (int) Math.min(promised, 2L * filled));
      filled += content.read(values, filled, values.length - filled);
    }
    if (filled < promised) {
      throw new FormatException(
          file,
          content.position(),
          "cut off: the header promises "
              + expected
              + " bytes, the file has "
              + content.position());
    }
    if (!content.atEnd()) {
      throw new FormatException(
          file, expected, "too long: the header promises " + expected + " bytes, more follow");
    }
    return values;
  }

  private static String canonicalName(Path file) {
    String name = String.valueOf(file.getFileName());
    return (name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name)
        .replace(".idx", "-idx");
  }

  /// The number of images or labels, at least 1.
  public int count() {
    return count;
  }

  /// An image's number of rows.
  public int height() {
    return height;
  }

  /// An image's number of columns.
  public int width() {
    return width;
  }

  /// The images, one a row; of labels, one a row of width 1.
  public ByteSamples samples() {
    return new ByteSamples(values, count, height * width);
  }

  /// The pixels or labels, `count · height · width` unsigned bytes: not a copy, to be left
  /// unchanged.
  byte[] values() {
    return values;
  }

  /// Name, size and checksum of the decompressed file.
  public FileIdentity identity() {
    return identity;
  }
}
