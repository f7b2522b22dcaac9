package dev.telar.data;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.Collectors;

/// Writes float32 arrays as `numpy.save` does, byte for byte.
final class NpyWriter {
  private static final byte[] START = "\u0093NUMPY\u0001\u0000".getBytes(ISO_8859_1);
  private static final int ALIGNMENT = 64;

  /// NumPy leaves room for a first size of so many digits, for a file that grows.
  private static final int FIRST_SIZE_DIGITS = 21;

  private static final int CHUNK_BYTES = 1 << 16;

  private NpyWriter() {}

  static void write(OutputStream out, float[] values, int[] shape) throws IOException {
    out.write(header(shape));
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    int count;
    for (int from = 0; from < values.length; from += count) {
      count = Math.min(CHUNK_BYTES / Float.BYTES, values.length - from);
      chunk.asFloatBuffer().put(values, from, count);
      out.write(chunk.array(), 0, count * Float.BYTES);
    }
  }

  private static byte[] header(int[] shape) {
    String sizes = Arrays.stream(shape).mapToObj(String::valueOf).collect(Collectors.joining(", "));
    String dictionary =
        "{'descr': '<f4', 'fortran_order': False, 'shape': (%s%s), }"
            .formatted(sizes, shape.length == 1 ? "," : "");
    String text = dictionary + " ".repeat(FIRST_SIZE_DIGITS - String.valueOf(shape[0]).length());
    int unpadded = START.length + Short.BYTES + text.length() + 1;
    // As NumPy does, a whole multiple more where none is needed.
    text += " ".repeat(ALIGNMENT - unpadded % ALIGNMENT) + "\n";
    var header = new ByteArrayOutputStream();
    header.writeBytes(START);
    header.write(text.length());
    header.write(text.length() >> Byte.SIZE);
    header.writeBytes(text.getBytes(ISO_8859_1));
    return header.toByteArray();
  }
}
