package dev.telar.source;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/// The files that are the parts of a table.
final class TableFiles {
  private static final Pattern PATTERN = Pattern.compile("[*?\\[{]");

  private TableFiles() {}

  /// Whether a place is a pattern of files' names.
  static boolean isPattern(String place) {
    if (!PATTERN.matcher(place).find()) {
      return false;
    }
    try {
      // A file may have such a name.
      return !Files.exists(Path.of(place));
    } catch (InvalidPathException e) {
      return true;
    }
  }

  /// The files of a folder that are tables by their names, in the order of these.
  static List<Path> of(Path folder) throws IOException {
    try (Stream<Path> content = Files.list(folder)) {
      return content.filter(DataKind::isTableName).filter(Files::isRegularFile).sorted().toList();
    }
  }

  /// The files at a place: a file, those of a folder, or those of a pattern.
  ///
  /// @throws NoSuchFileException if there is none
  static List<Path> at(String place) throws IOException {
    if (isPattern(place)) {
      return matching(place);
    }
    Path path = Path.of(place);
    return Files.isDirectory(path) ? of(path) : List.of(path);
  }

  private static List<Path> matching(String pattern) throws IOException {
    int slash = pattern.lastIndexOf('/');
    Path folder = Path.of(slash < 0 ? "." : pattern.substring(0, slash + 1));
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found =
        Files.newDirectoryStream(folder, pattern.substring(slash + 1))) {
      found.forEach(file -> {
        if (Files.isRegularFile(file)) {
          files.add(slash < 0 ? file.getFileName() : file);
        }
      });
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "%s is no pattern of files: %s".formatted(pattern, e.getDescription()), e);
    }
    if (files.isEmpty()) {
      throw new NoSuchFileException(pattern, null, "no file has such a name");
    }
    files.sort(null);
    return files;
  }
}
