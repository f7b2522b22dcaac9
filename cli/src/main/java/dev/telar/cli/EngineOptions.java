package dev.telar.cli;

import dev.telar.engine.Engine;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What computes.
final class EngineOptions {
  @Option(
      names = "--engine",
      paramLabel = "ENGINE",
      description =
          "Which engine computes: ${COMPLETION-CANDIDATES}. All give the same bits. Default:"
              + " ${DEFAULT-VALUE}.")
  private Engine.Kind engine = Engine.Kind.AUTO;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "How many threads compute, at most one for each core; changes no bit. Default: as many as cores.")
  private @Nullable Integer threads;

  Engine.Kind engine() {
    return engine;
  }

  int threads() {
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
