package dev.telar.cli;

/// What progress is shown on.
///
/// @param interactive whether a line can be drawn over
record Terminal(boolean interactive) {
  /// The launcher's word, because Java cannot see what standard error is connected to; without it,
  /// whether there is a console.
  @SuppressWarnings(
      "SystemConsoleNull") // with JDK 25's default console it is null again when redirected
  static Terminal detect() {
    String said = System.getProperty("telar.terminal");
    return new Terminal(said == null ? System.console() != null : Boolean.parseBoolean(said));
  }
}
