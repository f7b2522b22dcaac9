package dev.telar.fetch;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.CompressorStreamFactory;
import org.jspecify.annotations.Nullable;

/// The compressed `tar` archive of a package's files, read as the work of a stranger.
///
/// Whatever the libraries throw becomes a [dev.telar.format.FormatException] with the package's
/// name and the byte reached. What the archive expands to is limited, and so is what the
/// description of one entry takes. An entry that would leave the folder it is unpacked into is
/// refused, although nothing is ever written to a place that an archive names.
final class DataArchive implements Closeable {
  /// Those of deb(5) that the libraries know.
  private static final Set<String> COMPRESSIONS =
      Set.of(
          CompressorStreamFactory.XZ, CompressorStreamFactory.GZIP, CompressorStreamFactory.BZIP2);

  // The strongest setting of xz needs 65 MiB.
  private static final int DECOMPRESSOR_KIB = 128 * 1024;

  // What is skipped takes time: packages rarely shrink to a tenth, zeros to a seven-thousandth.
  private static final int LARGEST_EXPANSION = 64;
  private static final long FREE_BYTES = 16L << 20;

  // Names, attributes and maps of holes are kept in memory, and one may follow another for ever.
  private static final int LARGEST_DESCRIPTION = 1 << 16;

  /// An absolute path, or one with a segment `..`.
  private static final Pattern LEAVES_FOLDER = Pattern.compile("^/|(^|[/\\\\])\\.\\.($|[/\\\\])");

  private final PackageFile file;
  private final byte[] skipped = new byte[1 << 13];
  private final TarArchiveInputStream tar;
  private long expandedBytes;
  private long entryBegin;
  private boolean inDescription;

  private DataArchive(PackageFile file, InputStream decompressed) {
    this.file = file;
    this.tar = new TarArchiveInputStream(new Limited(decompressed));
  }

  /// Opens the archive, which the package's bytes are from here on.
  static DataArchive open(PackageFile file) throws IOException {
    var data = new BufferedInputStream(file);
    try {
      String compression = CompressorStreamFactory.detect(data);
      if (!COMPRESSIONS.contains(compression)) {
        throw file.problem("its files are compressed by " + compression + ", which is not read");
      }
      var factory = new CompressorStreamFactory(true, DECOMPRESSOR_KIB);
      return new DataArchive(file, factory.createCompressorInputStream(compression, data));
    } catch (IOException | RuntimeException e) {
      throw file.explain(e);
    }
  }

  /// Goes to the next plain file, whose bytes are then the [#content].
  ///
  /// @return its path; null after the last one
  @Nullable String next() throws IOException {
    try {
      TarArchiveEntry entry;
      do {
        entry = nextEntry();
      } while (entry != null && !isPlainFile(entry));
      return entry == null ? null : entry.getName();
    } catch (IOException | RuntimeException e) {
      throw file.explain(e);
    }
  }

  private @Nullable TarArchiveEntry nextEntry() throws IOException {
    if (tar.getCurrentEntry() != null) {
      skipContent();
    }
    entryBegin = expandedBytes;
    inDescription = true;
    TarArchiveEntry entry = tar.getNextEntry();
    inDescription = false;
    if (entry != null) {
      check(entry);
    }
    return entry;
  }

  private void skipContent() throws IOException {
    int n;
    do {
      n = tar.read(skipped);
    } while (n >= 0);
  }

  private void check(TarArchiveEntry entry) throws IOException {
    String name = entry.getName();
    if (LEAVES_FOLDER.matcher(name).find()) {
      throw file.problem("the entry \"" + name + "\" would leave the folder it is unpacked into");
    }
    // Its holes would be bytes out of nothing, and no package has one.
    if (entry.isSparse()) {
      throw file.problem("the entry \"" + name + "\" is a sparse file");
    }
  }

  /// Links and devices also say that they are files.
  private static boolean isPlainFile(TarArchiveEntry entry) {
    byte type = entry.getLinkFlag();
    return type == TarConstants.LF_NORMAL || type == TarConstants.LF_OLDNORM;
  }

  /// The bytes of the file that [#next] named, until it is called again.
  InputStream content() {
    return new ChunkStream() {
      @Override
      public int read(byte[] out, int from, int length) throws IOException {
        try {
          return tar.read(out, from, length);
        } catch (IOException | RuntimeException e) {
          throw file.explain(e);
        }
      }
    };
  }

  @Override
  public void close() throws IOException {
    tar.close();
  }

  /// What the archive expands to, within the limits.
  private final class Limited extends ChunkStream {
    private final InputStream in;

    Limited(InputStream in) {
      this.in = in;
    }

    @Override
    public int read(byte[] out, int from, int length) throws IOException {
      int n = in.read(out, from, length);
      expandedBytes += Math.max(0, n);
      if (expandedBytes > FREE_BYTES + LARGEST_EXPANSION * file.size()) {
        throw file.problem(
            "its files take more than " + LARGEST_EXPANSION + " times the package's bytes");
      }
      if (inDescription && expandedBytes - entryBegin > LARGEST_DESCRIPTION) {
        throw file.problem(
            "the description of an entry takes more than " + LARGEST_DESCRIPTION + " bytes");
      }
      return n;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
