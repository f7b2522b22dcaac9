package dev.telar.cli;

import java.lang.reflect.Field;
import java.util.LinkedHashMap;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Layout;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/// Lists a command's options under headings: its own first, then those that it shares with others,
/// by the class that declares them.
final class HelpSections {
  /// Some options, by the classes that declare them.
  private record Section(String heading, List<Class<?>> classes) {}

  private static final Section OWN = new Section("Options", List.of());
  private static final Section HELP = new Section("Help", List.of(TelarCommand.class));

  private static final List<Section> SECTIONS =
      List.of(
          OWN,
          new Section(
              "Data",
              List.of(
                  DataOptions.class,
                  RunDataOptions.class,
                  ReadingOptions.class,
                  SplitOptions.class)),
          new Section("Tables", List.of(TableOptions.class)),
          new Section("Network", List.of(ModelOptions.class, ActivationOptions.class)),
          new Section("Training", List.of(TrainingOptions.class, MethodOptions.class)),
          new Section("Computing", List.of(EngineOptions.class, ThreadOptions.class)),
          new Section("Page in the browser", List.of(LiveOptions.class, ListenOptions.class)),
          new Section("Output", List.of(OutputOptions.class, RowsFile.class, Console.class)),
          HELP);

  private HelpSections() {}

  /// Makes a command and those below it list their options so.
  static void use(CommandLine commandLine) {
    var sections = new LinkedHashMap<>(commandLine.getHelpSectionMap());
    sections.put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, HelpSections::list);
    commandLine.setHelpSectionMap(sections);
  }

  private static String list(Help help) {
    var text = new StringBuilder();
    for (Section section : SECTIONS) {
      List<OptionSpec> options =
          help.commandSpec().options().stream()
              .filter(option -> !option.hidden() && of(option).equals(section))
              .toList();
      if (!options.isEmpty()) {
        Layout layout = help.createDefaultLayout();
        layout.addOptions(options, help.parameterLabelRenderer());
        text.append("%n%s:%n".formatted(section.heading())).append(layout);
      }
    }
    return text.toString();
  }

  private static Section of(OptionSpec option) {
    // That of a parameter is the command's own.
    if (!(option.userObject() instanceof Field field)) {
      return OWN;
    }
    Class<?> declaring = field.getDeclaringClass();
    // --help and --version are picocli's.
    return declaring.getName().startsWith("picocli.")
        ? HELP
        : SECTIONS.stream()
            .filter(section -> section.classes().contains(declaring))
            .findFirst()
            .orElse(OWN);
  }
}
