package dev.telar.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

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
}
