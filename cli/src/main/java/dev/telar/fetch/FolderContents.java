package dev.telar.fetch;

import dev.telar.data.FileIdentity;
import dev.telar.data.IdxFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// What a folder holds of the files wanted, after reading all of them.
///
/// @param folder the folder
/// @param absent the files that are not there
/// @param damaged the files that are there and wrong
record FolderContents(Path folder, List<FileIdentity> absent, List<Damage> damaged) {
  /// A file that is not what it should be.
  ///
  /// @param file what it should be
  /// @param path where it lies
  /// @param problem what is wrong, with the path, in one line
  record Damage(FileIdentity file, Path path, String problem) {}

  static FolderContents of(Path folder, List<FileIdentity> files) {
    var absent = new ArrayList<FileIdentity>();
    var damaged = new ArrayList<Damage>();
    for (FileIdentity file : files) {
      Path path;
      try {
        path = IdxFile.find(folder, file.name());
      } catch (NoSuchFileException e) {
        absent.add(file);
        continue;
      }
      try {
        file.check(path);
      } catch (IOException e) {
        damaged.add(new Damage(file, path, Reason.of(e)));
      }
    }
    return new FolderContents(folder, absent, damaged);
  }

  boolean isWhole() {
    return absent.isEmpty() && damaged.isEmpty();
  }

  /// The files that a good copy is wanted of.
  List<FileIdentity> wanted() {
    return Stream.concat(absent.stream(), damaged.stream().map(Damage::file)).toList();
  }

  /// A line for each damaged file, or one that says what is absent; none if the folder is whole.
  List<String> problems() {
    if (isWhole()) {
      return List.of();
    }
    if (!damaged.isEmpty()) {
      return damaged.stream().map(Damage::problem).toList();
    }
    return List.of(
        folder
            + (Files.isDirectory(folder)
                ? ": does not have " + names(absent)
                : ": there is no such folder"));
  }

  static String names(List<FileIdentity> files) {
    return String.join(", ", files.stream().map(FileIdentity::name).toList());
  }
}
