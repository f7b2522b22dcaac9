package dev.telar.fetch;

import dev.telar.data.FileIdentity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.CompressorStreamFactory;

/// A small data set of two files, and the forms it comes in.
final class Shapes {
  static final String IMAGES = "train-images-idx3-ubyte";
  static final String LABELS = "train-labels-idx1-ubyte";

  static final Map<String, byte[]> CONTENT = content();

  static final List<FileIdentity> FILES =
      CONTENT.entrySet().stream().map(file -> identity(file.getKey(), file.getValue())).toList();

  private Shapes() {}

  private static Map<String, byte[]> content() {
    var content = new LinkedHashMap<String, byte[]>();
    var random = new Random(1);
    for (String name : List.of(IMAGES, LABELS)) {
      // Random bytes, so that they stay many when compressed.
      var bytes = new byte[name.equals(IMAGES) ? 200_000 : 100];
      random.nextBytes(bytes);
      content.put(name, bytes);
    }
    return content;
  }

  private static FileIdentity identity(String name, byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return new FileIdentity(name, bytes.length, HexFormat.of().formatHex(digest));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  static byte[] bytes(String name) {
    byte[] bytes = CONTENT.get(name);
    if (bytes == null) {
      throw new IllegalArgumentException(name);
    }
    return bytes;
  }

  static byte[] gzip(byte[] bytes) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  /// Writes the files decompressed.
  static void writeTo(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (var file : CONTENT.entrySet()) {
      Files.write(folder.resolve(file.getKey()), file.getValue());
    }
  }

  /// Builds a Debian package of gzip files, as Debian's own is.
  ///
  /// @param compression a name of [CompressorStreamFactory]
  static byte[] deb(String compression, Map<String, byte[]> files) throws IOException {
    return deb(compress(compression, tar(files)));
  }

  /// Builds a Debian package with this `data.tar`, which is compressed already.
  static byte[] deb(byte[] data) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var ar = new ArArchiveOutputStream(out)) {
      putMember(ar, "debian-binary", "2.0\n".getBytes(StandardCharsets.US_ASCII));
      putMember(ar, "data.tar.xz", data);
    }
    return out.toByteArray();
  }

  static byte[] compress(String compression, byte[] bytes) throws IOException {
    var out = new ByteArrayOutputStream();
    try (OutputStream compressed =
        new CompressorStreamFactory().createCompressorOutputStream(compression, out)) {
      compressed.write(bytes);
    }
    return out.toByteArray();
  }

  /// An archive of a folder and gzip files in it.
  static byte[] tar(Map<String, byte[]> files) throws IOException {
    return tar(tar -> {
      tar.putArchiveEntry(new TarArchiveEntry("./usr/share/datasets/shapes/"));
      tar.closeArchiveEntry();
      for (var file : files.entrySet()) {
        var entry = new TarArchiveEntry("./usr/share/datasets/shapes/" + file.getKey() + ".gz");
        putFile(tar, entry, gzip(file.getValue()));
      }
    });
  }

  /// Fills an archive.
  interface Entries {
    void putInto(TarArchiveOutputStream tar) throws IOException;
  }

  static byte[] tar(Entries entries) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(out)) {
      entries.putInto(tar);
    }
    return out.toByteArray();
  }

  static void putFile(TarArchiveOutputStream tar, TarArchiveEntry entry, byte[] bytes)
      throws IOException {
    entry.setSize(bytes.length);
    tar.putArchiveEntry(entry);
    tar.write(bytes);
    tar.closeArchiveEntry();
  }

  private static void putMember(ArArchiveOutputStream ar, String name, byte[] bytes)
      throws IOException {
    ar.putArchiveEntry(new ArArchiveEntry(name, bytes.length));
    ar.write(bytes);
    ar.closeArchiveEntry();
  }
}
