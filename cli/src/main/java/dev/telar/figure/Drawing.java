package dev.telar.figure;

import dev.telar.text.Markup;
import java.util.Base64;
import java.util.Locale;

/// An SVG picture drawn by hand: shapes, text and pixel images. Units are CSS pixels.
final class Drawing {
  /// The width of every figure, in units.
  static final int WIDTH = 720;

  /// The fonts of every figure; each system has one of them.
  static final String FONT = "Helvetica, Arial, DejaVu Sans, sans-serif";

  static final String INK = "#222222";
  static final String FAINT = "#5a5a5a";

  private final StringBuilder body = new StringBuilder();

  /// Where a text's point lies in it.
  enum Anchor {
    START,
    MIDDLE,
    END
  }

  /// Draws a rectangle with rounded corners.
  void box(double x, double y, double width, double height, String fill, String stroke) {
    body.append(
        """
        <rect x="%s" y="%s" width="%s" height="%s" rx="4" fill="%s" stroke="%s"/>
        """
            .formatted(number(x), number(y), number(width), number(height), fill, stroke));
  }

  /// Draws a straight line.
  void line(double x1, double y1, double x2, double y2, String stroke, double width) {
    body.append(
        """
        <line x1="%s" y1="%s" x2="%s" y2="%s" stroke="%s" stroke-width="%s"/>
        """
            .formatted(number(x1), number(y1), number(x2), number(y2), stroke, number(width)));
  }

  /// Draws a disc.
  void disc(double x, double y, double radius, String fill, String stroke) {
    body.append(
        """
        <circle cx="%s" cy="%s" r="%s" fill="%s" stroke="%s"/>
        """
            .formatted(number(x), number(y), number(radius), fill, stroke));
  }

  /// Writes a line of text with its baseline at `y`.
  void text(double x, double y, double size, Anchor anchor, String fill, String text) {
    body.append(
        """
        <text x="%s" y="%s" font-size="%s" text-anchor="%s" fill="%s">%s</text>
        """
            .formatted(
                number(x),
                number(y),
                number(size),
                anchor.name().toLowerCase(Locale.ROOT),
                fill,
                Markup.escape(text)));
  }

  /// Places a PNG image.
  void image(double x, double y, double width, double height, byte[] png) {
    body.append(
        """
        <image x="%s" y="%s" width="%s" height="%s" image-rendering="pixelated" \
        href="data:image/png;base64,%s"/>
        """
            .formatted(
                number(x),
                number(y),
                number(width),
                number(height),
                Base64.getEncoder().encodeToString(png)));
  }

  /// The whole document.
  ///
  /// @param height of the picture, in units
  /// @param description what it shows, for those who do not see it
  String svg(double height, String description) {
    return open(height, description) + body + "</svg>\n";
  }

  /// The opening tag of a document, and its white ground.
  private static String open(double height, String description) {
    return """
    <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$s" viewBox="0 0 %1$d %2$s" \
    role="img" aria-label="%3$s" font-family="%4$s">
    <rect width="%1$d" height="%2$s" fill="#ffffff"/>
    """
        .formatted(WIDTH, number(height), Markup.escape(description), Markup.escape(FONT));
  }

  /// A coordinate with at most two decimals, and none where it is whole.
  static String number(double value) {
    double rounded = Math.round(value * 100) / 100.0;
    return rounded == Math.rint(rounded) ? String.valueOf((long) rounded) : String.valueOf(rounded);
  }
}
