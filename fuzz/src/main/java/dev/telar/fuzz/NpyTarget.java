package dev.telar.fuzz;

import dev.telar.data.NpyFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// The input is a NumPy file, plain or gzip.
public final class NpyTarget {
  private static final long MIB = 1 << 20;

  private NpyTarget() {}

  /// Called by the fuzzer.
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    read(input);
  }

  static void read(byte[] stored) throws IOException {
    Path file = InputFile.of(stored);
    Verdict.on(Set.of(file), memory(stored.length), () -> use(NpyFile.read(file)));
    Verdict.on(Set.of(file), memory(stored.length), () -> NpyFile.read(file, number -> {}));
  }

  /// What gzip and ZIP may expand to, each byte a float, in arrays that grow towards it; and what
  /// brings them into C order.
  static long memory(int bytes) {
    return MIB + 5 * Float.BYTES * (16 * MIB + 64L * bytes);
  }

  static void use(NpyFile array) {
    int values = array.type().isByte() ? array.bytes().length : array.floats().length;
    if (array.rows() * array.width() != values || values == 0) {
      throw new AssertionError("has %d values in %s".formatted(values, array.shape()));
    }
  }

  static List<byte[]> seeds() throws IOException {
    byte[] bytes = NpyHeaderTarget.file(NpyHeaderTarget.BYTES);
    return List.of(
        bytes,
        SampleFiles.gzip(bytes),
        NpyHeaderTarget.file(NpyHeaderTarget.FLOATS),
        NpyHeaderTarget.file(NpyHeaderTarget.RECORDS));
  }
}
