package dev.telar.fetch;

import java.util.ArrayList;
import java.util.List;

/// Remembers what it is told.
final class RecordingProgress implements Progress {
  final List<String> messages = new ArrayList<>();
  final List<String> finished = new ArrayList<>();

  // Also read by the thread that waits for a download to begin.
  volatile long arrived;

  @Override
  public void message(String line) {
    messages.add(line);
  }

  @Override
  public void bytes(String what, long done, long total) {
    arrived = done;
    if (done == total) {
      finished.add(what);
    }
  }
}
