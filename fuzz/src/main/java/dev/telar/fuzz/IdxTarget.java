package dev.telar.fuzz;

import dev.telar.data.IdxFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/// The input is a file of images, or one of labels, plain or gzip.
public final class IdxTarget {
  private static final long MIB = 1 << 20;

  private IdxTarget() {}

  /// Called by the fuzzer.
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    read(input);
  }

  static void read(byte[] stored) throws IOException {
    Path file = InputFile.of(stored);
    // What gzip may expand to, and the arrays that grow towards it.
    long memory = MIB + 4 * (16 * MIB + 64L * stored.length);
    Verdict.on(Set.of(file), memory, () -> IdxFile.readImages(file));
    Verdict.on(Set.of(file), memory, () -> IdxFile.readLabels(file));
  }
}
