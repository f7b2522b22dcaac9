package dev.telar.fetch;

/// Hears how a fetch goes. Called on the thread that fetches.
public interface Progress {
  /// Something the user should know, in one line.
  default void message(String line) {}

  /// How much of something has arrived; called for every few kilobytes.
  ///
  /// @param what the file
  /// @param done the bytes that are here
  /// @param total the bytes there will be
  default void bytes(String what, long done, long total) {}
}
