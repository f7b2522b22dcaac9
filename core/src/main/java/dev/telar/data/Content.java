package dev.telar.data;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// What a file holds once decompressed, hashed while it is read. Whether the file is gzip is
/// decided by its first two bytes, not by its name.
final class Content implements Closeable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final Path file;
  private final InputStream in;
  private final boolean compressed;
  private final MessageDigest digest;
  private long position;

  private Content(Path file, InputStream raw) throws IOException {
    this.file = file;
    this.digest = newSha256();
    var buffered = new BufferedInputStream(raw, BUFFER_BYTES);
    buffered.mark(2);
    this.compressed = buffered.read() == 0x1f && buffered.read() == 0x8b;
    buffered.reset();
    this.in = compressed ? decompress(buffered) : buffered;
  }

  /// Opens a file.
  static Content open(Path file) throws IOException {
    InputStream raw = Files.newInputStream(file);
    try {
      return new Content(file, raw);
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  /// Reads from a stream; closing the content closes the stream.
  ///
  /// @param file what messages call it
  static Content of(Path file, InputStream raw) throws IOException {
    return new Content(file, raw);
  }

  private InputStream decompress(InputStream raw) throws IOException {
    try {
      return new GZIPInputStream(raw, BUFFER_BYTES);
    } catch (EOFException | ZipException e) {
      throw damaged(e);
    }
  }

  boolean isCompressed() {
    return compressed;
  }

  /// The number of decompressed bytes read so far.
  long position() {
    return position;
  }

  /// Reads until there are `length` bytes or the content ends, and says how many there were.
  ///
  /// @throws FormatException if the compressed data are cut or damaged
  int read(byte[] out, int from, int length) throws IOException {
    int got = 0;
    while (got < length) {
      int n;
      try {
        n = in.read(out, from + got, length - got);
      } catch (EOFException | ZipException e) {
        throw damaged(e);
      }
      if (n < 0) {
        break;
      }
      digest.update(out, from + got, n);
      got += n;
      position += n;
    }
    return got;
  }

  /// Whether nothing is left. Also what makes a gzip stream check its own checksum.
  boolean atEnd() throws IOException {
    return read(new byte[1], 0, 1) == 0;
  }

  /// The SHA-256 of what was read since the beginning, in hexadecimal. Ends the hashing.
  String sha256() {
    return HexFormat.of().formatHex(digest.digest());
  }

  static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  private FormatException damaged(IOException cause) {
    String problem =
        cause instanceof EOFException
            ? "the gzip data are cut off here"
            : "the gzip data are damaged (" + cause.getMessage() + ")";
    var exception = new FormatException(file, position, problem);
    exception.initCause(cause);
    return exception;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
