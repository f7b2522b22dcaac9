package dev.telar.cli;

import dev.telar.fetch.Progress;

/// Shows how data arrive.
final class DownloadProgress implements Progress {
  private static final int PERCENT = 100;
  private static final double BYTES_PER_MEGABYTE = 1e6;

  private final ProgressLine line;

  DownloadProgress(ProgressLine line) {
    this.line = line;
  }

  @Override
  public void message(String text) {
    line.note(text);
  }

  @Override
  public void bytes(String what, long done, long total) {
    if (line.isDue()) {
      line.draw(
          total > 0
              ? "%s  %d %%".formatted(what, PERCENT * done / total)
              : "%s  %.1f MB".formatted(what, done / BYTES_PER_MEGABYTE));
    }
  }
}
