package dev.telar.cli;

import dev.telar.engine.vector.CacheLines;
import dev.telar.speed.Fork;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.module.ModuleFinder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Starts the application once more where the JVM was started without what it needs. `java -jar`
/// loads no incubator module, whatever a manifest says; and names of files are bytes, which it
/// reads in the locale's encoding: any other than UTF-8 loses letters, or makes others of them.
final class SecondJvm {
  private static final String MODULE = "jdk.incubator.vector";

  /// Says that this JVM is the second one.
  private static final String MARK = "telar.secondJvm";

  private static final String LOCALE = "LC_ALL";
  private static final String UTF_8_LOCALE = "C.UTF-8";

  /// Standard output is for results: what the JVM itself has to say goes to standard error.
  private static final List<String> OPTIONS =
      List.of(
          "-D" + MARK + "=true",
          "-Xlog:all=off:stdout",
          "-Xlog:all=warning:stderr",
          "-XX:+DisplayVMOutputToStderr");

  /// Commands that compute for so long that arrays on cache lines are worth a slower start: the JVM
  /// then does without its archive of classes.
  private static final Set<String> COMPUTING = Set.of("train", "study", "bench");

  private SecondJvm() {}

  /// Whether this JVM lacks something that a second one would have.
  static boolean isNeeded() {
    return System.getProperty(MARK) == null && (lacksModule() || needsUtf8());
  }

  /// Whether the vector engine's module is missing, and nobody asked for an engine that does
  /// without.
  private static boolean lacksModule() {
    return ModuleLayer.boot().findModule(MODULE).isEmpty()
        && System.getProperty("telar.engine") == null
        && ModuleFinder.ofSystem().find(MODULE).isPresent();
  }

  /// Whether names of files and arguments were read in another encoding than UTF-8, and can be read
  /// in it.
  private static boolean needsUtf8() {
    Charset names = Charset.forName(System.getProperty("sun.jnu.encoding"), StandardCharsets.UTF_8);
    return !names.equals(StandardCharsets.UTF_8) && TypedCommand.isKnown() && hasUtf8();
  }

  private static boolean hasUtf8() {
    var builder = new ProcessBuilder("locale", "charmap");
    builder.environment().put(LOCALE, UTF_8_LOCALE);
    try (BufferedReader out = builder.redirectError(Redirect.DISCARD).start().inputReader()) {
      return "UTF-8".equals(out.readLine());
    } catch (IOException e) {
      // A system without that program may well have the locale.
      return true;
    }
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
    if (args.length > 0 && COMPUTING.contains(args[0])) {
      options.add(CacheLines.OPTION);
    }
    if (!needsUtf8()) {
      return Fork.builder(options, Main.class.getName(), List.of(args));
    }
    ProcessBuilder builder = TypedCommand.builder(options);
    builder.environment().put(LOCALE, UTF_8_LOCALE);
    return builder;
  }
}
