package dev.telar.content;

import dev.telar.format.FormatException;
import dev.telar.internal.Sha256;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// What a file holds once decompressed, hashed while it is read. Whether the file is gzip is
/// decided by its first two bytes, not by its name. For one thread at a time.
public final class Content implements HashedBytes, Closeable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final Path file;
  private final InputStream in;
  private final @Nullable GzipStream gzip;
  private final Sha256 sha256 = new Sha256();
  private long position;

  private Content(Path file, InputStream raw) throws IOException {
    this.file = file;
    var buffered = new BufferedInputStream(raw, BUFFER_BYTES);
    buffered.mark(2);
    boolean compressed = buffered.read() == 0x1f && buffered.read() == 0x8b;
    buffered.reset();
    this.gzip = compressed ? decompress(buffered) : null;
    this.in = gzip == null ? buffered : gzip;
  }

  /// Opens a file.
  public static Content open(Path file) throws IOException {
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
  public static Content of(Path file, InputStream raw) throws IOException {
    return new Content(file, raw);
  }

  private GzipStream decompress(InputStream raw) throws IOException {
    try {
      return new GzipStream(raw);
    } catch (EOFException | ZipException e) {
      throw damaged(e);
    }
  }

  /// Whether it is gzip.
  public boolean isCompressed() {
    return gzip != null;
  }

  @Override
  public long position() {
    return position;
  }

  /// {@inheritDoc}
  ///
  /// @throws FormatException if the compressed data are cut or damaged, or expand to very much
  @Override
  public int read(byte[] out, int from, int length) throws IOException {
    int got = 0;
    while (got < length) {
      int n;
      try {
        n = in.read(out, from + got, length - got);
      } catch (EOFException | ZipException e) {
        throw damaged(e);
      }
      if (n < 0) {
        checkEnd();
        break;
      }
      sha256.add(out, from + got, n);
      got += n;
      position += n;
      checkExpansion();
    }
    return got;
  }

  /// A file's size bounds what reading it takes; of a compressed one this does.
  private void checkExpansion() throws FormatException {
    if (gzip != null && position > gzip.expansionLimit()) {
      throw new FormatException(
          file,
          position,
          "expands to more than %d times its compressed size; if it is what it should be, decompress it with gunzip"
              .formatted(Expansion.LARGEST));
    }
  }

  /// A plain file with too many bytes is refused, too.
  private void checkEnd() throws IOException {
    if (gzip != null && gzip.isFollowed()) {
      throw new FormatException(file, position, "too long: bytes follow the gzip data");
    }
  }

  /// Whether nothing is left. Also what makes a gzip stream check its own checksum.
  public boolean atEnd() throws IOException {
    return read(new byte[1], 0, 1) == 0;
  }

  @Override
  public String sha256() {
    return sha256.hex();
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
