package dev.telar.tables.image;

import javax.imageio.stream.ImageInputStreamImpl;

/// What `ImageIO` reads bytes from, without a copy or a file of its own.
final class ByteInput extends ImageInputStreamImpl {
  private final byte[] bytes;

  ByteInput(byte[] bytes) {
    this.bytes = bytes;
  }

  @Override
  public int read() {
    bitOffset = 0;
    return streamPos < bytes.length ? bytes[(int) streamPos++] & 0xff : -1;
  }

  @Override
  public int read(byte[] out, int from, int length) {
    bitOffset = 0;
    if (length == 0) {
      return 0;
    }
    int n = (int) Math.min(length, bytes.length - streamPos);
    if (n <= 0) {
      return -1;
    }
    System.arraycopy(bytes, (int) streamPos, out, from, n);
    streamPos += n;
    return n;
  }

  @Override
  public long length() {
    return bytes.length;
  }
}
