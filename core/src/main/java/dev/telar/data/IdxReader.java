package dev.telar.data;

import dev.telar.content.Content;
import dev.telar.format.FormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.DoubleConsumer;

/// Reads the numbers of an IDX file, once from the first to the last. Memory grows with what
/// arrives, at most to twice of it, because a compressed file may promise anything; of a plain
/// file, whose size is known, it is taken at once.
final class IdxReader {
  private static final int FIRST_CHUNK_BYTES = 1 << 20;
  private static final int CHUNK_BYTES = 1 << 16;

  private final Path file;
  private final Content content;
  private final IdxHeader header;
  private final int firstBytes;

  /// @param content read up to the header's end
  /// @throws FormatException if the file is plain and has another size than the header promises
  IdxReader(Path file, Content content, IdxHeader header) throws IOException {
    this.file = file;
    this.content = content;
    this.header = header;
    this.firstBytes = content.isCompressed() ? FIRST_CHUNK_BYTES : Integer.MAX_VALUE;
    if (!content.isCompressed()) {
      checkSize(Files.size(file));
    }
  }

  private void checkSize(long found) throws FormatException {
    long expected = header.fileBytes();
    if (found != expected) {
      throw new FormatException(
          file,
          Math.min(found, expected),
          "%s: the header promises %d bytes, the file has %d"
              .formatted(found < expected ? "cut off" : "too long", expected, found));
    }
  }

  /// The bytes of all numbers, as many as an array holds at most.
  byte[] readBytes() throws IOException {
    int promised = header.count() * header.type().bytes();
    var values = new byte[Math.min(promised, firstBytes)];
    int filled = content.read(values, 0, values.length);
    while (filled == values.length && filled < promised) {
      values = Arrays.copyOf(values, (int) Math.min(promised, 2L * filled));
      filled += content.read(values, filled, values.length - filled);
    }
    if (filled < promised) {
      throw cut();
    }
    checkEnd();
    return values;
  }

  /// All numbers, each rounded once.
  ///
  /// @throws FormatException if one is not finite as a float
  float[] readFloats() throws IOException {
    NumberType type = header.type();
    int count = header.count();
    var values = new float[Math.min(count, firstBytes / Float.BYTES)];
    var chunk = new byte[CHUNK_BYTES];
    ByteBuffer numbers = ByteBuffer.wrap(chunk);
    int read;
    for (int filled = 0; filled < count; filled += read) {
      read = Math.min(CHUNK_BYTES / type.bytes(), count - filled);
      if (content.read(chunk, 0, read * type.bytes()) < read * type.bytes()) {
        throw cut();
      }
      if (read > values.length - filled) {
        values = Arrays.copyOf(values, (int) Math.min(count, 2L * values.length));
      }
      type.read(numbers, values, filled, read);
      checkFinite(values, filled, read);
    }
    checkEnd();
    return values;
  }

  /// Reads all numbers, from the first to the last.
  void read(DoubleConsumer numbers) throws IOException {
    NumberType type = header.type();
    int count = header.count();
    var chunk = new byte[CHUNK_BYTES];
    ByteBuffer buffer = ByteBuffer.wrap(chunk);
    int read;
    for (int done = 0; done < count; done += read) {
      read = Math.min(CHUNK_BYTES / type.bytes(), count - done);
      if (content.read(chunk, 0, read * type.bytes()) < read * type.bytes()) {
        throw cut();
      }
      for (int i = 0; i < read; i++) {
        numbers.accept(type.read(buffer, i * type.bytes()));
      }
    }
    checkEnd();
  }

  private void checkFinite(float[] values, int from, int count) throws FormatException {
    for (int i = from; i < from + count; i++) {
      if (!Float.isFinite(values[i])) {
        int width = header.count() / header.size(0);
        throw new FormatException(
            file,
            header.bytes() + (long) i * header.type().bytes(),
            "value %d of item %d is %s as a float, must be finite"
                .formatted(i % width, i / width, values[i]));
      }
    }
  }

  private FormatException cut() {
    return new FormatException(
        file,
        content.position(),
        "cut off: the header promises %d bytes, the file has %d"
            .formatted(header.fileBytes(), content.position()));
  }

  private void checkEnd() throws IOException {
    if (!content.atEnd()) {
      throw new FormatException(
          file,
          header.fileBytes(),
          "too long: the header promises " + header.fileBytes() + " bytes, more follow");
    }
  }
}
