package dev.telar.tables.image;

import dev.telar.data.FileIdentity;
import java.util.List;
import java.util.Optional;

/// The pictures of a folder.
///
/// Immutable, and safe for use by many threads, as long as the arrays of its parts are left alone.
///
/// @param size the size of every picture
/// @param channels the values of a pixel: 1 if the pictures are grey, otherwise 3
/// @param classes the names of the classes, ascending by code points; empty if there are none
/// @param train the pictures to train on, or all of them
/// @param test the pictures to test on, if the folder keeps them apart
/// @param skipped what was left out, ascending by name
/// @param files the files that were read, by their path within the folder, ascending by code points
public record Pictures(
    PictureSize size,
    int channels,
    List<String> classes,
    PicturePart train,
    Optional<PicturePart> test,
    List<SkippedFile> skipped,
    List<FileIdentity> files) {
  /// Copies the lists.
  public Pictures {
    classes = List.copyOf(classes);
    skipped = List.copyOf(skipped);
    files = List.copyOf(files);
  }

  /// The number of rows of pixels of a picture.
  public int height() {
    return size.height();
  }

  /// The number of pixels in a row of a picture.
  public int width() {
    return size.width();
  }

  /// The identity of the data: the SHA-256 of a line `<sha256> <name>\n` for each of [#files], as
  /// `sha256sum FILES | sha256sum` prints it in the folder. It says nothing of the options.
  public String sha256() {
    return FileIdentity.sha256(files);
  }
}
