package dev.telar.tables.csv;

import dev.telar.content.Content;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;

/// Where lines are in a file. It is looked for only where something is wrong with a line: to keep
/// account of it all the time would take time.
final class TextLines {
  private static final int BUFFER_BYTES = 1 << 16;

  private TextLines() {}

  /// The byte of a file's decompressed content at which a line begins. A line ends with CR, LF or
  /// both.
  ///
  /// @param line its number, from 1
  /// @return the content's size if there is no such line
  static long offset(Path file, Charset charset, long line) throws IOException {
    int unit = TextEncoding.unitBytes(charset);
    boolean bigEndian = !charset.name().endsWith("LE");
    try (Content content = Content.open(file)) {
      var buffer = new byte[BUFFER_BYTES];
      long number = 1;
      boolean afterReturn = false;
      int got;
      do {
        long start = content.position();
        got = content.read(buffer, 0, buffer.length);
        for (int at = 0; at + unit <= got; at += unit) {
          int c = character(buffer, at, unit, bigEndian);
          if (afterReturn && c != '\n') {
            number++;
          }
          afterReturn = c == '\r';
          if (number >= line) {
            return start + at;
          }
          if (c == '\n') {
            number++;
            if (number >= line) {
              return start + at + unit;
            }
          }
        }
      } while (got == buffer.length);
      return content.position();
    }
  }

  private static int character(byte[] bytes, int at, int unit, boolean bigEndian) {
    int c = 0;
    for (int i = 0; i < unit; i++) {
      c = c << 8 | (bytes[bigEndian ? at + i : at + unit - 1 - i] & 0xff);
    }
    return c;
  }
}
