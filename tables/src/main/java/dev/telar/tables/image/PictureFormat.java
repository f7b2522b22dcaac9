package dev.telar.tables.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/// The formats that are read. A file's first bytes decide which one it has, not its name.
enum PictureFormat {
  PNG("png", "\u0089PNG\r\n\u001a\n"),
  JPEG("jpeg", "\u00ff\u00d8\u00ff"),
  GIF("gif", "GIF8[79]a"),
  BMP("bmp", "BM"),
  TIFF("tiff", "II\\*\0|MM\0\\*");

  /// As many bytes as a decision needs.
  static final int HEAD_BYTES = 16;

  /// What a message calls them.
  static final String NAMES = "PNG, JPEG, GIF, BMP and TIFF";

  private final String reader;
  private final Pattern beginning;

  PictureFormat(String reader, String beginning) {
    this.reader = reader;
    this.beginning = Pattern.compile(beginning);
  }

  /// What `ImageIO` calls it.
  String reader() {
    return reader;
  }

  /// The format of a file, if it is one of these.
  ///
  /// @param head its first bytes, all of them if it has fewer than [#HEAD_BYTES]
  static Optional<PictureFormat> of(byte[] head) {
    String text = text(head);
    return Arrays.stream(values())
        .filter(format -> format.beginning.matcher(text).lookingAt())
        .findFirst();
  }

  /// What is the matter with a file that has none of these formats.
  static String refusal(byte[] head) {
    String text = text(head);
    if (text.isEmpty()) {
      return "is empty";
    }
    String other = "";
    if (text.startsWith("RIFF") && text.startsWith("WEBP", 8)) {
      other = "a WebP picture";
    } else if (text.startsWith("ftypavif", 4)) {
      other = "an AVIF picture";
    } else if (text.startsWith("ftyphei", 4) || text.startsWith("ftypmif", 4)) {
      other = "an HEIF picture";
    } else if (text.startsWith("II+\0") || text.startsWith("MM\0+")) {
      other = "a BigTIFF picture";
    }
    return "is " + (other.isEmpty() ? "no picture" : other) + "; " + NAMES + " are read";
  }

  private static String text(byte[] head) {
    return new String(head, 0, Math.min(head.length, HEAD_BYTES), ISO_8859_1);
  }
}
