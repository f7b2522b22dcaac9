package dev.telar.run;

import dev.telar.internal.Processor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/// What a result was computed with.
public final class Environment {
  private static final String VERSION = readVersion();

  private Environment() {}

  /// Telar's version.
  public static String telarVersion() {
    return VERSION;
  }

  /// The versions of Telar, Java and the operating system, by name.
  public static Map<String, String> versions() {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("telar", VERSION);
    versions.put("java", Runtime.version().toString());
    versions.put("vm", System.getProperty("java.vm.name"));
    versions.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    versions.put("arch", System.getProperty("os.arch"));
    versions.put("cpu", cpu());
    return versions;
  }

  /// The processor's name where the system tells it, and the number of cores that Java may use.
  private static String cpu() {
    String name = Processor.name().orElse("unknown processor");
    return name + ", " + Runtime.getRuntime().availableProcessors() + " cores";
  }

  private static String readVersion() {
    try (InputStream in = Environment.class.getResourceAsStream("version.properties")) {
      var properties = new Properties();
      properties.load(in);
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
