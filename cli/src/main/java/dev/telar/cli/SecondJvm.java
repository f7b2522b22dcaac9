package dev.telar.cli;

import dev.telar.speed.Fork;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Starts the application once more where the JVM was started without what it needs. `java -jar`
/// loads no incubator module, whatever a manifest says; and in a locale of ASCII, which containers
/// often have, it can name no file that has other letters.
final class SecondJvm {
  private static final String MODULE = "jdk.incubator.vector";

  /// Says that this JVM is the second one.
  private static final String MARK = "telar.secondJvm";

  /// Standard output is for results: what the JVM itself has to say goes to standard error.
  private static final List<String> OPTIONS =
      List.of(
          "-D" + MARK + "=true",
          "-Xlog:all=off:stdout",
          "-Xlog:all=warning:stderr",
          "-XX:+DisplayVMOutputToStderr");

  private SecondJvm() {}

  /// Whether this JVM lacks something that a second one would have.
  static boolean isNeeded() {
    return System.getProperty(MARK) == null && (lacksModule() || isAscii());
  }

  /// Whether the vector engine's module is missing, and nobody asked for an engine that does
  /// without.
  private static boolean lacksModule() {
    return ModuleLayer.boot().findModule(MODULE).isEmpty()
        && System.getProperty("telar.engine") == null
        && ModuleFinder.ofSystem().find(MODULE).isPresent();
  }

  /// Whether names of files and arguments lost what is not ASCII when this JVM read them.
  private static boolean isAscii() {
    return Charset.forName(System.getProperty("sun.jnu.encoding"), StandardCharsets.UTF_8)
        .equals(StandardCharsets.US_ASCII);
  }

  /// Runs the application in a second JVM, on the same input and output.
  ///
  /// @return its exit code
  /// @throws IOException if it cannot be started
  /// @throws InterruptedException if this thread is interrupted; the other JVM is ended
  static int run(String[] args) throws IOException, InterruptedException {
    Process process = builder(args).inheritIO().start();
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      // It tidies up and says why.
      process.destroy();
      return process.waitFor();
    }
  }

  private static ProcessBuilder builder(String[] args) throws IOException {
    List<String> options = new ArrayList<>(OPTIONS);
    if (lacksModule()) {
      options.addAll(List.of("--add-modules", MODULE));
    }
    ProcessBuilder builder =
        isAscii() && TypedCommand.isKnown()
            ? TypedCommand.builder(options)
            : Fork.builder(options, Main.class.getName(), List.of(args));
    if (isAscii()) {
      builder.environment().put("LC_ALL", "C.UTF-8");
    }
    return builder;
  }
}
