package dev.telar.fuzz;

import java.io.IOException;

/// The input is the JSON of a model file's header; its length and the data after it are right.
public final class ModelHeaderTarget {
  private ModelHeaderTarget() {}

  /// Called by the fuzzer.
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    ModelTarget.read(SampleFiles.withHeader(input));
  }
}
