package dev.telar.data;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// Decompresses gzip data that may be hostile, and says how much they may expand to.
final class GzipStream extends GZIPInputStream {
  /// How many times its size a file may expand to: pictures rarely reach ten, zeros a thousand.
  static final int LARGEST_EXPANSION = 64;

  private static final int BUFFER_BYTES = 1 << 16;
  private static final long FREE_BYTES = 16L << 20;
  private static final int MOST_EMPTY_MEMBERS = 100;

  private long consumed;
  private int depth;

  GzipStream(InputStream in) throws IOException {
    super(in, BUFFER_BYTES);
  }

  /// The most bytes that what was consumed so far may have expanded to.
  long expansionLimit() {
    return FREE_BYTES + LARGEST_EXPANSION * consumed;
  }

  @Override
  protected void fill() throws IOException {
    super.fill();
    consumed += len;
  }

  /// Reads as its parent does, which calls itself where a member begins: very many empty ones would
  /// exhaust the stack.
  ///
  /// @throws ZipException if the data are damaged or have too many empty members in a row
  @Override
  public int read(byte[] out, int from, int length) throws IOException {
    if (depth > MOST_EMPTY_MEMBERS) {
      throw new ZipException("more than " + MOST_EMPTY_MEMBERS + " empty members in a row");
    }
    depth++;
    try {
      return super.read(out, from, length);
    } finally {
      depth--;
    }
  }
}
