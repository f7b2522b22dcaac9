package dev.telar.cli;

/// Where `java -jar` begins. Compiled for Java 8, so that an older Java gets a line that says what
/// is wanted, and not the name of an error.
public final class Start {
  private static final int WANTED = 25;

  private Start() {}

  public static void main(String[] args) {
    String version = System.getProperty("java.specification.version");
    if (!isNewEnough(version)) {
      System.err.println(
          "telar: needs Java "
              + WANTED
              + " or newer, and "
              + System.getProperty("java.home")
              + " is Java "
              + version);
      System.exit(1);
    }
    Main.main(args);
  }

  /// @param version such as 1.8 or 25
  static boolean isNewEnough(String version) {
    return !version.startsWith("1.") && Integer.parseInt(version) >= WANTED;
  }
}
