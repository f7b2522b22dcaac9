package dev.telar.source;

import dev.telar.data.NpzFile;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Which arrays of a file with several are read.
///
/// @param train rows to train on, or all rows
/// @param trainLabels their classes
/// @param test rows to test on
/// @param testLabels their classes
record NamedArrays(
    String train,
    Optional<String> trainLabels,
    Optional<String> test,
    Optional<String> testLabels) {
  /// What arrays of rows are called: as Keras ships them, and others.
  private static final List<String> ROWS =
      List.of("x_%s", "X_%s", "%s_images", "images_%s", "%s_x", "%s_data");

  /// What arrays of their classes are called.
  private static final List<String> LABELS =
      List.of("y_%s", "Y_%s", "%s_labels", "labels_%s", "%s_y", "%s_targets");

  /// Finds them by their names.
  ///
  /// @param named the one to read, if that was said
  /// @throws FileSystemException if it is not clear which one is meant
  static NamedArrays of(Path path, NpzFile archive, Optional<String> named)
      throws FileSystemException {
    Optional<String> train = named.isPresent() ? named : find(archive, ROWS, "train");
    String rows = train.isPresent() ? train.get() : only(path, archive);
    Optional<String> test = named.isPresent() ? Optional.empty() : find(archive, ROWS, "test");
    return new NamedArrays(
        rows, labels(archive, rows), test, test.flatMap(name -> labels(archive, name)));
  }

  private static Optional<String> find(NpzFile archive, List<String> patterns, String part) {
    return patterns.stream()
        .map(pattern -> pattern.formatted(part))
        .filter(archive.names()::contains)
        .findFirst();
  }

  /// The classes of an array of rows: named as it, with another word.
  private static Optional<String> labels(NpzFile archive, String rows) {
    for (String pattern : ROWS) {
      for (String part : List.of("train", "test")) {
        if (rows.equals(pattern.formatted(part))) {
          return find(archive, LABELS, part);
        }
      }
    }
    return Optional.empty();
  }

  private static String only(Path path, NpzFile archive) throws FileSystemException {
    if (archive.names().size() == 1) {
      return archive.names().getFirst();
    }
    throw new FileSystemException(
        path.toString(),
        null,
        "has the arrays %s; say which one with --array NAME"
            .formatted(String.join(", ", archive.names())));
  }

  /// The names of all that are read.
  List<String> all() {
    return Stream.of(Optional.of(train), trainLabels, test, testLabels)
        .flatMap(Optional::stream)
        .toList();
  }
}
