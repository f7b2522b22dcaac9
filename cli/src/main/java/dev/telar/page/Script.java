package dev.telar.page;

import tools.jackson.databind.json.JsonMapper;

/// Scripts within a page, and the data that they are given.
public final class Script {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Script() {}

  /// An element that holds a script.
  ///
  /// @throws IllegalArgumentException if the script would end the element
  public static String code(String script) {
    if (script.contains("</script")) {
      throw new IllegalArgumentException("a script within a page must not hold </script");
    }
    return "<script>\n" + script + "</script>\n";
  }

  /// An element that holds data, as JSON.
  ///
  /// @param value records, maps, lists, numbers and texts
  public static String data(String id, Object value) {
    // Within JSON a < is only in texts, where it may be written so; nothing can end the element.
    String json = MAPPER.writeValueAsString(value).replace("<", "\\u003c");
    return "<script type=\"application/json\" id=\"%s\">%s</script>\n".formatted(id, json);
  }
}
