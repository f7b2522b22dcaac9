package dev.telar.fetch;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where Telar keeps what it can get or measure again.
public final class UserCache {
  private UserCache() {}

  /// `telar` in `$XDG_CACHE_HOME`, by default in `$HOME/.cache`. It need not be there.
  ///
  /// The XDG Base Directory Specification has empty and relative paths ignored. `user.home` is the
  /// home folder of the system's list of users, which is not always `$HOME`.
  public static Path of(Map<String, String> environment) {
    return absolute(environment.get("XDG_CACHE_HOME"))
        .or(() -> absolute(environment.get("HOME")).map(home -> home.resolve(".cache")))
        .or(() -> absolute(System.getProperty("user.home")).map(home -> home.resolve(".cache")))
        // Nobody's process, as in some containers. What is read there is checked like all else.
        .orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir"), "telar-cache"))
        .resolve("telar");
  }

  private static Optional<Path> absolute(@Nullable String folder) {
    return Optional.ofNullable(folder).map(Path::of).filter(Path::isAbsolute);
  }
}
