package dev.telar.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.run.Recipe;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// What commands say of themselves.
class HelpTest {
  private static CommandLine root(int columns) {
    return Main.commands(new TelarCommand(new Terminal(true, () -> columns)));
  }

  /// A command and all below it.
  static Stream<CommandLine> below(CommandLine command) {
    return Stream.concat(
        Stream.of(command), command.getSubcommands().values().stream().flatMap(HelpTest::below));
  }

  private static List<String> names() {
    return below(root(80)).map(command -> command.getCommandSpec().qualifiedName()).toList();
  }

  private static CommandLine find(String name, int columns) {
    return below(root(columns))
        .filter(command -> command.getCommandSpec().qualifiedName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /// Picocli prints what it cannot format as it is, and a warning to the process's standard error.
  @ParameterizedTest
  @MethodSource("names")
  void everyTextCanBeFormatted(String name) {
    CommandLine command = find(name, 80);
    command.getCommandSpec().options().stream()
        .filter(OptionSpec::hidden)
        .forEach(option -> assertThat(option.description()).noneMatch(text -> text.contains("%")));
    var warnings = new ByteArrayOutputStream();
    PrintStream standardError = System.err;
    String help;
    try (var caught = new PrintStream(warnings, true, UTF_8)) {
      System.setErr(caught);
      help = command.getUsageMessage();
    } finally {
      System.setErr(standardError);
    }

    assertThat(warnings.toString(UTF_8)).isEmpty();
    assertThat(help).doesNotContain("${").doesNotContainPattern("%[%n\\p{Alpha}]");
  }

  @ParameterizedTest
  @CsvSource({"20, 55", "60, 60", "80, 80", "300, 100"})
  void helpFitsTheTerminal(int columns, int width) {
    for (String name : names()) {
      CommandSpec command = find(name, columns).getCommandSpec();

      assertThat(command.commandLine().getUsageMessage().lines())
          .as(name)
          .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(width));
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void examplesAreOfTheCommand(String name) {
    String help = find(name, 100).getUsageMessage();

    assertThat(help.substring(help.indexOf("Examples:")).lines().skip(1).findFirst().orElseThrow())
        .contains(name + (name.equals("telar") ? " study" : ""));
  }

  @ParameterizedTest
  @MethodSource("names")
  void whatAShellOffersIsOfTheOption(String name) {
    List<OptionSpec> offering =
        find(name, 80).getCommandSpec().options().stream()
            .filter(option -> option.completionCandidates() != null)
            .toList();

    // The script for the shell keeps values by the label.
    assertThat(offering).extracting(OptionSpec::paramLabel).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({
    "--recipe, '', ''",
    "--activation, activation, 3",
    "--output, output, 3",
    "--init, init, ''",
    "--output-bias, output_bias, ''",
    "--optimizer, optimizer, ''",
    "--schedule, schedule, 3:0.5",
    "--loss, '', ''",
    "--noise, noise, 0.5"
  })
  void whatAShellOffersIsTaken(String option, String setting, String parameter) {
    OptionSpec found = find("telar study", 80).getCommandSpec().findOption(option);

    assertThat(found.completionCandidates()).isNotEmpty();
    for (String offered : found.completionCandidates()) {
      String value = offered.endsWith(":") ? offered + parameter : offered;
      if (!setting.isEmpty()) {
        assertThat(Recipe.named(Recipe.AS_PRINTED).with(Map.of(setting, value)).text())
            .contains(setting);
      }
    }
  }
}
