package dev.telar.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.function.IntSupplier;

/// What progress is shown on.
///
/// @param interactive whether a line can be drawn over
/// @param width how many columns it has now
record Terminal(boolean interactive, IntSupplier width) {
  static final int USUAL_COLUMNS = 80;

  /// One of the usual width.
  Terminal(boolean interactive) {
    this(interactive, () -> USUAL_COLUMNS);
  }

  /// The launcher's word, because Java cannot see what standard error is connected to; without it,
  /// whether there is a console.
  @SuppressWarnings(
      "SystemConsoleNull") // with JDK 25's default console it is null again when redirected
  static Terminal detect() {
    String said = System.getProperty("telar.terminal");
    boolean interactive = said == null ? System.console() != null : Boolean.parseBoolean(said);
    return interactive ? new Terminal(true, Terminal::columns) : new Terminal(false);
  }

  /// The user's word, or the terminal's, or the usual width.
  private static int columns() {
    int told = number(System.getenv().getOrDefault("COLUMNS", ""));
    int columns = told > 0 ? told : number(askTerminal());
    return columns > 0 ? columns : USUAL_COLUMNS;
  }

  /// Standard error is the one stream that is certainly the terminal.
  private static String askTerminal() {
    try {
      Process stty =
          new ProcessBuilder("sh", "-c", "stty size <&2 2>/dev/null | cut -d' ' -f2")
              .redirectError(Redirect.INHERIT)
              .start();
      return new String(stty.getInputStream().readAllBytes(), US_ASCII).strip();
    } catch (IOException e) {
      return "";
    }
  }

  /// @return 0 if it is none
  private static int number(String text) {
    return text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
  }
}
