package dev.telar.fetch;

import dev.telar.data.FileIdentity;
import dev.telar.data.FormatException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.CompressorStreamFactory;

/// Takes data files out of a Debian package: an `ar` archive whose member `data.tar.*` is a
/// compressed `tar` archive of the installed files. (deb(5).)
final class DebPackage {
  // The strongest setting of xz needs 65 MiB.
  private static final int DECOMPRESSOR_KIB = 128 * 1024;

  private DebPackage() {}

  /// Brings the files that the cache wants and the package has, in whichever folder it has them.
  ///
  /// @throws FormatException if the package is damaged or packed in an unknown way
  static void unpack(Path deb, CacheFolder cache) throws IOException {
    try (var ar = new ArArchiveInputStream(new BufferedInputStream(Files.newInputStream(deb)))) {
      for (ArchiveEntry member = ar.getNextEntry(); member != null; member = ar.getNextEntry()) {
        if (member.getName().startsWith("data.tar")) {
          unpackData(new BufferedInputStream(ar), cache);
          return;
        }
      }
    }
    throw new FormatException(fileName(deb), Files.size(deb), "has no member data.tar");
  }

  private static void unpackData(InputStream data, CacheFolder cache) throws IOException {
    String compression = CompressorStreamFactory.detect(data);
    var factory = new CompressorStreamFactory(true, DECOMPRESSOR_KIB);
    try (var tar =
        new TarArchiveInputStream(factory.createCompressorInputStream(compression, data))) {
      while (!cache.wanted().isEmpty()) {
        TarArchiveEntry entry = tar.getNextEntry();
        if (entry == null) {
          return;
        }
        String name = String.valueOf(Path.of(entry.getName()).getFileName());
        Optional<FileIdentity> file =
            cache.wanted().stream()
                .filter(wanted -> name.equals(wanted.name()) || name.equals(wanted.name() + ".gz"))
                .findFirst();
        if (entry.isFile() && file.isPresent()) {
          cache.admit(file.get(), tar, name);
        }
      }
    }
  }

  private static Path fileName(Path path) {
    Path name = path.getFileName();
    return name == null ? path : name;
  }
}
