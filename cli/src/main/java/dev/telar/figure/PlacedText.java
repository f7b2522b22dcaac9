package dev.telar.figure;

import java.awt.geom.AffineTransform;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/// A line of text in a figure, and where it stands.
///
/// @param text the characters
/// @param size of the letters, in units
/// @param fill its colour, as `#rrggbb`
/// @param anchor `start`, `middle` or `end`: which of its points stands at the place
/// @param place takes the origin to where the text stands, in the figure's units
record PlacedText(String text, double size, String fill, String anchor, AffineTransform place) {
  private static final Pattern STEP = Pattern.compile("(\\w+)\\(([^)]*)\\)");
  private static final Pattern SEPARATOR = Pattern.compile("[\\s,]+");

  /// Takes the texts out of a figure. It knows what [Drawing] and [ChartSvg] write: texts of one
  /// line, moved and turned with their groups.
  static List<PlacedText> takeFrom(Element root) {
    var texts = new ArrayList<PlacedText>();
    take(root, new AffineTransform(), texts);
    return texts;
  }

  private static void take(Element element, AffineTransform outer, List<PlacedText> texts) {
    var place = new AffineTransform(outer);
    place.concatenate(transform(element.getAttribute("transform")));
    Node child = element.getFirstChild();
    while (child != null) {
      Node next = child.getNextSibling();
      if (child instanceof Element inner) {
        if (inner.getTagName().equals("text")) {
          texts.add(of(inner, place));
          element.removeChild(inner);
        } else {
          take(inner, place, texts);
        }
      }
      child = next;
    }
  }

  private static PlacedText of(Element text, AffineTransform outer) {
    double size = number(text.getAttribute("font-size"), 1);
    var place = new AffineTransform(outer);
    place.concatenate(transform(text.getAttribute("transform")));
    place.translate(
        number(text.getAttribute("x"), size),
        number(text.getAttribute("y"), size) + number(text.getAttribute("dy"), size));
    String anchor = text.getAttribute("text-anchor");
    return new PlacedText(
        text.getTextContent(),
        size,
        text.getAttribute("fill"),
        anchor.isEmpty() ? "start" : anchor,
        place);
  }

  private static double number(String length, double em) {
    if (length.isEmpty()) {
      return 0;
    }
    return length.endsWith("em")
        ? em * Double.parseDouble(length.substring(0, length.length() - 2))
        : Double.parseDouble(length);
  }

  private static AffineTransform transform(String list) {
    var transform = new AffineTransform();
    Matcher steps = STEP.matcher(list);
    for (MatchResult step : steps.results().toList()) {
      double[] n =
          SEPARATOR.splitAsStream(step.group(2).strip()).mapToDouble(Double::parseDouble).toArray();
      switch (step.group(1)) {
        case "translate" -> transform.translate(n[0], n.length > 1 ? n[1] : 0);
        case "rotate" ->
            transform.rotate(
                Math.toRadians(n[0]), n.length > 1 ? n[1] : 0, n.length > 2 ? n[2] : 0);
        default ->
            throw new IllegalArgumentException(
                "a figure's text is only moved and turned, got " + step.group());
      }
    }
    return transform;
  }
}
