package dev.telar.fuzz;

import java.io.IOException;
import java.util.Arrays;

/// The input is a file of images before it was compressed, in two members.
public final class IdxInGzipTarget {
  private IdxInGzipTarget() {}

  /// Called by the fuzzer.
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    int half = input.length / 2;
    IdxTarget.read(
        SampleFiles.join(
            SampleFiles.gzip(Arrays.copyOf(input, half)),
            SampleFiles.gzip(Arrays.copyOfRange(input, half, input.length))));
  }
}
