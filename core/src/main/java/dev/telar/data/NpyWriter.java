package dev.telar.data;

import dev.telar.content.ArrayHeader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Writes float32 arrays as `numpy.save` does, byte for byte.
final class NpyWriter {
  private static final int CHUNK_BYTES = 1 << 16;

  private NpyWriter() {}

  static void write(OutputStream out, float[] values, int[] shape) throws IOException {
    out.write(ArrayHeader.of("<f4", shape[0], Arrays.copyOfRange(shape, 1, shape.length)));
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    int count;
    for (int from = 0; from < values.length; from += count) {
      count = Math.min(CHUNK_BYTES / Float.BYTES, values.length - from);
      chunk.asFloatBuffer().put(values, from, count);
      out.write(chunk.array(), 0, count * Float.BYTES);
    }
  }
}
