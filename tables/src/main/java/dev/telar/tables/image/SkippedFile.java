package dev.telar.tables.image;

/// A file or a folder that was left out.
///
/// @param name its path within the folder that was read, with `/`, as the file system has it
/// @param reason what is the matter with it, in one line that a terminal shows and does not obey
public record SkippedFile(String name, String reason) {
  /// Shortens and cleans the reason, which may have a bad file's words.
  public SkippedFile {
    reason = OneLine.of(reason);
  }

  /// Name and reason in one line for a terminal.
  @Override
  public String toString() {
    return OneLine.of(name + ": " + reason);
  }
}
