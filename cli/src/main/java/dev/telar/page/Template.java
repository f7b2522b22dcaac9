package dev.telar.page;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A page with places `{{name}}`.
public final class Template {
  private static final Pattern PLACE = Pattern.compile("\\{\\{([\\w.]+)\\}\\}");

  private Template() {}

  /// Keeps the lines between `{{#name}}` and `{{/name}}`, or leaves them out.
  ///
  /// @param name of the part, which a template may have more than once
  public static String part(String template, String name, boolean kept) {
    return Pattern.compile("\\{\\{#" + name + "}}\n(.*?)\\{\\{/" + name + "}}\n", Pattern.DOTALL)
        .matcher(template)
        .replaceAll(kept ? "$1" : "");
  }

  /// Fills every place.
  ///
  /// @param value markup, by the place's name
  public static String fill(String template, UnaryOperator<String> value) {
    return PLACE
        .matcher(template)
        .replaceAll(place -> Matcher.quoteReplacement(value.apply(place.group(1))));
  }
}
