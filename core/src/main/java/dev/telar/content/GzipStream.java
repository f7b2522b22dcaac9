package dev.telar.content;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// Decompresses gzip data that may be hostile, and says how much they may expand to.
final class GzipStream extends GZIPInputStream {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int MOST_EMPTY_MEMBERS = 100;

  /// What follows a member's compressed data: their checksum and their size.
  private static final int TRAILER_BYTES = 8;

  private final Counted raw;
  private long consumed;
  private int depth;

  GzipStream(InputStream in) throws IOException {
    var counted = new Counted(in);
    raw = counted;
    super(counted, BUFFER_BYTES);
  }

  /// The most bytes that what was consumed so far may have expanded to.
  long expansionLimit() {
    return Expansion.limit(consumed);
  }

  @Override
  protected void fill() throws IOException {
    super.fill();
    consumed = raw.count;
  }

  /// Whether the last member is followed by anything; to be asked at the end, where the parent
  /// takes what is no member for nothing.
  boolean isFollowed() throws IOException {
    return raw.count > consumed - inf.getRemaining() + TRAILER_BYTES || raw.read() >= 0;
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

  /// Counts the bytes that were taken.
  private static final class Counted extends FilterInputStream {
    private long count;

    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      count += value < 0 ? 0 : 1;
      return value;
    }

    @Override
    public int read(byte[] out, int from, int length) throws IOException {
      int n = super.read(out, from, length);
      count += Math.max(0, n);
      return n;
    }
  }
}
