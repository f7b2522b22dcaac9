package dev.telar.run;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.telar.format.FormatException;
import dev.telar.internal.AtomicFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads files that are text of a run or study, and small.
final class SmallFile {
  /// More than results and recipes have.
  static final int MAX_BYTES = 1 << 24;

  /// As much as the header of a checkpoint, which holds the same history.
  static final int MAX_HISTORY_BYTES = 100_000_000;

  private SmallFile() {}

  /// Reads a file whole.
  ///
  /// @throws FormatException if it is larger than any that Telar writes
  static byte[] read(Path file) throws IOException {
    return read(file, MAX_BYTES);
  }

  /// Reads a file whole.
  ///
  /// @param most how many bytes it may have
  /// @throws FormatException if it has more
  static byte[] read(Path file, int most) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] content = in.readNBytes(most + 1);
      if (content.length > most) {
        throw new FormatException(
            file, most, "is larger than the %d bytes that are read".formatted(most));
      }
      return content;
    } catch (FormatException e) {
      throw e;
    } catch (IOException e) {
      throw AtomicFile.naming(file, e);
    }
  }

  /// Reads a file of text that somebody wrote: UTF-8, or what its byte order mark says, as
  /// Windows's editors save it.
  ///
  /// @throws FormatException if it is larger than any that Telar writes
  static String readText(Path file) throws IOException {
    byte[] content = read(file);
    return switch (mark(content)) {
      case "\u00EF\u00BB\u00BF" -> new String(content, 3, content.length - 3, UTF_8);
      case String mark when mark.startsWith("\u00FF\u00FE") ->
          new String(content, 2, content.length - 2, UTF_16LE);
      case String mark when mark.startsWith("\u00FE\u00FF") ->
          new String(content, 2, content.length - 2, UTF_16BE);
      case String _ -> new String(content, UTF_8);
    };
  }

  private static String mark(byte[] content) {
    return new String(content, 0, Math.min(content.length, 3), ISO_8859_1);
  }
}
