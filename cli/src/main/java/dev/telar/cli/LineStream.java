package dev.telar.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/// Gives UTF-8 to a writer, line by line, so that no character is cut. Never closes it.
final class LineStream extends OutputStream {
  private final PrintWriter out;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  LineStream(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void write(int one) {
    line.write(one);
    if (one == '\n') {
      out.write(line.toString(StandardCharsets.UTF_8));
      line.reset();
    }
  }

  @Override
  public void write(byte[] bytes, int from, int count) {
    for (int i = from; i < from + count; i++) {
      write(bytes[i]);
    }
  }

  /// @throws IOException if nobody reads any more
  @Override
  public void flush() throws IOException {
    if (out.checkError()) {
      throw new IOException("standard output cannot be written");
    }
  }
}
