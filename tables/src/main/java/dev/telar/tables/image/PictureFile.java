package dev.telar.tables.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A file that may be a picture.
///
/// @param path where it is
/// @param name its path within the folder that is read, with `/`
/// @param label the name of its class, if there are classes
record PictureFile(Path path, String name, Optional<String> label) {
  /// Whether it can be read and begins as a picture does.
  boolean isPicture() throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return PictureFormat.of(in.readNBytes(PictureFormat.HEAD_BYTES)).isPresent();
    } catch (AccessDeniedException e) {
      return false;
    }
  }
}
