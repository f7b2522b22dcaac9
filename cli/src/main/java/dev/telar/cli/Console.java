package dev.telar.cli;

import dev.telar.fetch.Progress;
import dev.telar.internal.Printable;
import dev.telar.run.Json;
import dev.telar.run.RunListener;
import dev.telar.run.TrainingRun;
import dev.telar.train.TrainingListener;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// How a command speaks: its result on standard output, as text or JSON; progress on standard
/// error.
final class Console implements RunListener {
  @Option(names = "--quiet", description = "Show no progress.")
  private boolean quiet;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /// Standard output, for rows; it stays open.
  OutputStream stream() {
    return new LineStream(command.commandLine().getOut());
  }

  /// Prints a result.
  ///
  /// @param value what `--json` prints
  /// @param text what is printed otherwise
  void result(Object value, String text) {
    PrintWriter out = command.commandLine().getOut();
    out.print(json ? Json.write(value) : Printable.text(text.stripTrailing()) + "\n");
    out.flush();
  }

  /// Prints a result with what speaks against it, which stands beside JSON on standard error.
  ///
  /// @param text what is printed otherwise, before the warnings
  /// @param last what is printed otherwise, behind them
  void result(Object value, String text, List<String> warnings, String last) {
    if (json) {
      warnings.forEach(this::announce);
    }
    result(
        value,
        Stream.of(List.of(text.stripTrailing()), warnings, List.of(last))
            .flatMap(List::stream)
            .collect(Collectors.joining("\n")));
  }

  /// Prints a line about what is going on, unless `--quiet`.
  @Override
  public void note(String line) {
    if (!quiet) {
      command.commandLine().getErr().println(Printable.line(line));
    }
  }

  /// Prints a line that is needed, also with `--quiet`.
  void announce(String line) {
    command.commandLine().getErr().println(Printable.line(line));
  }

  /// Shows how a training run goes.
  @Override
  public TrainingListener started(TrainingRun run, Path folder) {
    return quiet ? new TrainingListener() {} : new TrainingProgress(progressLine(), run);
  }

  /// Shows how data arrive.
  Progress fetching() {
    return quiet ? new Progress() {} : new DownloadProgress(progressLine());
  }

  /// The command line as it was typed.
  String commandLine() {
    return root().commandLine();
  }

  private ProgressLine progressLine() {
    return new ProgressLine(command.commandLine().getErr(), root().terminal());
  }

  private TelarCommand root() {
    return (TelarCommand) command.root().userObject();
  }
}
