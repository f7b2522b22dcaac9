package dev.telar.fetch;

import java.io.IOException;

/// A place to take files from.
sealed interface Source permits InstalledSource, HttpSource, DebianSource {
  /// What messages call it.
  String title();

  /// Brings the files that the cache wants, one after the other, and ends at the first that fails.
  ///
  /// @throws IOException if one could not be had or was wrong; those before it have arrived
  void deliver(CacheFolder cache) throws IOException, InterruptedException;
}
