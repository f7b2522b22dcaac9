package dev.telar.fetch;

import dev.telar.data.FileIdentity;
import dev.telar.fuzz.InputFile;
import dev.telar.fuzz.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// The input is a Debian package.
public final class PackageTarget {
  /// What is looked for in it, which no input has.
  public static final FileIdentity WANTED = new FileIdentity("wanted", 100, "0".repeat(64));

  // What messages about a file in a package call it.
  private static final Path CONTENT = Path.of(WANTED.name());
  private static final Path CONTENT_GZIP = Path.of(WANTED.name() + ".gz");

  private static final long MIB = 1 << 20;
  private static final CacheFolder CACHE = openCache();

  private PackageTarget() {}

  private static CacheFolder openCache() {
    try {
      Path folder = Files.createTempDirectory("cache");
      FolderContents nothing = new FolderContents(folder, List.of(WANTED), List.of());
      return CacheFolder.open(nothing, new Progress() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Called by the fuzzer.
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    read(input);
  }

  static void read(byte[] deb) throws IOException {
    Path file = InputFile.of(deb);
    Path name = Path.of(String.valueOf(file.getFileName()));
    // The largest dictionary of xz. An entry of 512 bytes leaves 9 KiB of garbage behind; what is
    // kept of it is bounded by the fuzzer's heap.
    long memory = 80 * MIB + 32 * (16 * MIB + 64L * deb.length);
    Verdict.on(Set.of(name, CONTENT, CONTENT_GZIP), memory, () -> DebPackage.unpack(file, CACHE));
  }
}
