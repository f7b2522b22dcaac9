package dev.telar.tables.parquet;

import dev.telar.format.FormatException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/// A file's bytes, by their place in it. For several threads.
record FileBytes(Path path, FileChannel channel) implements Closeable {
  static FileBytes open(Path path) throws IOException {
    return new FileBytes(path, FileChannel.open(path));
  }

  /// Reads bytes that are there by the size that the file had.
  ///
  /// @throws FormatException if they are not
  byte[] read(long offset, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, offset + bytes.position()) < 0) {
        throw new FormatException(
            path, offset + bytes.position(), "has been cut off here since it was opened");
      }
    }
    return bytes.array();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
