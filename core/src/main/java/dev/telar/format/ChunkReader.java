package dev.telar.format;

import dev.telar.data.FormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/// Reads places of a file through one small buffer: what is read whole is in memory once.
final class ChunkReader {
  private static final int CHUNK_BYTES = 1 << 16;

  private final Path file;
  private final FileChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocate(CHUNK_BYTES).order(ByteOrder.LITTLE_ENDIAN);

  ChunkReader(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /// Fills an array with the bytes from a place on.
  void read(long position, byte[] out) throws IOException {
    int count;
    for (int from = 0; from < out.length; from += count) {
      count = Math.min(CHUNK_BYTES, out.length - from);
      chunk(position + from, count).get(out, from, count);
    }
  }

  /// Fills an array with the little-endian numbers from a place on.
  void read(long position, TensorType type, float[] out) throws IOException {
    int bytes = type.bits / Byte.SIZE;
    int count;
    for (int from = 0; from < out.length; from += count) {
      count = Math.min(CHUNK_BYTES / bytes, out.length - from);
      type.read(chunk(position + (long) from * bytes, count * bytes), out, from, count);
    }
  }

  /// A few bytes, little-endian, good until the next call.
  ///
  /// @throws FormatException if the file has become shorter than that
  ByteBuffer chunk(long position, int length) throws IOException {
    buffer.clear().limit(length);
    while (buffer.hasRemaining()) {
      long at = position + buffer.position();
      if (channel.read(buffer, at) < 0) {
        throw new FormatException(file, at, "the file became shorter");
      }
    }
    return buffer.flip();
  }
}
