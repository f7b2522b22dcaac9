package dev.telar.tables.jdbc;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// A password that is not printed by accident. Immutable.
public final class Password {
  private static final String HIDDEN = "…";

  private final String value;

  private Password(String value) {
    this.value = value;
  }

  /// A password.
  public static Password of(String value) {
    return new Password(value);
  }

  String value() {
    return value;
  }

  /// A text without the password, also as URLs write it.
  String hideIn(String text) {
    if (value.isEmpty()) {
      return text;
    }
    return text.replace(value, HIDDEN)
        .replace(URLEncoder.encode(value, StandardCharsets.UTF_8), HIDDEN);
  }

  /// Never the password.
  @Override
  public String toString() {
    return HIDDEN;
  }
}
