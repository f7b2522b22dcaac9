package dev.telar.fetch;

import dev.telar.fuzz.SampleFiles;
import java.io.IOException;

/// The input is the `data.tar` of a Debian package before it was compressed.
public final class PackageTarTarget {
  private PackageTarTarget() {}

  /// Called by the fuzzer.
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    PackageTarget.read(SampleFiles.deb(SampleFiles.gzip(input)));
  }
}
