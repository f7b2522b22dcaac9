package dev.telar.fetch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.telar.data.FileIdentity;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/// Takes data files out of a Debian package: an `ar` archive whose member `data.tar.*` is a
/// compressed `tar` archive of the installed files. (deb(5), ar(5).)
final class DebPackage {
  private static final String MAGIC = "!<arch>\n";

  /// A member's name, time, owner, group, mode and size, in 60 bytes.
  private static final Pattern MEMBER =
      Pattern.compile("(?<name>.{16}).{12}.{6}.{6}.{8}(?<size>[0-9]{1,10}) *`\n", Pattern.DOTALL);

  private static final int MEMBER_BYTES = 60;

  private DebPackage() {}

  /// Brings the files that the cache wants and the package has, in whichever folder it has them.
  ///
  /// @throws dev.telar.format.FormatException if the package is damaged, hostile, or packed in an
  ///   unknown way
  static void unpack(Path deb, CacheFolder cache) throws IOException {
    try (PackageFile file = PackageFile.open(deb)) {
      goToData(file);
      try (DataArchive data = DataArchive.open(file)) {
        while (!cache.wanted().isEmpty()) {
          String path = data.next();
          if (path == null) {
            return;
          }
          String name = path.substring(path.lastIndexOf('/') + 1);
          Optional<FileIdentity> wanted = wanted(name, cache);
          if (wanted.isPresent()) {
            cache.admit(wanted.get(), data.content(), name);
          }
        }
      }
    }
  }

  private static Optional<FileIdentity> wanted(String name, CacheFolder cache) {
    return cache.wanted().stream()
        .filter(file -> name.equals(file.name()) || name.equals(file.name() + ".gz"))
        .findFirst();
  }

  /// Goes to the first byte of the member `data.tar.*`, and lets the package end with its last one.
  private static void goToData(PackageFile file) throws IOException {
    if (!text(file, MAGIC.length()).equals(MAGIC)) {
      throw file.problem("is not a Debian package, which begins with !<arch>");
    }
    String member = text(file, MEMBER_BYTES);
    while (!member.isEmpty()) {
      var fields = MEMBER.matcher(member);
      if (!fields.matches()) {
        throw file.problem("the header of a member of the archive is damaged or cut off");
      }
      long size = Long.parseLong(fields.group("size"));
      if (fields.group("name").startsWith("data.tar")) {
        file.endAfter(size);
        return;
      }
      // Members begin at even bytes.
      skip(file, size + size % 2);
      member = text(file, MEMBER_BYTES);
    }
    throw file.problem("has no member data.tar");
  }

  private static String text(PackageFile file, int length) throws IOException {
    return new String(file.readNBytes(length), ISO_8859_1);
  }

  private static void skip(PackageFile file, long bytes) throws IOException {
    try {
      file.skipNBytes(bytes);
    } catch (EOFException e) {
      throw file.problem("cut off within a member of the archive");
    }
  }
}
