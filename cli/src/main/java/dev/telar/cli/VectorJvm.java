package dev.telar.cli;

import dev.telar.engine.Engine;
import dev.telar.speed.Fork;
import java.io.IOException;
import java.util.List;

/// Starts the application once more with the option that the vector engine needs, where the JVM was
/// started without it: `java -jar` loads no incubator module, whatever a manifest says.
final class VectorJvm {
  private VectorJvm() {}

  /// Whether this JVM lacks the module, and nobody asked for an engine that does without.
  static boolean isMissing() {
    return !Engine.Kind.VECTOR.isAvailable() && System.getProperty("telar.engine") == null;
  }

  /// Runs the application in a JVM with the module, on the same input and output.
  ///
  /// @return its exit code
  /// @throws IOException if it cannot be started
  /// @throws InterruptedException if this thread is interrupted; the other JVM is ended
  static int run(String[] args) throws IOException, InterruptedException {
    List<String> command =
        Fork.command(
            List.of("--add-modules", "jdk.incubator.vector"), Main.class.getName(), List.of(args));
    Process process = new ProcessBuilder(command).inheritIO().start();
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      // It tidies up and says why.
      process.destroy();
      return process.waitFor();
    }
  }
}
