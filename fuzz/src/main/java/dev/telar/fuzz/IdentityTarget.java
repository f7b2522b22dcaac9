package dev.telar.fuzz;

import dev.telar.data.FileIdentity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Set;

/// The input is what a server sends in place of a file, plain or gzip.
public final class IdentityTarget {
  private static final Path NAME = Path.of("download");
  private static final FileIdentity WANTED =
      new FileIdentity(
          "abc", 3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");

  private IdentityTarget() {}

  /// Called by the fuzzer.
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    Verdict.on(
        Set.of(NAME),
        1 << 20,
        () -> WANTED.copy(new ByteArrayInputStream(input), NAME, OutputStream.nullOutputStream()));
  }
}
