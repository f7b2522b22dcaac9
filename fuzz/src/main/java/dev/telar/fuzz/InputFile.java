package dev.telar.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The files that inputs are written to, for readers that want one.
public final class InputFile {
  private static final Path FOLDER = create();

  private InputFile() {}

  private static Path create() {
    try {
      return Files.createTempDirectory("input");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Writes an input.
  ///
  /// @return the file, the same for all inputs
  public static Path of(byte[] input) throws IOException {
    return of("input", input);
  }

  /// Writes an input that is to have a name.
  ///
  /// @return the file, the same for all inputs of this name, in a folder of its own
  public static Path of(String name, byte[] input) throws IOException {
    Path folder = FOLDER.resolve(name + ".d");
    Path file = folder.resolve(name);
    if (!Files.exists(file)) {
      Files.createDirectory(folder);
    }
    return Files.write(file, input);
  }
}
