package dev.telar.tables.csv;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.telar.format.FormatException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Path;

/// How a file's characters are encoded, by the look of its beginning.
final class TextEncoding {
  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

  private TextEncoding() {}

  /// UTF-8 or UTF-16 by the byte order mark; else UTF-8 if it is that; else windows-1252, or ISO
  /// 8859-1 if that has characters which windows-1252 lacks.
  ///
  /// @param head the file's beginning
  /// @param whole whether that is all
  /// @throws FormatException if it is no text, or UTF-16 that does not say in what order, or UTF-8
  ///   with letters beyond ASCII and then a byte that is none
  static Charset find(Path file, byte[] head, boolean whole) throws FormatException {
    if (begins(head, 0xff, 0xfe, 0, 0) || begins(head, 0, 0, 0xfe, 0xff)) {
      throw new FormatException(
          file,
          0,
          "is in UTF-32 by its byte order mark; convert it to UTF-8, or name the encoding");
    }
    if (begins(head, 0xff, 0xfe)) {
      return UTF_16LE;
    }
    if (begins(head, 0xfe, 0xff)) {
      return UTF_16BE;
    }
    checkNoZeros(file, head);
    int wrong = firstWrong(head, UTF_8, whole);
    if (wrong < 0) {
      return UTF_8;
    }
    checkNotMixed(file, head, wrong);
    return firstWrong(head, WINDOWS_1252, whole) < 0 ? WINDOWS_1252 : ISO_8859_1;
  }

  /// The bytes of which a line break is a multiple.
  static int unitBytes(Charset charset) {
    String name = charset.name();
    if (name.contains("UTF-32")) {
      return 4;
    }
    return name.contains("UTF-16") ? 2 : 1;
  }

  private static boolean begins(byte[] head, int... wanted) {
    if (head.length < wanted.length) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      if ((head[i] & 0xff) != wanted[i]) {
        return false;
      }
    }
    return true;
  }

  /// Latin letters in UTF-16 have a zero in every second byte.
  private static void checkNoZeros(Path file, byte[] head) throws FormatException {
    int[] zeros = new int[2];
    int first = -1;
    for (int i = 0; i < head.length; i++) {
      if (head[i] == 0) {
        zeros[i % 2]++;
        first = first < 0 ? i : first;
      }
    }
    if (first < 0) {
      return;
    }
    int few = Math.min(zeros[0], zeros[1]);
    int many = Math.max(zeros[0], zeros[1]);
    if (many > head.length / 4 && few < many / 8) {
      throw new FormatException(
          file,
          0,
          "looks like UTF-16%s without a byte order mark; name the encoding, or convert it to UTF-8"
              .formatted(zeros[0] > zeros[1] ? "BE" : "LE"));
    }
    throw new FormatException(
        file, first, "is not text: it has a byte 0 here; text separated by commas has none");
  }

  /// Other encodings hardly ever have two bytes that are a letter of UTF-8.
  private static void checkNotMixed(Path file, byte[] head, int wrong) throws FormatException {
    int line = 1;
    boolean letters = false;
    for (int i = 0; i < wrong; i++) {
      line += head[i] == '\n' ? 1 : 0;
      letters |= head[i] < 0;
    }
    if (letters) {
      throw new FormatException(
          file,
          wrong,
          "is UTF-8 up to the byte 0x%02x in line %,d, which is not; mend it, or name the encoding, such as --encoding windows-1252"
              .formatted(head[wrong], line));
    }
  }

  /// Where the first byte is that is no text of an encoding; -1 if there is none.
  private static int firstWrong(byte[] head, Charset charset, boolean whole) {
    CharsetDecoder decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer undecoded = ByteBuffer.wrap(head);
    CharBuffer out = CharBuffer.allocate(1 << 13);
    while (true) {
      var result = decoder.decode(undecoded, out.clear(), whole);
      if (!result.isOverflow()) {
        return result.isError() ? undecoded.position() : -1;
      }
    }
  }
}
