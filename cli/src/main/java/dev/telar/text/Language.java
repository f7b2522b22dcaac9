package dev.telar.text;

import java.util.Arrays;
import java.util.List;

/// A language that Telar writes reports and pages in.
public enum Language {
  /// The language of the command line.
  ENGLISH("en"),

  /// The language of the paper.
  SPANISH("es");

  private final String tag;

  Language(String tag) {
    this.tag = tag;
  }

  /// Its tag in HTML and on the command line (BCP 47): `en`.
  public String tag() {
    return tag;
  }

  /// All tags.
  public static List<String> tags() {
    return Arrays.stream(values()).map(Language::tag).toList();
  }

  /// The tag, which is how it is chosen.
  @Override
  public String toString() {
    return tag;
  }
}
