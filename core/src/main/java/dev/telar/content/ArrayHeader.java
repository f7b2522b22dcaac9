package dev.telar.content;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The header of an array that is written as `numpy.save` writes it: version 1.0, C order. (Format:
/// `numpy.lib.format`, NEP 1.)
public final class ArrayHeader {
  private static final byte[] START = "\u0093NUMPY\u0001\u0000".getBytes(ISO_8859_1);
  private static final int ALIGNMENT = 64;

  /// NumPy leaves room for a first size of so many digits, for a file that grows.
  private static final int FIRST_SIZE_DIGITS = 21;

  private ArrayHeader() {}

  /// The header's bytes, as many for any number of rows.
  ///
  /// @param type NumPy's code with the order of bytes, such as `<f4`
  /// @param rows the first size
  /// @param rowShape the other sizes; not modified
  public static byte[] of(String type, long rows, int... rowShape) {
    var sizes = new StringBuilder(Long.toString(rows)).append(rowShape.length == 0 ? "," : "");
    for (int size : rowShape) {
      sizes.append(", ").append(size);
    }
    String dictionary =
        "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }".formatted(type, sizes);
    String text = dictionary + " ".repeat(FIRST_SIZE_DIGITS - Long.toString(rows).length());
    int unpadded = START.length + Short.BYTES + text.length() + 1;
    // As NumPy does, a whole multiple more where none is needed.
    text += " ".repeat(ALIGNMENT - unpadded % ALIGNMENT) + "\n";
    return ByteBuffer.allocate(START.length + Short.BYTES + text.length())
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(START)
        .putShort((short) text.length())
        .put(text.getBytes(ISO_8859_1))
        .array();
  }
}
