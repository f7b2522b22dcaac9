package dev.telar.fuzz;

import dev.telar.format.ModelFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/// The input is a model file.
public final class ModelTarget {
  private ModelTarget() {}

  /// Called by the fuzzer.
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    read(input);
  }

  static void read(byte[] content) throws IOException {
    Path file = InputFile.of(content);
    // A name of one letter is an object of many bytes.
    Verdict.on(Set.of(file), (2 << 20) + 64L * content.length, () -> ModelFile.read(file));
  }
}
