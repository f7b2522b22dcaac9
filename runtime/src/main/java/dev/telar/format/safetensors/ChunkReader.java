package dev.telar.format.safetensors;

import dev.telar.format.FormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/// Reads places of a content, a few bytes at a time: what is read whole is in memory once.
abstract class ChunkReader {
  private static final int CHUNK_BYTES = 1 << 16;

  /// Reads a file through one small buffer.
  ///
  /// @param source what messages call it
  static ChunkReader of(String source, FileChannel channel) {
    ByteBuffer buffer = ByteBuffer.allocate(CHUNK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    return new ChunkReader() {
      @Override
      ByteBuffer chunk(long position, int length) throws IOException {
        buffer.clear().limit(length);
        while (buffer.hasRemaining()) {
          long at = position + buffer.position();
          if (channel.read(buffer, at) < 0) {
            throw new FormatException(source, at, "the file became shorter");
          }
        }
        return buffer.flip();
      }
    };
  }

  /// Reads bytes where they are.
  static ChunkReader of(byte[] content) {
    return new ChunkReader() {
      @Override
      ByteBuffer chunk(long position, int length) {
        return ByteBuffer.wrap(content, (int) position, length)
            .slice()
            .order(ByteOrder.LITTLE_ENDIAN);
      }
    };
  }

  /// A few bytes within the content, little-endian, good until the next call.
  ///
  /// @param length at most 65536
  /// @throws FormatException if the content has become shorter than that
  abstract ByteBuffer chunk(long position, int length) throws IOException;

  /// Fills an array with the bytes from a place on.
  final void read(long position, byte[] out) throws IOException {
    int count;
    for (int from = 0; from < out.length; from += count) {
      count = Math.min(CHUNK_BYTES, out.length - from);
      chunk(position + from, count).get(out, from, count);
    }
  }

  /// Fills an array with the little-endian numbers from a place on.
  final void read(long position, TensorType type, float[] out) throws IOException {
    int bytes = type.bits / Byte.SIZE;
    int count;
    for (int from = 0; from < out.length; from += count) {
      count = Math.min(CHUNK_BYTES / bytes, out.length - from);
      type.read(chunk(position + (long) from * bytes, count * bytes), out, from, count);
    }
  }
}
