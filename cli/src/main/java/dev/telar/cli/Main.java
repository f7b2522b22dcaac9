package dev.telar.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The application `telar`.
@Command(name = "telar", mixinStandardHelpOptions = true)
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }
}
