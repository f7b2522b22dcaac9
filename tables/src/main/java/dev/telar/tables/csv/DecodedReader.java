package dev.telar.tables.csv;

import dev.telar.content.Content;
import dev.telar.format.FormatException;
import java.io.IOException;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Path;

/// Decodes a file's content strictly: what is no text is refused, with the byte at which it is.
/// Skips a byte order mark.
final class DecodedReader extends Reader {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final char BYTE_ORDER_MARK = '\ufeff';

  private final Path file;
  private final Content content;
  private final Charset charset;
  private final CharsetDecoder decoder;
  private final byte[] bytes = new byte[BUFFER_BYTES];
  private final ByteBuffer undecoded = ByteBuffer.wrap(bytes).limit(0);
  private boolean begun;
  private boolean read;
  private boolean ended;

  /// Reads a content, which it closes when it is closed.
  DecodedReader(Path file, Content content, Charset charset) {
    this.file = file;
    this.content = content;
    this.charset = charset;
    decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  /// @param length at least 2, because some characters take two chars
  /// @throws FormatException if something is not text of the encoding, or a NUL
  @Override
  public int read(char[] out, int from, int length) throws IOException {
    CharBuffer decoded = CharBuffer.wrap(out, from, length);
    while (!ended) {
      int firstByte = undecoded.position();
      CoderResult result = decoder.decode(undecoded, decoded, read);
      if (result.isError()) {
        throw notText(result.length());
      }
      int count = withoutMark(out, from, decoded.position() - from);
      if (count > 0) {
        checkText(out, from, count, firstByte);
        return count;
      }
      decoded.position(from);
      if (read) {
        ended = true;
      } else {
        fill();
      }
    }
    return -1;
  }

  /// Moves what is not decoded to the buffer's beginning, and reads on after it.
  private void fill() throws IOException {
    undecoded.compact();
    int kept = undecoded.position();
    int got = content.read(bytes, kept, bytes.length - kept);
    read = got < bytes.length - kept;
    undecoded.position(0).limit(kept + got);
  }

  private int withoutMark(char[] out, int from, int count) {
    if (begun || count == 0) {
      return count;
    }
    begun = true;
    if (out[from] != BYTE_ORDER_MARK) {
      return count;
    }
    System.arraycopy(out, from + 1, out, from, count - 1);
    return count - 1;
  }

  /// Text has no NULs; executables, pictures and archives have.
  private void checkText(char[] out, int from, int count, int firstByte) throws FormatException {
    int least = Integer.MAX_VALUE;
    for (int i = from; i < from + count; i++) {
      least = Math.min(least, out[i]);
    }
    if (least > 0) {
      return;
    }
    int at = firstByte;
    int unit = TextEncoding.unitBytes(charset);
    while (at < undecoded.position() && !isZero(at, unit)) {
      at += unit;
    }
    throw new FormatException(
        file,
        offset(at),
        "is not text: it has a character 0 here; text separated by commas has none");
  }

  private boolean isZero(int at, int unit) {
    for (int i = at; i < at + unit; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private FormatException notText(int length) {
    int at = undecoded.position();
    var found = new StringBuilder();
    for (int i = at; i < at + length; i++) {
      found.append(" 0x%02x".formatted(bytes[i]));
    }
    return new FormatException(
        file,
        offset(at),
        "is not text in %s: it has the byte%s%s here; name the encoding that it is in"
            .formatted(charset.name(), length == 1 ? "" : "s", found));
  }

  /// Where in the content a byte of the buffer is.
  private long offset(int at) {
    return content.position() - undecoded.limit() + at;
  }

  @Override
  public void close() throws IOException {
    content.close();
  }
}
