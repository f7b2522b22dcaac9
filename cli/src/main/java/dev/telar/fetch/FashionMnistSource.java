package dev.telar.fetch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Finds Fashion-MNIST on this machine or obtains it. Whatever it returns was checked: every file
/// has the SHA-256 it should have. A damaged file is named, never used, and replaced in the cache.
///
/// It looks, in this order, in the cache folder, in the folder of an installed package, at the
/// addresses where the data set is published, and in Debian's archive. No step needs root or
/// installs anything. Immutable; two fetches at once, also of two processes, do not disturb each
/// other.
public final class FashionMnistSource {
  private final FetchSettings settings;

  /// @param settings where to look; see [FetchSettings#fashionMnist]
  public FashionMnistSource(FetchSettings settings) {
    this.settings = settings;
  }

  /// The source with the cache folder and the addresses that everyone uses.
  public static FashionMnistSource forThisMachine() {
    return new FashionMnistSource(FetchSettings.fashionMnist(System.getenv()));
  }

  /// Finds a folder with a good copy, and downloads one into the cache if there is none.
  ///
  /// @throws IOException if no source has it; the message has a line for each one that was tried,
  ///   and one that says what to do
  /// @throws InterruptedException if the thread is interrupted; nothing unfinished stays behind
  public Path fetch(Progress progress) throws IOException, InterruptedException {
    FolderContents cached = contents(settings.cacheFolder(), progress);
    if (cached.isWhole()) {
      return cached.folder();
    }
    FolderContents installed = contents(settings.installedFolder(), progress);
    if (installed.isWhole() && cached.damaged().isEmpty()) {
      return installed.folder();
    }
    var problems = new ArrayList<String>(cached.problems());
    problems.addAll(installed.problems());
    try (CacheFolder cache = open(cached, progress)) {
      for (Source source : sources(installed)) {
        tryOne(source, cache, problems);
        if (cache.wanted().isEmpty()) {
          return settings.cacheFolder();
        }
      }
    }
    throw new IOException(
        """
        Fashion-MNIST could not be obtained:
          %s
        Put the four files, plain or .gz, into %s, or say where they are with --data DIR.\
        """
            .formatted(String.join("\n  ", problems), settings.cacheFolder()));
  }

  private FolderContents contents(Path folder, Progress progress) {
    FolderContents found = FolderContents.of(folder, settings.files());
    found.damaged().forEach(damage -> progress.message(damage.problem()));
    return found;
  }

  private static CacheFolder open(FolderContents cached, Progress progress) throws IOException {
    try {
      return CacheFolder.open(cached, progress);
    } catch (IOException e) {
      throw new IOException(
          "cannot write the cache folder %s (%s); set XDG_CACHE_HOME to another place"
              .formatted(cached.folder(), Reason.of(e)),
          e);
    }
  }

  private List<Source> sources(FolderContents installed) {
    var sources = new ArrayList<Source>();
    if (installed.isWhole()) {
      sources.add(new InstalledSource(installed.folder()));
    }
    settings
        .addresses()
        .forEach(address ->
            sources.add(
                new HttpSource(address, settings.connectTimeout(), settings.silenceTimeout())));
    sources.add(new DebianSource(settings.aptGet(), settings.aptTimeout()));
    return sources;
  }

  private static void tryOne(Source source, CacheFolder cache, List<String> problems)
      throws InterruptedException {
    String problem;
    try {
      cache.progress().message("Looking for Fashion-MNIST in " + source.title());
      source.deliver(cache);
      if (cache.wanted().isEmpty()) {
        return;
      }
      problem = source.title() + ": does not have " + FolderContents.names(cache.wanted());
    } catch (IOException e) {
      // Whatever an interrupt breaks on its way, the thread stays marked until here.
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      problem = source.title() + ": " + Reason.of(e);
    }
    problems.add(problem);
    cache.progress().message(problem);
  }
}
