package dev.telar.cli;

import dev.telar.engine.Engine;
import picocli.CommandLine.Mixin;
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

  @Mixin private ThreadOptions threads = new ThreadOptions();

  Engine.Kind engine() {
    return engine;
  }

  int threads() {
    return threads.count();
  }
}
