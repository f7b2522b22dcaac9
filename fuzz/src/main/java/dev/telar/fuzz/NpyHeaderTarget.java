package dev.telar.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/// The input is the dictionary of a NumPy file, whose length is right and which has 24 bytes of
/// numbers.
public final class NpyHeaderTarget {
  static final String BYTES = "{'descr': '|u1', 'fortran_order': False, 'shape': (24,), }\n";
  static final String FLOATS =
      "{'descr': '>f2', 'fortran_order': True, 'shape': (2, 3, 1, 2), }    \n";
  static final String RECORDS =
      "{'descr': [('x', '<f4')], 'fortran_order': False, 'shape': (6L,), }\n";

  private static final String START = "\u0093NUMPY\u0002\u0000";
  private static final int DATA_BYTES = 24;

  private NpyHeaderTarget() {}

  /// Called by the fuzzer.
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    NpyTarget.read(file(input));
  }

  static byte[] file(String header) {
    return file(header.getBytes(ISO_8859_1));
  }

  private static byte[] file(byte[] header) {
    byte[] start = START.getBytes(ISO_8859_1);
    return ByteBuffer.allocate(start.length + Integer.BYTES + header.length + DATA_BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(start)
        .putInt(header.length)
        .put(header)
        .array();
  }

  static List<byte[]> seeds() {
    return List.of(
        BYTES.getBytes(ISO_8859_1), FLOATS.getBytes(ISO_8859_1), RECORDS.getBytes(ISO_8859_1));
  }
}
