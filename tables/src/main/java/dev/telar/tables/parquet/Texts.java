package dev.telar.tables.parquet;

import dev.hardwood.internal.reader.Page;
import dev.telar.table.ColumnSink;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/// Gives text in UTF-8. For one thread.
final class Texts implements Cells {
  private static final int FIRST_CHARS = 256;

  private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
  private final String problem;
  private char[] chars = new char[FIRST_CHARS];

  /// @param problem what is wrong with bytes that are no text
  Texts(String problem) {
    this.problem = problem;
  }

  @Override
  public void give(Page page, int index, ColumnSink sink) {
    byte[] bytes = ((Page.ByteArrayPage) page).values()[index];
    if (bytes.length > chars.length) {
      chars = new char[Math.max(bytes.length, 2 * chars.length)];
    }
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] < 0) {
        sink.text(chars, 0, decode(bytes));
        return;
      }
      chars[i] = (char) bytes[i];
    }
    sink.text(chars, 0, bytes.length);
  }

  private int decode(byte[] bytes) {
    CharBuffer out = CharBuffer.wrap(chars);
    decoder.reset();
    CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), out, true);
    if (result.isError()) {
      throw new IllegalArgumentException(problem);
    }
    return out.position();
  }
}
