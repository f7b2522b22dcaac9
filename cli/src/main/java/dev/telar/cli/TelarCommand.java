package dev.telar.cli;

import dev.telar.run.Environment;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// The root of the commands, and what all of them share.
@Command(
    name = "telar",
    description = "Trains and studies autoencoders.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = TelarCommand.Version.class,
    sortOptions = false,
    abbreviateSynopsis = true,
    commandListHeading = "%nCommands:%n",
    subcommands = {
      StudyCommand.class,
      ReportCommand.class,
      TrainCommand.class,
      LiveCommand.class,
      EvaluateCommand.class,
      ScoreCommand.class,
      PcaCommand.class,
      InspectCommand.class,
      EncodeCommand.class,
      ReconstructCommand.class,
      DecodeCommand.class,
      ExportCommand.class,
      ListCommand.class,
      CompareCommand.class,
      VerifyCommand.class,
      CleanCommand.class,
      DataCommand.class,
      BenchCommand.class,
      HelpCommand.class,
      CompletionCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  telar study                     the paper's four models, its table and its figures",
      "  telar report STUDY --lang es    a study's report again, with Spanish figures",
      "  telar train --hidden 64         one model",
      "  telar train --resume RUN        resume a run that was stopped",
      "  telar live RUN                  watch a training in the browser, or explore what came of it",
      "  telar evaluate RUN              the test error of a trained model, again",
      "  telar pca                       what the best linear network can do",
      "  telar inspect RUN               why a model is as good or bad as it is",
      "  telar encode RUN --out FILE     the codes of rows",
      "  telar export RUN --to m.onnx    a trained model for other programs: ONNX, or PyTorch's names",
      "  telar list                      which runs there are, and how far they are",
      "  telar compare RUN RUN           what came of runs, and in which settings they differ",
      "  telar verify RUN                whether what a run claims is true",
      "  telar clean runs                delete the checkpoints of complete runs",
      "  telar help study                all that a command can do",
      "  source <(telar generate-completion)   completion for bash and zsh",
      "",
      "Exit codes: 0 done, 1 failed, 2 usage, 130 interrupted (Ctrl-C, SIGTERM). JVM options go into TELAR_OPTS."
    })
final class TelarCommand implements Runnable {
  @Option(
      names = "--stacktrace",
      scope = ScopeType.INHERIT,
      description = "Show where an error comes from.")
  boolean stacktrace;

  @Spec private CommandSpec spec;

  private final Terminal terminal;
  private final List<String> args;

  TelarCommand(Terminal terminal, String... args) {
    this.terminal = terminal;
    this.args = List.of(args);
  }

  Terminal terminal() {
    return terminal;
  }

  /// The command line as it was typed, quoted for a shell.
  String commandLine() {
    var line = new StringBuilder("telar");
    for (String arg : args) {
      boolean plain = arg.matches("[\\w@%+=:,./-]+");
      line.append(' ').append(plain ? arg : "'" + arg.replace("'", "'\\''") + "'");
    }
    return line.toString();
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  /// What `--version` prints.
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {
        "telar " + Environment.telarVersion(),
        "Java %s (%s), %s %s"
            .formatted(
                Runtime.version(),
                System.getProperty("java.vendor"),
                System.getProperty("os.name"),
                System.getProperty("os.arch"))
      };
    }
  }
}
