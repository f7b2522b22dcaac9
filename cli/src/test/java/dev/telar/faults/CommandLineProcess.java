package dev.telar.faults;

import dev.telar.speed.Fork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The command line in a JVM of its own.
public final class CommandLineProcess {
  private static final long PATIENCE_SECONDS = 120;
  private static final int SIGKILL = 128 + 9;
  private static final int INTERRUPTED = 130;

  /// Of a JVM that has not begun with the command.
  private static final int SIGTERM = 128 + 15;

  /// What starts fast is killed often.
  private static final List<String> OPTIONS =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private final Process process;
  private final Path log;

  private CommandLineProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /// Starts it.
  ///
  /// @param log where everything that it prints goes
  public static CommandLineProcess start(List<String> args, Path log) throws IOException {
    Process process =
        Fork.builder(OPTIONS, "dev.telar.cli.Main", args)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    return new CommandLineProcess(process, log);
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /// Waits for its end.
  ///
  /// @return whether it has ended, well
  boolean hasEndedWithin(long millis) throws IOException, InterruptedException {
    return process.waitFor(millis, TimeUnit.MILLISECONDS) && exitCode() == 0;
  }

  /// Waits for its end, which must be a good one.
  void requireEnd() throws IOException, InterruptedException {
    if (exitCode() != 0) {
      throw unexpected();
    }
  }

  /// Ends it as `kill -9` does.
  ///
  /// @return whether it had not ended well before
  public boolean kill() throws IOException, InterruptedException {
    process.destroyForcibly();
    return exitCode() == SIGKILL;
  }

  /// Ends it as `kill` does.
  ///
  /// @return whether it had not ended well before
  public boolean terminate() throws IOException, InterruptedException {
    process.destroy();
    return exitCode() != 0;
  }

  private int exitCode() throws IOException, InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("does not end: " + printed());
    }
    int exitCode = process.exitValue();
    if (!List.of(0, INTERRUPTED, SIGKILL, SIGTERM).contains(exitCode)) {
      throw unexpected();
    }
    return exitCode;
  }

  private AssertionError unexpected() throws IOException {
    return new AssertionError("exit code " + process.exitValue() + ": " + printed());
  }

  public String printed() throws IOException {
    return Files.readString(log);
  }
}
