package dev.telar.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The file that inputs are written to, for readers that want one.
public final class InputFile {
  private static final Path FILE = create();

  private InputFile() {}

  private static Path create() {
    try {
      return Files.createTempFile("input", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Writes an input.
  ///
  /// @return the file, the same for all inputs
  public static Path of(byte[] input) throws IOException {
    return Files.write(FILE, input);
  }
}
