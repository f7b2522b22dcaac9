package dev.telar.data;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The files of a data set in a folder, under the names that they are published with: those of
/// MNIST, Fashion-MNIST and KMNIST, or those of EMNIST and QMNIST, which begin with the data set's
/// name and have `test` for `t10k`.
///
/// @param train images to train on
/// @param trainLabels their labels, if there are any
/// @param test images to test on
/// @param testLabels their labels, if there are any
record ImageFiles(Path train, Optional<Path> trainLabels, Path test, Optional<Path> testLabels) {
  private static final String IMAGES = "images-idx3-ubyte";
  private static final String LABELS = "labels-idx1-ubyte";

  /// QMNIST's labels are ints in eight columns.
  private static final String LABEL_COLUMNS = "labels-idx2-int";

  private static final Pattern TRAIN = Pattern.compile("(.+-)train-images[-.]idx3-ubyte(\\.gz)?");

  /// Finds them.
  ///
  /// @throws NoSuchFileException if there is no such folder, or images are missing, with what was
  ///   looked for
  /// @throws FileSystemException if the folder has several data sets
  static ImageFiles find(Path folder) throws IOException {
    Optional<Path> bare = look(folder, "train-" + IMAGES);
    String prefix = bare.isPresent() ? "" : prefix(folder);
    String test = testName(folder, prefix);
    return new ImageFiles(
        IdxFile.find(folder, prefix + "train-" + IMAGES),
        labels(folder, prefix + "train-"),
        IdxFile.find(folder, test + IMAGES),
        labels(folder, test));
  }

  /// What the names of the folder's data set begin with; nothing if there is none.
  private static String prefix(Path folder) throws IOException {
    NavigableSet<String> prefixes = new TreeSet<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
        for (Path file : files) {
          Matcher name = TRAIN.matcher(String.valueOf(file.getFileName()));
          if (name.matches()) {
            prefixes.add(name.group(1));
          }
        }
      } catch (DirectoryIteratorException e) {
        throw e.getCause();
      }
    }
    if (prefixes.size() > 1) {
      throw new FileSystemException(
          folder.toString(),
          null,
          "has the images of several data sets, of names that begin with "
              + String.join(", ", prefixes)
              + "; give each a folder of its own");
    }
    return prefixes.isEmpty() ? "" : prefixes.first();
  }

  private static String testName(Path folder, String prefix) {
    List<String> names = List.of(prefix + "t10k-", prefix + "test-");
    return names.stream()
        .filter(name -> look(folder, name + IMAGES).isPresent())
        .findFirst()
        .orElse(prefix.isEmpty() ? names.getFirst() : names.getLast());
  }

  private static Optional<Path> labels(Path folder, String part) {
    return look(folder, part + LABELS).or(() -> look(folder, part + LABEL_COLUMNS));
  }

  private static Optional<Path> look(Path folder, String name) {
    try {
      return Optional.of(IdxFile.find(folder, name));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
