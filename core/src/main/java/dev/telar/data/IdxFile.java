package dev.telar.data;

import dev.telar.content.Content;
import dev.telar.format.FormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.DoubleConsumer;

/// A file of images or labels in the IDX format, plain or gzip, read whole.
///
/// An IDX file is a big-endian header and big-endian numbers: unsigned or signed bytes, shorts,
/// ints, floats or doubles. Images: magic number 0x00000803 where they are of unsigned bytes,
/// count, height, width, then `count · height · width` pixels, image after image and row after row;
/// with 0x00000804 there is a fourth size, of 1 or 3 channels, and those of a pixel are together.
/// Labels: magic number 0x00000801, count, then `count` labels; or as QMNIST has them 0x00000c02,
/// count, columns, then rows of ints, of which the first is the class. Nothing the header says is
/// believed before the file bears it out. (Format: Y. LeCun, C. Cortes, C. Burges, *The MNIST
/// database*, 1998.)
///
/// Immutable as long as the arrays it hands out are left alone.
public final class IdxFile {
  /// More classes are taken for a mistake.
  private static final int LARGEST_CLASS = 1 << 20;

  private static final int CHANNELS = 3;

  private final IdxHeader header;
  private final byte[] bytes;
  private final float[] floats;
  private final int[] classes;
  private final FileIdentity identity;

  /// @param bytes pixels that are unsigned bytes
  /// @param floats pixels that are anything else
  /// @param classes labels
  private IdxFile(
      IdxHeader header, byte[] bytes, float[] floats, int[] classes, FileIdentity identity) {
    this.header = header;
    this.bytes = bytes;
    this.floats = floats;
    this.classes = classes;
    this.identity = identity;
  }

  /// Reads a file of images: unsigned bytes take one byte each, all other numbers four.
  ///
  /// @throws FormatException if it is not one, or is cut, too long, empty or larger than an array,
  ///   or has a number that is not finite
  public static IdxFile readImages(Path file) throws IOException {
    try (Content content = Content.open(file)) {
      IdxHeader header = IdxHeader.read(content, file, IdxHeader.Use.IMAGES);
      int channels = header.size(CHANNELS);
      if (channels != 1 && channels != 3) {
        throw new FormatException(
            file,
            IdxHeader.offset(CHANNELS),
            "the number of channels is %d, must be 1, or 3 for red, green and blue"
                .formatted(channels));
      }
      var reader = new IdxReader(file, content, header);
      boolean isByte = header.type().isByte();
      byte[] bytes = isByte ? reader.readBytes() : new byte[0];
      float[] floats = isByte ? new float[0] : reader.readFloats();
      return new IdxFile(header, bytes, floats, new int[0], identity(file, content));
    }
  }

  /// Reads a file of labels; height and width are then 1.
  ///
  /// @throws FormatException if it is not one, is cut, too long or empty, or has a label that is
  ///   not 0 … 1,048,576
  public static IdxFile readLabels(Path file) throws IOException {
    try (Content content = Content.open(file)) {
      IdxHeader header = IdxHeader.read(content, file, IdxHeader.Use.LABELS);
      byte[] bytes = new IdxReader(file, content, header).readBytes();
      int[] classes = firstColumn(file, header, bytes);
      var rows = new IdxHeader(header.type(), List.of(classes.length));
      return new IdxFile(rows, new byte[0], new float[0], classes, identity(file, content));
    }
  }

  /// The sizes of the numbers in a file, of which nothing else is read.
  ///
  /// @throws FormatException if its header is not one of an IDX file of 1 to 4 dimensions
  public static List<Integer> shape(Path file) throws IOException {
    try (Content content = Content.open(file)) {
      return IdxHeader.read(content, file, IdxHeader.Use.ANY).shape();
    }
  }

  /// Reads a file of (rows, columns) or (rows) number by number, each as a double.
  ///
  /// @param numbers takes them row after row
  /// @return name, size and checksum of the decompressed file
  /// @throws FormatException if it is not one, or is cut, too long or empty, when some numbers may
  ///   have been taken
  public static FileIdentity readRows(Path file, DoubleConsumer numbers) throws IOException {
    try (Content content = Content.open(file)) {
      IdxHeader header = IdxHeader.read(content, file, IdxHeader.Use.ROWS);
      new IdxReader(file, content, header).read(numbers);
      return identity(file, content);
    }
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

  private static int[] firstColumn(Path file, IdxHeader header, byte[] bytes)
      throws FormatException {
    ByteBuffer numbers = ByteBuffer.wrap(bytes);
    int rowBytes = header.size(1) * header.type().bytes();
    var column = new int[header.size(0)];
    for (int row = 0; row < column.length; row++) {
      int at = row * rowBytes;
      int label =
          switch (header.type()) {
            case UINT8 -> numbers.get(at) & 0xff;
            case INT8 -> numbers.get(at);
            case INT16 -> numbers.getShort(at);
            default -> numbers.getInt(at);
          };
      if (label < 0 || label > LARGEST_CLASS) {
        throw new FormatException(
            file,
            header.bytes() + at,
            "the label of item %d is %d, must be between 0 and %d"
                .formatted(row, label, LARGEST_CLASS));
      }
      column[row] = label;
    }
    return column;
  }

  private static FileIdentity identity(Path file, Content content) {
    String name = FileIdentity.nameOf(file).replace(".idx", "-idx");
    return new FileIdentity(name, content.position(), content.sha256());
  }

  /// The number of images or labels, at least 1.
  public int count() {
    return header.size(0);
  }

  /// An image's number of rows.
  public int height() {
    return header.size(1);
  }

  /// An image's number of columns.
  public int width() {
    return header.size(2);
  }

  /// The numbers of a pixel: 1, or 3 for red, green and blue.
  public int channels() {
    return header.size(CHANNELS);
  }

  /// The type of the numbers in the file.
  public NumberType type() {
    return header.type();
  }

  /// The images, one a row: unsigned bytes as `byte / 255`, other numbers as they are, rounded to
  /// float32. Of labels there are none.
  ///
  /// @throws IllegalStateException if these are labels
  public Samples samples() {
    if (classes.length > 0) {
      throw new IllegalStateException("labels are no samples");
    }
    int size = height() * width() * channels();
    return type().isByte()
        ? new ByteSamples(bytes, count(), size)
        : new FloatSamples(floats, count(), size);
  }

  /// The pixels that are unsigned bytes: not a copy, to be left unchanged.
  byte[] bytes() {
    return bytes;
  }

  /// The labels; none of images. Not a copy, to be left unchanged.
  int[] classes() {
    return classes;
  }

  /// Name, size and checksum of the decompressed file.
  public FileIdentity identity() {
    return identity;
  }
}
