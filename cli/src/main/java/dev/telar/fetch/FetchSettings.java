package dev.telar.fetch;

import dev.telar.data.FashionMnist;
import dev.telar.data.FileIdentity;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where to look for a data set and how long to wait.
///
/// @param files the files wanted
/// @param cacheFolder where they are kept
/// @param installedFolder where a package of the system would have put them
/// @param addresses the folders to download from, in this order; each ends with a slash
/// @param aptGet the command `apt-get` and its first arguments
/// @param connectTimeout how long a server may take to accept a connection
/// @param silenceTimeout how long a server may send nothing
/// @param aptTimeout how long one run of `apt-get` may take
public record FetchSettings(
    List<FileIdentity> files,
    Path cacheFolder,
    Path installedFolder,
    List<URI> addresses,
    List<String> aptGet,
    Duration connectTimeout,
    Duration silenceTimeout,
    Duration aptTimeout) {
  /// Copies the lists.
  public FetchSettings {
    files = List.copyOf(files);
    addresses = List.copyOf(addresses);
    aptGet = List.copyOf(aptGet);
  }

  /// The settings for Fashion-MNIST on this machine: the cache is `telar/fashion-mnist` in
  /// `$XDG_CACHE_HOME`, by default `$HOME/.cache`; the addresses are those that its README
  /// publishes (https://github.com/zalandoresearch/fashion-mnist).
  public static FetchSettings fashionMnist(Map<String, String> environment) {
    return new FetchSettings(
        FashionMnist.FILES,
        caches(environment).resolve("telar/fashion-mnist"),
        Path.of("/usr/share/datasets/fashion-mnist"),
        List.of(
            URI.create("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"),
            URI.create(
                "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/")),
        List.of("apt-get"),
        Duration.ofSeconds(5),
        Duration.ofSeconds(15),
        Duration.ofMinutes(10));
  }

  /// The XDG Base Directory Specification has empty and relative paths ignored. `user.home` is the
  /// home folder of the system's list of users, which is not always `$HOME`.
  private static Path caches(Map<String, String> environment) {
    return absolute(environment.get("XDG_CACHE_HOME"))
        .or(() -> absolute(environment.get("HOME")).map(home -> home.resolve(".cache")))
        .or(() -> absolute(System.getProperty("user.home")).map(home -> home.resolve(".cache")))
        // Nobody's process, as in some containers. What is read there is checked like all else.
        .orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir"), "telar-cache"));
  }

  private static Optional<Path> absolute(@Nullable String folder) {
    return Optional.ofNullable(folder).map(Path::of).filter(Path::isAbsolute);
  }
}
