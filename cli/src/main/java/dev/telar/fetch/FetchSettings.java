package dev.telar.fetch;

import dev.telar.data.FashionMnist;
import dev.telar.data.FileIdentity;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

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

  /// The settings for Fashion-MNIST on this machine: they are kept in a folder of the cache; the
  /// addresses are those that its README publishes
  /// (https://github.com/zalandoresearch/fashion-mnist).
  public static FetchSettings fashionMnist(Map<String, String> environment) {
    return new FetchSettings(
        FashionMnist.FILES,
        UserCache.of(environment).resolve("fashion-mnist"),
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
}
