package dev.telar.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.telar.Documents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/// What documents and examples tell a user to type can be typed.
class DocumentedCommandsTest {

  /// A block of code, or what stands between backticks.
  private static final Pattern CODE = Pattern.compile("(?ms)^```\\w*$(.*?)^```$|`([^`]+)`");

  private static final Pattern COMMAND =
      Pattern.compile("(?m)(?<![\\w\"])telar (([a-z][a-z-]*)[^#|:\\n]*)");
  private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z-]+");

  /// Options of other programs that documents speak of.
  private static final Set<String> FOREIGN = Set.of("--add-modules", "--logdir");

  private static CommandLine root() {
    return Main.commands(new TelarCommand(new Terminal(false)));
  }

  private static void parse(String command, Object where) {
    String typed =
        command
            .replaceFirst(" {2,}.*", "")
            .replaceFirst("\"?\\$\\(.*", "FOLDER")
            .replaceFirst("\\).*", "")
            // A number that the reader chooses.
            .replaceAll(" [A-Z]\\b", " 1")
            .strip();
    assertThatCode(() -> root().parseArgs(typed.split("\\s+")))
        .as("%s: telar %s", where, typed)
        .doesNotThrowAnyException();
  }

  private static Stream<String> codes(String text) {
    return CODE.matcher(text)
        .results()
        .map(code -> code.group(1) == null ? code.group(2) : code.group(1));
  }

  /// A command that only is named may lack what it needs: `telar report`.
  private static boolean isWhole(String command) {
    return command.strip().contains(" ");
  }

  private static List<MatchResult> commands(Path document) throws IOException {
    return codes(Files.readString(document))
        .flatMap(code -> COMMAND.matcher(code).results())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("dev.telar.Documents#all")
  void continuousIntegrationRunsThem(Path document) throws IOException {
    String scripts =
        Files.readString(Documents.HOME.resolve(".ci/run"))
            + Files.readString(Documents.HOME.resolve(".ci/documents"));

    assertThat(commands(document))
        .allSatisfy(command -> assertThat(scripts).contains("telar " + command.group(2)));
  }

  @ParameterizedTest
  @MethodSource("dev.telar.Documents#all")
  void documentsNameCommandsThatThereAre(Path document) throws IOException {
    List<MatchResult> commands = commands(document);

    assertThat(commands)
        .allSatisfy(command -> assertThat(root().getSubcommands()).containsKey(command.group(2)));
    commands.stream()
        .map(command -> command.group(1))
        .filter(DocumentedCommandsTest::isWhole)
        .forEach(command -> parse(command, document));
  }

  @Test
  void documentsNameOptionsThatThereAre() throws IOException {
    Set<String> known =
        HelpTest.below(root())
            .flatMap(command -> command.getCommandSpec().options().stream())
            .flatMap(DocumentedCommandsTest::names)
            .collect(Collectors.toSet());
    known.addAll(FOREIGN);

    for (Path document : Documents.all()) {
      // bench/peers/run, fuzz/run and tools have options of their own.
      if (!document.startsWith(Documents.HOME.resolve("bench"))
          && !document.startsWith(Documents.HOME.resolve("tools"))) {
        String code =
            codes(Files.readString(document))
                .filter(text -> !text.contains("/run "))
                .collect(Collectors.joining("\n"));
        assertThat(OPTION.matcher(code).results().map(MatchResult::group).toList())
            .as(document.toString())
            .isSubsetOf(known);
      }
    }
  }

  private static Stream<String> names(OptionSpec option) {
    Stream<String> names = Stream.of(option.names());
    return option.negatable()
        ? names.flatMap(name -> Stream.of(name, name.replaceFirst("^--", "--no-")))
        : names;
  }

  @Test
  void examplesOfHelpCanBeTyped() {
    HelpTest.below(root())
        .flatMap(command -> Stream.of(command.getCommandSpec().usageMessage().footer()))
        .filter(line -> line.startsWith("  telar "))
        .forEach(line -> parse(line.strip().replaceFirst("telar ", ""), "an example"));
  }
}
