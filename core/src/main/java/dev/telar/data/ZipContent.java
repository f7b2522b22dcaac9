package dev.telar.data;

import dev.telar.content.Expansion;
import dev.telar.content.HashedBytes;
import dev.telar.format.FormatException;
import dev.telar.internal.Sha256;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// What an array in a ZIP archive holds once decompressed, hashed while it is read. At its end its
/// size and its checksum are compared with what the archive says.
final class ZipContent implements HashedBytes, Closeable {
  // Also how much an array may be ahead of what it may expand to.
  private static final int CHUNK_BYTES = 1 << 16;

  private final ArraySource source;
  private final ZipEntry entry;
  private final InputStream in;
  private final long expansionLimit;
  private final CRC32 checksum = new CRC32();
  private final Sha256 sha256 = new Sha256();
  private long position;

  /// @param archiveBytes the archive's own size: what an entry takes of it is only promised
  /// @throws FormatException if the archive does not have the entry where it says
  ZipContent(ArraySource source, ZipEntry entry, ZipFile zip, long archiveBytes)
      throws IOException {
    this.source = source;
    this.entry = entry;
    long stored = Math.min(entry.getCompressedSize(), archiveBytes);
    this.expansionLimit = Expansion.limit(stored);
    try {
      this.in = zip.getInputStream(entry);
    } catch (IOException e) {
      throw damaged(e);
    }
  }

  /// {@inheritDoc}
  ///
  /// @throws FormatException if the data are cut or damaged, or expand to very much
  @Override
  public int read(byte[] out, int from, int length) throws IOException {
    int got = 0;
    while (got < length) {
      int n = readSome(out, from + got, Math.min(CHUNK_BYTES, length - got));
      if (n < 0) {
        checkEnd();
        break;
      }
      checksum.update(out, from + got, n);
      sha256.add(out, from + got, n);
      got += n;
      position += n;
      checkExpansion();
    }
    return got;
  }

  private int readSome(byte[] out, int from, int length) throws FormatException {
    try {
      return in.read(out, from, length);
    } catch (IOException e) {
      throw damaged(e);
    }
  }

  private FormatException damaged(IOException cause) {
    FormatException problem =
        source.problem(position, "the archive cannot be read here (" + reason(cause) + ")");
    problem.initCause(cause);
    return problem;
  }

  /// What was wrong with an archive.
  static String reason(IOException cause) {
    String told = cause.getMessage();
    return told == null ? "it ends too early" : told;
  }

  private void checkExpansion() throws FormatException {
    if (position > expansionLimit) {
      throw source.problem(
          position,
          "expands to more than %d times its compressed size; if it is what it should be, save it with np.savez, which does not compress"
              .formatted(Expansion.LARGEST));
    }
  }

  private void checkEnd() throws FormatException {
    if (position != entry.getSize()) {
      throw source.problem(
          position,
          "damaged: the archive promises %d bytes, here are %d"
              .formatted(entry.getSize(), position));
    }
    if (checksum.getValue() != entry.getCrc()) {
      throw source.problem(
          0,
          "damaged: the archive states the CRC-32 %08x, the content has %08x"
              .formatted(entry.getCrc(), checksum.getValue()));
    }
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public String sha256() {
    return sha256.hex();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
