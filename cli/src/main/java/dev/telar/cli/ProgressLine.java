package dev.telar.cli;

import java.io.PrintWriter;

/// A line that is drawn over on a terminal; elsewhere only the lasting ones are printed.
final class ProgressLine {
  /// Faster than the eye reads is wasted.
  private static final long REDRAW_NANOS = 100_000_000;

  /// A longer line would wrap on a terminal of the usual 80 columns, and then not be drawn over.
  private static final int MAX_LENGTH = 79;

  private static final String TO_LINE_START = "\r";
  private static final String CLEAR_TO_LINE_END = "\033[K";

  private final PrintWriter out;
  private final Terminal terminal;
  private long drawn = System.nanoTime() - REDRAW_NANOS;

  ProgressLine(PrintWriter out, Terminal terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  boolean interactive() {
    return terminal.interactive();
  }

  /// Whether it is time to draw again; never on anything but a terminal.
  boolean isDue() {
    return terminal.interactive() && System.nanoTime() - drawn >= REDRAW_NANOS;
  }

  /// Draws a passing line.
  void draw(String line) {
    drawn = System.nanoTime();
    String fitting = line.substring(0, Math.min(line.length(), MAX_LENGTH));
    out.print(TO_LINE_START + fitting + CLEAR_TO_LINE_END);
    out.flush();
  }

  /// Prints a line that stays.
  void print(String line) {
    out.println(terminal.interactive() ? TO_LINE_START + line + CLEAR_TO_LINE_END : line);
  }
}
