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
/// name and have `test` for `t10k`; behind `idx` dimensions and type of any numbers.
///
/// @param train images to train on
/// @param trainLabels their labels, if there are any
/// @param test images to test on
/// @param testLabels their labels, if there are any
public record IdxFolder(
    Path train, Optional<Path> trainLabels, Path test, Optional<Path> testLabels) {
  private static final String IMAGES = "images-idx3-ubyte";
  private static final String LABELS = "labels-idx1-ubyte";

  private static final Pattern NAME =
      Pattern.compile("(?<part>.*(?:images|labels))[-.](?<kind>idx\\d-\\w+)(?:\\.gz)?");

  private static final Pattern TRAIN = Pattern.compile("(.+-)train-images-.*");

  /// Finds them.
  ///
  /// @throws NoSuchFileException if there is no such folder, or images are missing, with what was
  ///   looked for
  /// @throws FileSystemException if the folder has several data sets, or several files that could
  ///   be meant
  public static IdxFolder find(Path folder) throws IOException {
    NavigableSet<String> names = names(folder);
    String prefix = look(folder, names, "train-" + IMAGES).isPresent() ? "" : prefix(folder, names);
    String test = testName(folder, names, prefix);
    return new IdxFolder(
        images(folder, names, prefix + "train-"),
        look(folder, names, prefix + "train-" + LABELS),
        images(folder, names, test),
        look(folder, names, test + LABELS));
  }

  /// The canonical names of all images and labels in the folder.
  private static NavigableSet<String> names(Path folder) throws IOException {
    NavigableSet<String> names = new TreeSet<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
        for (Path file : files) {
          Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
          if (name.matches() && Files.isRegularFile(file)) {
            names.add(name.group("part") + "-" + name.group("kind"));
          }
        }
      } catch (DirectoryIteratorException e) {
        throw e.getCause();
      }
    }
    return names;
  }

  /// What the names of the folder's data set begin with; nothing if there is none.
  private static String prefix(Path folder, NavigableSet<String> names) throws IOException {
    NavigableSet<String> prefixes = new TreeSet<>();
    for (String name : names) {
      Matcher train = TRAIN.matcher(name);
      if (train.matches()) {
        prefixes.add(train.group(1));
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

  private static String testName(Path folder, NavigableSet<String> names, String prefix)
      throws IOException {
    List<String> parts = List.of(prefix + "t10k-", prefix + "test-");
    for (String part : parts) {
      if (look(folder, names, part + IMAGES).isPresent()) {
        return part;
      }
    }
    return prefix.isEmpty() ? parts.getFirst() : parts.getLast();
  }

  private static Path images(Path folder, NavigableSet<String> names, String part)
      throws IOException {
    Optional<Path> found = look(folder, names, part + IMAGES);
    return found.isPresent() ? found.get() : IdxFile.find(folder, part + IMAGES);
  }

  /// A file by its usual name, or the only one with other numbers.
  private static Optional<Path> look(Path folder, NavigableSet<String> names, String usual)
      throws IOException {
    if (names.contains(usual)) {
      return Optional.of(IdxFile.find(folder, usual));
    }
    String part = usual.substring(0, usual.indexOf("-idx") + 1);
    List<String> others = names.stream().filter(name -> name.startsWith(part + "idx")).toList();
    if (others.size() > 1) {
      throw new FileSystemException(
          folder.toString(),
          null,
          "has %s, of which one is to be read; give each a folder of its own"
              .formatted(String.join(" and ", others)));
    }
    return others.isEmpty()
        ? Optional.empty()
        : Optional.of(IdxFile.find(folder, others.getFirst()));
  }
}
