package dev.telar.data;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.telar.content.HashedBytes;
import dev.telar.format.FormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.DoubleConsumer;

/// Reads one array in NumPy's format, once from its first byte to its last. Memory grows with what
/// arrives, at most to twice of it; of an array whose size is known it is taken at once.
final class NpyReader {
  private static final byte[] MAGIC = "\u0093NUMPY".getBytes(ISO_8859_1);
  private static final int VERSION_BYTES = 2;
  private static final int LONGEST_HEADER = 10_000; // NumPy reads no longer ones, either
  private static final int FIRST_CHUNK_BYTES = 1 << 20;
  private static final int CHUNK_BYTES = 1 << 16;

  private final ArraySource source;
  private final HashedBytes in;
  private final OptionalLong size;

  /// @param size how many bytes there are, if that is known and not only promised
  NpyReader(ArraySource source, HashedBytes in, OptionalLong size) {
    this.source = source;
    this.in = in;
    this.size = size;
  }

  /// Reads the array.
  ///
  /// @param name the canonical one
  /// @throws FormatException if it is not one that is read
  NpyFile read(String name) throws IOException {
    NpyHeader header = readHeader();
    if (size.isPresent()) {
      checkSize(header.fileBytes(), size.getAsLong());
    }
    NumberType type = header.type();
    var bytes = new byte[0];
    var floats = new float[0];
    if (type.isByte()) {
      bytes = readBytes(header);
    } else {
      floats = readFloats(header);
    }
    expectEnd(header);
    if (type == NumberType.BOOL) {
      checkBools(header.dataOffset(), bytes, bytes.length);
    }
    if (header.isFortran()) {
      var order = new FortranOrder(header.shape());
      bytes = order.toRows(bytes);
      floats = order.toRows(floats);
    }
    var identity = new FileIdentity(name, header.fileBytes(), in.sha256());
    return new NpyFile(type, header.shape(), bytes, floats, identity);
  }

  /// Reads the sizes of the array, and nothing behind them.
  List<Integer> readShape() throws IOException {
    return readHeader().shape();
  }

  /// Reads the array's numbers, row after row. Memory is taken for an array in Fortran order alone.
  ///
  /// @param name the canonical one
  /// @throws FormatException if it is not one that is read
  FileIdentity readNumbers(String name, DoubleConsumer numbers) throws IOException {
    NpyHeader header = readHeader();
    if (size.isPresent()) {
      checkSize(header.fileBytes(), size.getAsLong());
    }
    if (header.isFortran()) {
      readColumns(header, numbers);
    } else {
      readRows(header, numbers);
    }
    expectEnd(header);
    return new FileIdentity(name, header.fileBytes(), in.sha256());
  }

  private void readRows(NpyHeader header, DoubleConsumer numbers) throws IOException {
    NumberType type = header.type();
    var chunk = new byte[CHUNK_BYTES];
    ByteBuffer buffer = ByteBuffer.wrap(chunk).order(header.order());
    int count = header.count();
    int read;
    for (int done = 0; done < count; done += read) {
      read = Math.min(CHUNK_BYTES / type.bytes(), count - done);
      if (in.read(chunk, 0, read * type.bytes()) < read * type.bytes()) {
        throw cut(header);
      }
      if (type == NumberType.BOOL) {
        checkBools(header.dataOffset() + (long) done, chunk, read);
      }
      for (int i = 0; i < read; i++) {
        numbers.accept(type.read(buffer, i * type.bytes()));
      }
    }
  }

  private void readColumns(NpyHeader header, DoubleConsumer numbers) throws IOException {
    NumberType type = header.type();
    if (header.count() > NpyHeader.LARGEST_ARRAY / type.bytes()) {
      throw source.problem(
          0, "is in Fortran order and larger than an array; save np.ascontiguousarray(array)");
    }
    byte[] bytes = readBytes(header);
    if (type == NumberType.BOOL) {
      checkBools(header.dataOffset(), bytes, bytes.length);
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(header.order());
    int rows = header.shape().getFirst();
    int columns = header.count() / rows;
    var order = new FortranOrder(header.shape());
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        int place = order.place(column, columns) * rows + row;
        numbers.accept(type.read(buffer, place * type.bytes()));
      }
    }
  }

  private NpyHeader readHeader() throws IOException {
    var start = new byte[MAGIC.length + VERSION_BYTES];
    int got = in.read(start, 0, start.length);
    int compared = Math.min(got, MAGIC.length);
    if (got == 0 || !Arrays.equals(start, 0, compared, MAGIC, 0, compared)) {
      throw source.problem(0, kind(start, got) + "; an array of NumPy begins with \\x93NUMPY");
    }
    expectHeader(start.length, got);
    int version = start[MAGIC.length];
    if (version < 1 || version > 3 || start[MAGIC.length + 1] != 0) {
      throw source.problem(
          MAGIC.length,
          "format version %d.%d is not known; 1.0, 2.0 and 3.0 are"
              .formatted(version & 0xff, start[MAGIC.length + 1] & 0xff));
    }
    var field = new byte[Integer.BYTES];
    int fieldBytes = version == 1 ? Short.BYTES : Integer.BYTES;
    expectHeader(start.length + fieldBytes, start.length + in.read(field, 0, fieldBytes));
    int offset = start.length + fieldBytes;
    long length =
        Integer.toUnsignedLong(ByteBuffer.wrap(field).order(ByteOrder.LITTLE_ENDIAN).getInt());
    if (length > LONGEST_HEADER) {
      throw source.problem(
          start.length,
          "the header promises to have %d bytes, must have at most %d"
              .formatted(length, LONGEST_HEADER));
    }
    var header = new byte[(int) length];
    expectHeader(offset + header.length, offset + in.read(header, 0, header.length));
    return NpyHeaderParser.parse(source, offset, header);
  }

  private void expectHeader(int bytes, int got) throws FormatException {
    if (got < bytes) {
      throw source.problem(
          got, "the header is cut off: it has " + bytes + " bytes or more, here are " + got);
    }
  }

  /// What a file is that does not begin as it has to.
  private static String kind(byte[] start, int got) {
    if (got == 0) {
      return "is empty";
    }
    return switch (ByteBuffer.wrap(start).getInt()) {
      case 0x504b0304, 0x504b0506 -> "is a ZIP archive, such as an .npz with several arrays";
      case 0x89484446 -> "is an HDF5 file";
      default ->
          switch (start[0]) {
            case (byte) 0x80 -> "is a Python pickle, which is never loaded";
            case 0x1f -> "is a file that was compressed twice";
            default -> "is no array of NumPy";
          };
    };
  }

  private void checkSize(long expected, long found) throws FormatException {
    if (found != expected) {
      throw source.problem(
          Math.min(found, expected),
          "%s: the header promises %d bytes, the file has %d"
              .formatted(found < expected ? "cut off" : "too long", expected, found));
    }
  }

  private int firstLength(int count, int elementBytes) {
    return size.isPresent() ? count : Math.min(count, FIRST_CHUNK_BYTES / elementBytes);
  }

  private byte[] readBytes(NpyHeader header) throws IOException {
    int count = header.count() * header.type().bytes();
    var values = new byte[firstLength(count, 1)];
    int filled = in.read(values, 0, values.length);
    while (filled == values.length && filled < count) {
      values = Arrays.copyOf(values, (int) Math.min(count, 2L * filled));
      filled += in.read(values, filled, values.length - filled);
    }
    if (filled < count) {
      throw cut(header);
    }
    return values;
  }

  private float[] readFloats(NpyHeader header) throws IOException {
    int count = header.count();
    var values = new float[firstLength(count, Float.BYTES)];
    var chunk = new byte[CHUNK_BYTES];
    ByteBuffer numbers = ByteBuffer.wrap(chunk).order(header.order());
    int numberBytes = header.type().bytes();
    int read;
    for (int filled = 0; filled < count; filled += read) {
      read = Math.min(CHUNK_BYTES / numberBytes, count - filled);
      if (in.read(chunk, 0, read * numberBytes) < read * numberBytes) {
        throw cut(header);
      }
      if (read > values.length - filled) {
        values = Arrays.copyOf(values, (int) Math.min(count, 2L * values.length));
      }
      header.type().read(numbers, values, filled, read);
    }
    return values;
  }

  private FormatException cut(NpyHeader header) {
    return source.problem(
        in.position(),
        "cut off: the header promises %d bytes, the file has %d"
            .formatted(header.fileBytes(), in.position()));
  }

  private void expectEnd(NpyHeader header) throws IOException {
    if (in.read(new byte[1], 0, 1) > 0) {
      throw source.problem(
          header.fileBytes(),
          "too long: the header promises " + header.fileBytes() + " bytes, more follow");
    }
  }

  private void checkBools(long offset, byte[] bytes, int count) throws FormatException {
    for (int i = 0; i < count; i++) {
      if ((bytes[i] & 0xff) > 1) {
        throw source.problem(
            offset + i, "a bool is stored as %d, must be 0 or 1".formatted(bytes[i] & 0xff));
      }
    }
  }
}
