package dev.telar.cli;

import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// What a user is told of a command line that cannot be read: one line, and what was meant if that
/// can be guessed.
final class UsageError {
  /// What another program, or another command of this one, calls an option.
  private static final Map<String, String> OTHER_NAMES =
      Map.of(
          "--hidden", "--components",
          "--components", "--hidden",
          "--lr", "--learning-rate",
          "--batch", "--batch-size",
          "--output-dir", "--out");

  /// What is said of an empty path or text.
  static final String EMPTY = "is empty; give a value, or leave it away";

  private UsageError() {}

  static int tell(ParameterException failure, String[] args) {
    CommandLine command = failure.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    String problem = problem(failure) + " (see " + name + " --help)";
    return Main.tell(command, new Failure(Failure.USAGE, problem), args);
  }

  private static String problem(ParameterException failure) {
    return failure instanceof UnmatchedArgumentException unmatched
        ? unknown(unmatched.getCommandLine(), unmatched.getUnmatched().getFirst())
        : String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
  }

  private static String unknown(CommandLine command, String argument) {
    if (argument.isEmpty()) {
      return "an argument " + EMPTY;
    }
    if (argument.startsWith("-")) {
      return unknownOption(command.getCommandSpec(), argument.replaceFirst("=.*", ""));
    }
    return command.getSubcommands().isEmpty()
        ? "there is no place for '%s'".formatted(argument)
        : unknownCommand(command, argument);
  }

  static String unknownCommand(CommandLine command, String name) {
    return "unknown command '%s'%s"
        .formatted(name, Nearest.hint(name, List.copyOf(command.getSubcommands().keySet())));
  }

  private static String unknownOption(CommandSpec command, String name) {
    List<String> known =
        command.options().stream()
            .filter(option -> !option.hidden())
            .map(OptionSpec::longestName)
            .toList();
    String other = OTHER_NAMES.getOrDefault(name, "");
    String hint =
        known.contains(other) ? "; did you mean " + other + "?" : Nearest.hint(name, known);
    return "unknown option '%s'%s".formatted(name, hint);
  }
}
