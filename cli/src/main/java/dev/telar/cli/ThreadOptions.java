package dev.telar.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How many threads compute.
final class ThreadOptions {
  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "How many threads compute, at most one for each core; changes no bit. Default: as many as cores.")
  private @Nullable Integer threads;

  int count() {
    if (threads == null) {
      return Runtime.getRuntime().availableProcessors();
    }
    if (threads < 1) {
      throw new IllegalArgumentException("--threads must be at least 1, got " + threads);
    }
    // More would only wait for each other.
    return Math.min(threads, Runtime.getRuntime().availableProcessors());
  }
}
