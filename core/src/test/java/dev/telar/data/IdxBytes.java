package dev.telar.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPOutputStream;

/// Small IDX files made in memory.
final class IdxBytes {
  private IdxBytes() {}

  /// A file of images whose pixels count up from 0.
  static byte[] images(int count, int height, int width) {
    return file(0x803, count * height * width, count, height, width);
  }

  /// A file of labels that count up from 0.
  static byte[] labels(int count) {
    return file(0x801, count, count);
  }

  /// A header and as many bytes as asked for, whatever the header says.
  static byte[] file(int magic, int length, int... shape) {
    ByteBuffer file = ByteBuffer.allocate(4 + 4 * shape.length + length).putInt(magic);
    for (int size : shape) {
      file.putInt(size);
    }
    for (int i = 0; i < length; i++) {
      file.put((byte) i);
    }
    return file.array();
  }

  static byte[] gzip(byte[] content) {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
