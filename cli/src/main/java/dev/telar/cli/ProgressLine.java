package dev.telar.cli;

import dev.telar.internal.Printable;
import java.io.PrintWriter;

/// A line that is drawn over on a terminal; elsewhere only the lasting ones are printed.
final class ProgressLine {
  /// Faster than the eye reads is wasted.
  private static final long REDRAW_NANOS = 100_000_000;

  private static final String TO_LINE_START = "\r";
  private static final String CLEAR_TO_LINE_END = "\033[K";

  private final PrintWriter out;
  private final Terminal terminal;

  /// A longer line would wrap, and then not be drawn over.
  private final int columns;

  private long drawn = System.nanoTime() - REDRAW_NANOS;

  ProgressLine(PrintWriter out, Terminal terminal) {
    this.out = out;
    this.terminal = terminal;
    this.columns = terminal.interactive() ? terminal.width().getAsInt() - 1 : Integer.MAX_VALUE;
  }

  boolean interactive() {
    return terminal.interactive();
  }

  /// Whether it is time to draw again; never on anything but a terminal.
  boolean isDue() {
    return terminal.interactive() && System.nanoTime() - drawn >= REDRAW_NANOS;
  }

  /// Draws a passing line.
  ///
  /// @param forms of it, the longest first; the first that fits is drawn
  void draw(String... forms) {
    drawn = System.nanoTime();
    out.print(TO_LINE_START + Printable.line(fitting(forms)) + CLEAR_TO_LINE_END);
    out.flush();
  }

  /// Prints a line that stays, whole.
  void note(String line) {
    String shown = Printable.line(line);
    out.println(terminal.interactive() ? TO_LINE_START + shown + CLEAR_TO_LINE_END : shown);
  }

  /// Prints a line that stays.
  ///
  /// @param forms of it, the longest first; the first that fits is printed
  void print(String... forms) {
    note(fitting(forms));
  }

  /// The first that fits; the beginning of the last if none does.
  private String fitting(String... forms) {
    for (String form : forms) {
      if (Columns.of(form) <= columns) {
        return form;
      }
    }
    return Columns.fit(forms[forms.length - 1], columns);
  }
}
