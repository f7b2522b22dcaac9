package dev.telar.cli;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Starts the application once more with the option that the vector engine needs, where the JVM was
/// started without it: `java -jar` loads no incubator module, whatever a manifest says.
final class VectorJvm {
  private static final String MODULE = "jdk.incubator.vector";

  private VectorJvm() {}

  /// Whether this JVM lacks the module, and nobody asked for an engine that does without.
  static boolean isMissing() {
    return ModuleLayer.boot().findModule(MODULE).isEmpty()
        && System.getProperty("telar.engine") == null;
  }

  /// Runs the application in a JVM with the module, on the same input and output.
  ///
  /// @return its exit code
  /// @throws IOException if it cannot be started
  /// @throws InterruptedException if this thread is interrupted; the other JVM is ended
  static int run(String[] args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("--add-modules", MODULE));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(args));
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
