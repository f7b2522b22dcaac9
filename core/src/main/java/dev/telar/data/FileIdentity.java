package dev.telar.data;

import dev.telar.content.Content;
import dev.telar.format.FormatException;
import dev.telar.internal.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What tells a data file from every other: name, size and checksum of its *decompressed* content,
/// so that a copy compressed anew is still the same file.
///
/// @param name the canonical name, such as `train-images-idx3-ubyte`
/// @param bytes the size
/// @param sha256 the SHA-256, in lower-case hexadecimal
public record FileIdentity(String name, long bytes, String sha256) {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final String GZIP_ENDING = ".gz";
  private static final int CHUNK_BYTES = 1 << 16;

  /// @throws IllegalArgumentException if the size is negative or the checksum is not one
  public FileIdentity {
    if (bytes < 0) {
      throw new IllegalArgumentException(name + ": size must not be negative, got " + bytes);
    }
    if (!SHA256.matcher(sha256).matches()) {
      throw new IllegalArgumentException(
          name + ": SHA-256 must be 64 lower-case hexadecimal digits, got " + sha256);
    }
  }

  /// The identity of a file, plain or gzip, whose content is read once.
  public static FileIdentity of(Path file) throws IOException {
    try (Content content = Content.open(file)) {
      var chunk = new byte[CHUNK_BYTES];
      while (!content.atEnd()) {
        var _ = content.read(chunk, 0, chunk.length);
      }
      return new FileIdentity(nameOf(file), content.position(), content.sha256());
    }
  }

  /// The name of a file's decompressed content: without `.gz`.
  public static String nameOf(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.endsWith(GZIP_ENDING)
        ? name.substring(0, name.length() - GZIP_ENDING.length())
        : name;
  }

  /// The identity of several files: the SHA-256 of a line `<sha256> <name>\n` for each, as
  /// `sha256sum FILES | sha256sum` prints it for the decompressed files.
  public static String sha256(List<FileIdentity> files) {
    return sha256(files, "");
  }

  /// The same with one more text behind the lines.
  static String sha256(List<FileIdentity> files, String last) {
    String lines =
        files.stream()
            .map(file -> file.sha256() + "  " + file.name() + "\n")
            .collect(Collectors.joining("", "", last));
    return new Sha256().add(lines.getBytes(StandardCharsets.UTF_8)).hex();
  }

  /// Checks that a file, plain or gzip, is this one.
  ///
  /// @throws FormatException if it is not, with both sizes or both checksums
  public void check(Path file) throws IOException {
    try (Content content = Content.open(file)) {
      copy(content, file, OutputStream.nullOutputStream());
    }
  }

  /// Copies this file's decompressed content out of a stream, plain or gzip. Whatever the stream
  /// holds, never more than [#bytes] bytes are written; what was written is good only if the method
  /// returns. Closes neither stream, and may read the input beyond the content's end.
  ///
  /// @param source what messages call the input
  /// @throws FormatException if the content is not this file's, with both sizes or both checksums
  public void copy(InputStream in, Path source, OutputStream out) throws IOException {
    copy(Content.of(source, in), source, out);
  }

  private void copy(Content content, Path source, OutputStream out) throws IOException {
    var chunk = new byte[CHUNK_BYTES];
    while (content.position() < bytes) {
      int wanted = (int) Math.min(chunk.length, bytes - content.position());
      int got = content.read(chunk, 0, wanted);
      out.write(chunk, 0, got);
      if (got < wanted) {
        throw new FormatException(
            source,
            content.position(),
            "ends after " + content.position() + " bytes; " + name + " has " + bytes);
      }
    }
    if (!content.atEnd()) {
      throw new FormatException(
          source, bytes, "goes on after the " + bytes + " bytes that " + name + " has");
    }
    String found = content.sha256();
    if (!found.equals(sha256)) {
      throw new FormatException(
          source, 0, "has SHA-256 " + found + "; the one of " + name + " is " + sha256);
    }
  }
}
