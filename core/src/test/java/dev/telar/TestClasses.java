package dev.telar;

import java.io.File;
import java.nio.file.Path;

/// The classes of these tests, for another JVM.
public final class TestClasses {
  private TestClasses() {}

  /// Everything that this JVM found its classes on, whether as modules or not.
  public static String path() {
    return String.join(
        File.pathSeparator,
        Path.of("target", "test-classes").toString(),
        System.getProperty("jdk.module.path", ""),
        System.getProperty("java.class.path", ""));
  }
}
