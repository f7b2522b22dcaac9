package dev.telar.data;

import dev.telar.content.Content;
import dev.telar.format.FormatException;
import dev.telar.internal.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.DoubleConsumer;

/// An array of numbers as `numpy.save` writes it (`.npy`), plain or gzip, read whole and brought
/// into C order: row after row, the last index runs fastest.
///
/// Format versions 1.0, 2.0 and 3.0; bool, integers and floats of 1 to 8 bytes in either byte
/// order; C and Fortran order; 1 to 4 dimensions, none of them empty. Python objects are never
/// loaded. Nothing the header says is believed before the file bears it out. NaN and infinity are
/// read as they are. (Format: `numpy.lib.format`, NEP 1.)
///
/// Immutable, and safe for use by many threads, as long as the arrays it hands out are left alone.
public final class NpyFile {
  private final NumberType type;
  private final List<Integer> shape;
  private final byte[] bytes;
  private final float[] floats;
  private final FileIdentity identity;

  /// @param bytes the values of a type that is kept as bytes
  /// @param floats those of any other
  NpyFile(
      NumberType type, List<Integer> shape, byte[] bytes, float[] floats, FileIdentity identity) {
    this.type = type;
    this.shape = shape;
    this.bytes = bytes;
    this.floats = floats;
    this.identity = identity;
  }

  /// Reads a file. Its numbers take four bytes each, those of [NumberType#isByte()] one; an array
  /// in Fortran order takes twice that while it is read.
  ///
  /// @throws FormatException if it is not one, is cut, too long or larger than an array, or holds
  ///   anything but numbers
  public static NpyFile read(Path file) throws IOException {
    try (Content content = Content.open(file)) {
      return reader(file, content).read(FileIdentity.nameOf(file));
    }
  }

  /// The sizes of an array, of which nothing else is read.
  ///
  /// @throws FormatException if its header is not one of an array that is read
  public static List<Integer> shape(Path file) throws IOException {
    try (Content content = Content.open(file)) {
      return new NpyReader(ArraySource.of(file), content, OptionalLong.empty()).readShape();
    }
  }

  /// Reads an array number by number, each as a double: memory is taken for one in Fortran order
  /// alone.
  ///
  /// @param numbers takes them in C order: row after row, the last index runs fastest
  /// @return name, size and checksum of the decompressed file
  /// @throws FormatException as [#read(Path)] does, when some numbers may have been taken
  public static FileIdentity read(Path file, DoubleConsumer numbers) throws IOException {
    try (Content content = Content.open(file)) {
      return reader(file, content).readNumbers(FileIdentity.nameOf(file), numbers);
    }
  }

  private static NpyReader reader(Path file, Content content) throws IOException {
    OptionalLong size =
        content.isCompressed() ? OptionalLong.empty() : OptionalLong.of(Files.size(file));
    return new NpyReader(ArraySource.of(file), content, size);
  }

  /// Writes float32 numbers in C order, whole or not at all, byte for byte as `numpy.save` does.
  ///
  /// @param values row after row
  /// @param shape 1 to 4 sizes, each at least 1
  /// @throws IllegalArgumentException if the shape is none, or does not have as many values
  public static void write(Path file, float[] values, int... shape) throws IOException {
    int[] sizes = shape.clone();
    if (sizes.length < 1 || sizes.length > NpyHeader.MOST_DIMENSIONS) {
      throw new IllegalArgumentException(
          "an array has 1 to %d dimensions, got %d"
              .formatted(NpyHeader.MOST_DIMENSIONS, sizes.length));
    }
    // Exact, because it stops where it is larger than an array.
    long product = 1;
    for (int size : sizes) {
      product = size < 1 || product > values.length ? 0 : product * size;
    }
    if (product != values.length || product == 0) {
      throw new IllegalArgumentException(
          "the shape %s is not one of %d values".formatted(Arrays.toString(sizes), values.length));
    }
    AtomicFile.write(file, out -> NpyWriter.write(out, values, sizes));
  }

  /// The type of the numbers in the file.
  public NumberType type() {
    return type;
  }

  /// The array's sizes, at least one and at most four: rows first.
  public List<Integer> shape() {
    return shape;
  }

  /// The number of rows.
  public int rows() {
    return shape.getFirst();
  }

  /// How many numbers a row has; 1 if there is one dimension only.
  public int width() {
    return Math.max(bytes.length, floats.length) / rows();
  }

  /// The unsigned bytes, or bools as 0 and 1, in C order: not a copy, to be left unchanged.
  ///
  /// @throws IllegalStateException if the type is not [NumberType#isByte()]
  public byte[] bytes() {
    if (!type.isByte()) {
      throw new IllegalStateException(type + " is not kept as bytes");
    }
    return bytes;
  }

  /// The numbers in C order, each rounded once to float32; what is larger is infinite. Of
  /// [NumberType#isByte()] a new array with each call, 0 … 255; of other types not a copy, to be
  /// left unchanged.
  public float[] floats() {
    if (!type.isByte()) {
      return floats;
    }
    var converted = new float[bytes.length];
    type.read(ByteBuffer.wrap(bytes), converted, 0, bytes.length);
    return converted;
  }

  /// Name, size and checksum of the decompressed file. The name is the file's without `.gz`; of an
  /// array in an [NpzFile] it is `file.npz/array`.
  public FileIdentity identity() {
    return identity;
  }
}
