package dev.telar.cli;

import dev.telar.fetch.UserCache;
import java.nio.file.Path;

/// The file that remembers how products are cut best on this machine.
final class TilingFile {
  private TilingFile() {}

  static Path path() {
    return UserCache.of(System.getenv()).resolve("tiles.txt");
  }
}
