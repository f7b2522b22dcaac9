package dev.telar.figure;

import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.GraphicsEnvironment;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TTFSubsetter;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;

/// The font that printed figures carry with them: Liberation Sans (SIL Open Font License), whose
/// letters are as wide as those of Helvetica and Arial, so that a figure looks the same with any of
/// them. PDFBox brings it along.
final class PrintFont {
  /// Its name.
  static final String FAMILY = "Liberation Sans";

  private static final byte[] FILE = read();

  /// What browsers demand of a font; the others are kerning, hints and the like.
  private static final List<String> TABLES =
      List.of("cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "name", "OS/2", "post");

  private PrintFont() {}

  private static byte[] read() {
    String name = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";
    try (InputStream in = PDDocument.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the application lacks its font " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The whole font, as a TrueType file.
  static InputStream file() {
    return new ByteArrayInputStream(FILE);
  }

  /// Makes the font known to Java, under its name.
  static void register() throws IOException {
    try (InputStream in = file()) {
      GraphicsEnvironment.getLocalGraphicsEnvironment()
          .registerFont(Font.createFont(Font.TRUETYPE_FONT, in));
    } catch (FontFormatException e) {
      throw new IOException("Java cannot read " + FAMILY, e);
    }
  }

  /// A text without the characters that the font lacks: each is a question mark.
  static String printable(String text) {
    try (TrueTypeFont font = parse()) {
      var cmap = font.getUnicodeCmapLookup();
      int[] kept = text.codePoints().map(c -> cmap.getGlyphId(c) == 0 ? '?' : c).toArray();
      return new String(kept, 0, kept.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A rule of a style sheet that brings the characters of a text along.
  static String face(String text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (TrueTypeFont font = parse()) {
      var subsetter = new TTFSubsetter(font, TABLES);
      text.codePoints().forEach(subsetter::add);
      subsetter.writeToStream(bytes);
    }
    return "@font-face{font-family:\"%s\";src:url(data:font/ttf;base64,%s)}"
        .formatted(FAMILY, Base64.getEncoder().encodeToString(bytes.toByteArray()));
  }

  private static TrueTypeFont parse() throws IOException {
    return new TTFParser().parse(new RandomAccessReadBuffer(FILE));
  }
}
