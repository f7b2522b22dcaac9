package dev.telar.cli;

import dev.telar.data.Split;
import dev.telar.engine.Engine;
import dev.telar.internal.Printable;
import dev.telar.model.HiddenWidths;
import dev.telar.run.Json;
import dev.telar.text.Language;
import dev.telar.train.TrainingPlan.TrainError;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// The application `telar`. Exit codes: 0 done, 1 failed, 2 usage, 130 interrupted, by whatever
/// signal.
public final class Main {
  /// How long an interrupted command may take to end cleanly.
  private static final int CLEAN_END_SECONDS = 10;

  /// What Java reads for bytes that its encoding does not have.
  private static final char LOST = '\uFFFD';

  /// What picocli needs.
  private static final int LEAST_HELP_COLUMNS = 55;

  private static final int MOST_HELP_COLUMNS = 100;

  private Main() {}

  /// Runs a command and ends the JVM with its exit code.
  public static void main(String[] args) {
    // Numbers look the same everywhere.
    Locale.setDefault(Locale.ROOT);
    LogSettings.use();
    Signals.use();
    var ended = new CountDownLatch(1);
    Thread main = Thread.currentThread();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> endCleanly(main, ended), "telar-end"));
    int exitCode;
    try {
      exitCode = SecondJvm.isNeeded() ? SecondJvm.run(args) : run(args);
    } catch (IOException | InterruptedException e) {
      System.err.println("telar: cannot start " + System.getProperty("java.home") + ": " + e);
      exitCode = 1;
    } finally {
      ended.countDown();
    }
    System.exit(exitCode);
  }

  private static int run(String[] args) {
    var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    String folder = System.getProperty("user.dir");
    if (folder.indexOf(LOST) >= 0) {
      err.println("telar: " + unreadable("the current folder " + folder));
      return Failure.FAILED;
    }
    int exitCode = run(out, err, Terminal.detect(), args);
    // A full disk, say: a writer keeps such failures to itself.
    if (out.checkError() && exitCode == 0) {
      err.println("telar: standard output cannot be written");
      return Failure.FAILED;
    }
    return exitCode;
  }

  /// Ctrl-C or another signal begins the JVM's end, which waits for this: the command is
  /// interrupted, tidies up and says so.
  private static void endCleanly(Thread main, CountDownLatch ended) {
    main.interrupt();
    try {
      if (!ended.await(CLEAN_END_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("telar: did not end within " + CLEAN_END_SECONDS + " s, killed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Runs a command in this JVM.
  ///
  /// @param out where results go
  /// @param err where progress and errors go
  /// @param terminal what progress is shown on
  /// @return the exit code
  static int run(PrintWriter out, PrintWriter err, Terminal terminal, String... args) {
    var root = new TelarCommand(terminal, args);
    CommandLine commandLine =
        commands(root)
            .setOut(out)
            .setErr(err)
            .setExecutionExceptionHandler(
                (failure, command, _) -> report(failure, command, root.stacktrace, args));
    Optional<String> lost = Stream.of(args).filter(text -> text.indexOf(LOST) >= 0).findFirst();
    if (lost.isPresent()) {
      err.println("telar: " + unreadable("the argument " + lost.get()));
      return Failure.USAGE;
    }
    try {
      return commandLine.execute(args);
    } catch (OutOfMemoryError e) {
      return report(e, commandLine, root.stacktrace, args);
    }
  }

  /// The commands with what all of them share: how values are read, and how help looks.
  static CommandLine commands(TelarCommand root) {
    var commandLine =
        new CommandLine(root)
            .setOverwrittenOptionsAllowed(true)
            .registerConverter(Path.class, text -> Path.of(notEmpty(text)))
            .registerConverter(String.class, Main::notEmpty)
            .registerConverter(HiddenWidths.class, Main::hiddenWidths)
            .registerConverter(Engine.Kind.class, named(Engine.Kind.values()))
            .registerConverter(CompareCommand.Order.class, named(CompareCommand.Order.values()))
            .registerConverter(Split.Kind.class, named(Split.Kind.values()))
            .registerConverter(Language.class, named(Language.values()))
            .registerConverter(TrainError.class, named(TrainError.values()))
            .setUsageHelpWidth(helpColumns(root.terminal()))
            .setParameterExceptionHandler(UsageError::tell);
    HelpSections.use(commandLine);
    return commandLine;
  }

  private static int helpColumns(Terminal terminal) {
    return terminal.interactive()
        ? Math.clamp(terminal.width().getAsInt(), LEAST_HELP_COLUMNS, MOST_HELP_COLUMNS)
        : MOST_HELP_COLUMNS;
  }

  /// What is told of a name whose bytes the locale's encoding does not have.
  private static String unreadable(String what) {
    return "%s cannot be read as %s, the encoding of this locale; choose another locale with LC_ALL, or another name"
        .formatted(Printable.line(what.replace(LOST, '?')), System.getProperty("sun.jnu.encoding"));
  }

  /// An empty path would be the current folder, and no text that is asked for may be empty.
  private static String notEmpty(String text) {
    if (text.isEmpty()) {
      throw new TypeConversionException(UsageError.EMPTY);
    }
    return text;
  }

  private static HiddenWidths hiddenWidths(String text) {
    try {
      return HiddenWidths.of(notEmpty(text));
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  /// Reads a constant by the name that it prints, which is not always Java's.
  private static <E> ITypeConverter<E> named(E[] constants) {
    return text -> {
      for (E constant : constants) {
        if (constant.toString().equals(text)) {
          return constant;
        }
      }
      throw new TypeConversionException(
          "expected one of %s but was '%s'%s"
              .formatted(
                  Arrays.toString(constants),
                  text,
                  Nearest.hint(text, Stream.of(constants).map(String::valueOf).toList())));
    };
  }

  private static int report(
      Throwable failure, CommandLine command, boolean stacktrace, String... args) {
    if (stacktrace) {
      var trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace));
      command.getErr().print(Printable.text(trace.toString()));
    }
    return tell(command, Failure.of(failure), args);
  }

  /// Tells a failure in a line; where the result would have been JSON, also as JSON in its place.
  static int tell(CommandLine command, Failure failure, String... args) {
    String line = command.getCommandSpec().qualifiedName() + ": " + failure.message();
    command.getErr().println(Printable.line(line));
    if (List.of(args).contains("--json")) {
      command.getOut().print(Json.write(new JsonFailure(failure.message(), failure.exitCode())));
      command.getOut().flush();
    }
    return failure.exitCode();
  }

  /// What `--json` prints of a failure.
  private record JsonFailure(String error, int exitCode) {}
}
