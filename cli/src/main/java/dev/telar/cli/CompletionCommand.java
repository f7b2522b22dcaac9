package dev.telar.cli;

import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine.Command;

/// Prints a script for the shell that completes commands, options and the names of values.
@Command(
    name = "generate-completion",
    description = "Prints a script for bash and zsh that completes commands, options and values.",
    optionListHeading = "",
    footerHeading = "%nExamples:%n",
    footer = "  source <(telar generate-completion)")
final class CompletionCommand extends GenerateCompletion {}
