package dev.telar.tables.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/// What stands before the first scan of a JPEG file.
///
/// After the two bytes of its beginning a file is segments: 0xff, a marker, the length in two
/// big-endian bytes, which are counted, and the content. (Format: ITU-T T.81, annex B; Exif block:
/// JEITA CP-3451, section 4.7.2; profile: ICC.1, annex B.4.)
final class JpegSegments {
  private static final int START_OF_SCAN = 0xda;
  private static final int END_OF_IMAGE = 0xd9;
  private static final int EXIF_MARKER = 0xe1;
  private static final int PROFILE_MARKER = 0xe2;
  private static final String EXIF = "Exif\0\0";
  private static final String PROFILE = "ICC_PROFILE\0";

  private final byte[] bytes;
  private final List<Segment> segments = new ArrayList<>();

  /// @param from its first byte, 0xff
  /// @param content the first byte of its content
  /// @param to the byte after it
  private record Segment(int marker, int from, int content, int to) {}

  /// Of a file that begins as one, whatever follows.
  JpegSegments(byte[] bytes) {
    this.bytes = bytes;
    int from = 2;
    while (from + 4 <= bytes.length && (bytes[from] & 0xff) == 0xff) {
      int marker = bytes[from + 1] & 0xff;
      if (marker == 0xff) {
        // Any number of such bytes may stand before a marker.
        from++;
        continue;
      }
      int length = ((bytes[from + 2] & 0xff) << 8) | (bytes[from + 3] & 0xff);
      int to = from + 2 + length;
      if (marker == START_OF_SCAN || marker == END_OF_IMAGE || length < 2 || to > bytes.length) {
        break;
      }
      segments.add(new Segment(marker, from, from + 4, to));
      from = to;
    }
  }

  /// The orientation that the Exif block tells.
  Orientation orientation() {
    return segments.stream()
        .filter(segment -> is(segment, EXIF_MARKER, EXIF))
        .findFirst()
        .map(exif -> Orientation.of(TiffTags.of(bytes, exif.content() + EXIF.length(), exif.to())))
        .orElse(Orientation.UPRIGHT);
  }

  /// The file without its colour profile, by which `ImageIO` would convert values.
  byte[] withoutProfile() {
    var out = new ByteArrayOutputStream(bytes.length);
    int kept = 0;
    for (Segment segment : segments) {
      if (is(segment, PROFILE_MARKER, PROFILE)) {
        out.write(bytes, kept, segment.from() - kept);
        kept = segment.to();
      }
    }
    if (kept == 0) {
      return bytes;
    }
    out.write(bytes, kept, bytes.length - kept);
    return out.toByteArray();
  }

  /// How many scans there are. Within a scan 0xff is followed by 0 or by a restart marker.
  int scans() {
    int from = segments.isEmpty() ? 2 : segments.getLast().to();
    int scans = 0;
    for (int i = from; i + 1 < bytes.length; i++) {
      if ((bytes[i] & 0xff) == 0xff && (bytes[i + 1] & 0xff) == START_OF_SCAN) {
        scans++;
      }
    }
    return scans;
  }

  private boolean is(Segment segment, int marker, String beginning) {
    return segment.marker() == marker
        && segment.to() - segment.content() >= beginning.length()
        && new String(bytes, segment.content(), beginning.length(), ISO_8859_1).equals(beginning);
  }
}
