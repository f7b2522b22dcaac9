package dev.telar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// Runs the command line in this JVM and keeps what it printed.
///
/// @param exitCode as the process would return it
/// @param out standard output
/// @param err standard error
public record Telar(int exitCode, String out, String err) {
  public static Telar run(Object... args) {
    var out = new StringWriter();
    var err = new StringWriter();
    String[] texts = new String[args.length];
    for (int i = 0; i < args.length; i++) {
      texts[i] = args[i].toString();
    }
    int exitCode =
        Main.run(
            new PrintWriter(out, true), new PrintWriter(err, true), new Terminal(false), texts);
    return new Telar(exitCode, out.toString(), err.toString());
  }

  /// Runs what has to succeed.
  static Telar good(Object... args) {
    Telar told = run(args);
    assertThat(told.exitCode()).as(told.err()).isZero();
    return told;
  }

  /// What a command that has to succeed prints with `--json`.
  static JsonNode json(Object... args) {
    Object[] all = Arrays.copyOf(args, args.length + 1);
    all[args.length] = "--json";
    return new ObjectMapper().readTree(good(all).out());
  }

  /// The one line that a command says which has to fail.
  static String problem(Object... args) {
    Telar told = run(args);
    assertThat(told.exitCode()).isNotZero();
    assertThat(told.err()).hasLineCount(1);
    return told.err();
  }
}
