package dev.telar.fetch;

import java.io.IOException;
import java.io.InputStream;

/// A stream that gives its bytes in chunks; a single byte is a chunk of one.
abstract class ChunkStream extends InputStream {
  @Override
  public abstract int read(byte[] out, int from, int length) throws IOException;

  @Override
  public final int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }
}
