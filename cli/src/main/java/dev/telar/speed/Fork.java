package dev.telar.speed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// A JVM like this one: the same Java, options and class path.
///
/// One bytecode can be compiled to code of different speed in different JVMs, so that one of them
/// says little.
public final class Fork {
  /// What these variables of the JDK hold is among a JVM's options already.
  private static final List<String> OPTION_VARIABLES =
      List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

  private static final int INTERRUPTED = 130;

  private Fork() {}

  /// Runs a program in a JVM of its own, which ends with this call however it ends.
  ///
  /// @param name what to call it when it fails
  /// @param mainClass the program, of this class path
  /// @return the line of JSON that it printed; JVM options may print others around it
  /// @throws MeasurementException if it failed or printed no such line, with its last words
  /// @throws IOException if it cannot be started
  /// @throws InterruptedException if this thread or the program is interrupted
  public static String run(String name, String mainClass, List<String> args)
      throws IOException, InterruptedException, MeasurementException {
    try (var readers = Executors.newVirtualThreadPerTaskExecutor()) {
      Process process = builder(List.of(), mainClass, args).start();
      try {
        // Both at once, because a full pipe stops the program; and beside this thread, because
        // reading cannot be interrupted.
        Future<String> out = readers.submit(() -> read(process.getInputStream()));
        Future<String> err = readers.submit(() -> read(process.getErrorStream()));
        int exitCode = process.waitFor();
        if (exitCode == INTERRUPTED) {
          throw new InterruptedException("interrupted during a measurement");
        }
        Optional<String> json = out.get().lines().filter(line -> line.startsWith("{")).findFirst();
        if (exitCode != 0 || json.isEmpty()) {
          throw new MeasurementException(
              "%s failed with exit code %d: %s".formatted(name, exitCode, lastWords(err.get())));
        }
        return json.get();
      } catch (ExecutionException e) {
        throw new IOException("cannot read what a JVM printed: " + e.getCause(), e);
      } finally {
        process.destroyForcibly();
      }
    }
  }

  /// What starts such a JVM.
  ///
  /// @param moreOptions for it, which those of this one come after and win against
  public static ProcessBuilder builder(
      List<String> moreOptions, String mainClass, List<String> args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(moreOptions);
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
    command.addAll(args);
    var builder = new ProcessBuilder(command);
    builder.environment().keySet().removeAll(OPTION_VARIABLES);
    return builder;
  }

  private static String read(InputStream in) throws IOException {
    return new String(in.readAllBytes(), UTF_8);
  }

  private static String lastWords(String text) {
    return text.lines()
        .filter(line -> !line.isBlank())
        .reduce("it said nothing", (_, line) -> line);
  }
}
