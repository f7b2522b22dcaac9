package dev.telar.content;

import dev.telar.format.FormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/// A file as it was when it was opened: one that is read more than once must stay as it is.
///
/// @param bytes its size then
/// @param modified when it had been changed before that
public record OpenedFile(Path path, long bytes, FileTime modified) {
  /// A file as it is now. To be asked before anything is read, so that no change goes unseen.
  ///
  /// @throws FormatException if it is no regular file
  public static OpenedFile of(Path path) throws IOException {
    var attributes = Files.readAttributes(path, BasicFileAttributes.class);
    if (!attributes.isRegularFile()) {
      throw new FormatException(path, 0, "is not a regular file, which can be read more than once");
    }
    return new OpenedFile(path, attributes.size(), attributes.lastModifiedTime());
  }

  /// Checks that the file is as it was.
  ///
  /// @throws FormatException if it is not, with both sizes and times
  public void checkUnchanged() throws IOException {
    OpenedFile now = of(path);
    if (!now.equals(this)) {
      throw new FormatException(
          path,
          0,
          "has changed since it was opened: it has %d bytes of %s, had %d of %s"
              .formatted(now.bytes, now.modified, bytes, modified));
    }
  }
}
