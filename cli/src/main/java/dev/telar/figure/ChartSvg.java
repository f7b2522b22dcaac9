package dev.telar.figure;

import java.util.LinkedHashMap;
import java.util.Map;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/// Lets-Plot's SVG made fit to be kept, painted and put into a page: no style sheet (its rules
/// would reach into the page, and JSVG knows few of them) but attributes, and ids that are the same
/// on each run and begin with the figure's name.
final class ChartSvg {
  private final String svg;
  private final String name;
  private final Map<String, String> ids = new LinkedHashMap<>();

  ChartSvg(String svg, String name) {
    this.svg = svg;
    this.name = name;
  }

  String clean(String description) {
    Document document = SvgDocument.parse(svg);
    Element root = document.getDocumentElement();
    collectIds(root);
    clean(root);
    root.setAttribute(
        "viewBox",
        "0 0 " + whole(root.getAttribute("width")) + " " + whole(root.getAttribute("height")));
    root.setAttribute("width", whole(root.getAttribute("width")));
    root.setAttribute("height", whole(root.getAttribute("height")));
    root.setAttribute("font-family", Drawing.FONT);
    root.setAttribute("role", "img");
    root.setAttribute("aria-label", description);
    return SvgDocument.text(document);
  }

  private void collectIds(Element element) {
    if (element.hasAttribute("id")) {
      ids.putIfAbsent(element.getAttribute("id"), name + "-" + (ids.size() + 1));
    }
    for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child instanceof Element inner) {
        collectIds(inner);
      }
    }
  }

  private void clean(Element element) {
    Node child = element.getFirstChild();
    while (child != null) {
      Node next = child.getNextSibling();
      if (child instanceof Element inner) {
        if (inner.getTagName().equals("style")) {
          element.removeChild(inner);
        } else {
          clean(inner);
        }
      } else {
        child.setTextContent(child.getTextContent().strip());
      }
      child = next;
    }
    if (element.getTagName().equals("text")) {
      if (element.getAttribute("class").equals("legend-item")) {
        String entry = element.getTextContent();
        element.setTextContent(entry.substring(0, entry.length() - Chart.PADDING.length()));
      }
      element.setAttribute("font-size", fontSize(element.getAttribute("class")));
      element.setAttribute("fill", Drawing.INK);
    }
    if (element.getAttribute("stroke-width").matches("0(\\.0)?")) {
      // Nothing on a screen, and a hairline in a PDF.
      element.setAttribute("stroke", "none");
    }
    for (String attribute : new String[] {"class", "style", "clip-bounds-jfx"}) {
      element.removeAttribute(attribute);
    }
    renameIds(element);
  }

  private static String fontSize(String cssClass) {
    return cssClass.startsWith("axis-title") || cssClass.startsWith("facet-strip") ? "15" : "13";
  }

  private void renameIds(Element element) {
    var attributes = element.getAttributes();
    for (int i = 0; i < attributes.getLength(); i++) {
      Node attribute = attributes.item(i);
      String value = attribute.getNodeValue();
      for (Map.Entry<String, String> id : ids.entrySet()) {
        if (value.equals(id.getKey()) && attribute.getNodeName().equals("id")) {
          attribute.setNodeValue(id.getValue());
        } else if (value.contains("#" + id.getKey() + ")")) {
          attribute.setNodeValue(value.replace("#" + id.getKey() + ")", "#" + id.getValue() + ")"));
        }
      }
    }
  }

  private static String whole(String length) {
    return Drawing.number(Double.parseDouble(length));
  }
}
