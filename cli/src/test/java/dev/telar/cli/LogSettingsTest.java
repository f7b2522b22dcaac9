package dev.telar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a library tells beside warnings stays off the command line.
class LogSettingsTest {
  private static final String CLASS = "java.util.logging.config.class";

  @AfterEach
  void restore() throws IOException {
    System.clearProperty(CLASS);
    LogManager.getLogManager().readConfiguration();
  }

  @Test
  void warningsAreShownAndNothingElse() throws IOException {
    LogSettings.use();
    LogManager.getLogManager().readConfiguration();

    Logger logger = Logger.getLogger("dev.telar.engine.Engine");
    assertThat(logger.isLoggable(Level.INFO)).isFalse();
    assertThat(logger.isLoggable(Level.WARNING)).isTrue();
  }

  @Test
  void theUsersOwnChoiceStays() {
    System.setProperty(CLASS, "of.another.Class");

    LogSettings.use();

    assertThat(System.getProperty(CLASS)).isEqualTo("of.another.Class");
  }
}
