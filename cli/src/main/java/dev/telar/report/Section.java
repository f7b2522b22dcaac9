package dev.telar.report;

import static dev.telar.text.Markup.escape;

/// A part of the page below the first screen.
///
/// @param id by which it can be linked to
/// @param title its heading
/// @param body markup; empty if there is nothing to say, and then no section
/// @param scripted whether it is nothing without the page's script, which shows it then
record Section(String id, String title, String body, boolean scripted) {
  static Section of(String id, String title, String body) {
    return new Section(id, title, body, false);
  }

  static Section scripted(String id, String title, String body) {
    return new Section(id, title, body, true);
  }

  boolean isEmpty() {
    return body.isEmpty();
  }

  String html() {
    return """
    <section id="%1$s" aria-labelledby="%1$s-title"%2$s>
    <h2 id="%1$s-title">%3$s</h2>
    %4$s</section>
    """
        .formatted(id, scripted ? " hidden" : "", escape(title), body);
  }
}
