package dev.telar.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;

/// What the command line shows of logging: warnings, because what a library tells beside them is
/// not what a command was asked for. Made by java.util.logging itself, when something is first
/// logged.
public final class LogSettings {
  private static final String SETTINGS =
      """
      handlers = java.util.logging.ConsoleHandler
      .level = WARNING
      """;

  /// Reads the settings.
  public LogSettings() throws IOException {
    LogManager.getLogManager()
        .readConfiguration(new ByteArrayInputStream(SETTINGS.getBytes(StandardCharsets.US_ASCII)));
  }

  /// Has them used, unless the user of this JVM has chosen others.
  static void use() {
    if (System.getProperty("java.util.logging.config.file") == null
        && System.getProperty("java.util.logging.config.class") == null) {
      System.setProperty("java.util.logging.config.class", LogSettings.class.getName());
    }
  }
}
