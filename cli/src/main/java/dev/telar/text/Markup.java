package dev.telar.text;

/// Text for XML and HTML.
public final class Markup {
  private Markup() {}

  /// Text as content or as an attribute's value between double or single quotes.
  public static String escape(String text) {
    var out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(isXml(c) ? c : '\uFFFD');
      }
    }
    return out.toString();
  }

  // XML 1.0 has no way to write the other control characters.
  private static boolean isXml(char c) {
    return c >= ' ' || c == '\n' || c == '\t' || c == '\r';
  }
}
