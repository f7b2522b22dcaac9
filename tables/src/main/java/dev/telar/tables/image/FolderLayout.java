package dev.telar.tables.image;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Which files of a folder may be pictures, and what for.
///
/// @param train those to train on, or all, ascending by name
/// @param test those to test on, if the folder keeps them apart
/// @param skipped what is none of them
record FolderLayout(
    List<PictureFile> train, Optional<List<PictureFile>> test, List<SkippedFile> skipped) {
  private static final Set<String> TRAIN = Set.of("train", "training");
  private static final Set<String> TEST = Set.of("test", "testing");
  private static final Set<String> VALIDATION = Set.of("val", "valid", "validation");

  /// Looks through a folder.
  ///
  /// @throws FileSystemException if it is none, or has pictures in places that contradict each
  ///   other
  static FolderLayout of(Path folder) throws IOException {
    Path root = folder.toRealPath();
    if (!Files.isDirectory(root)) {
      throw new NotDirectoryException(folder.toString());
    }
    return new Search(folder, root).layout();
  }

  /// A search for pictures.
  private static final class Search {
    private final Path folder;
    private final Path root;
    private final List<SkippedFile> skipped = new ArrayList<>();

    /// @param folder what messages call it
    /// @param root its real path
    Search(Path folder, Path root) {
      this.folder = folder;
      this.root = root;
    }

    FolderLayout layout() throws IOException {
      FolderContent content = FolderContent.of(root, root, skipped);
      Optional<Path> train = part(content, TRAIN);
      Optional<Path> test = part(content, TEST);
      if (train.isEmpty()) {
        if (test.isPresent()) {
          checkClasses(content, test.get());
        }
        return new FolderLayout(files(content), Optional.empty(), skipped);
      }
      for (Path file : content.files()) {
        skip(file, "", "lies outside of train and test");
      }
      for (Path other : content.folders()) {
        if (!other.equals(train.get()) && test.filter(other::equals).isEmpty()) {
          skip(other, "/", "is neither train nor test, and is not read");
        }
      }
      List<PictureFile> testFiles = test.isPresent() ? files(list(test.get())) : List.of();
      return new FolderLayout(files(list(train.get())), test.map(_ -> testFiles), skipped);
    }

    private FolderContent list(Path path) throws IOException {
      return FolderContent.of(root, path, skipped);
    }

    private Optional<Path> part(FolderContent content, Set<String> names) throws IOException {
      List<Path> found =
          content.folders().stream().filter(path -> names.contains(lowerCase(path))).toList();
      if (found.size() > 1) {
        throw problem(
            "has both %s and %s; one of them is read"
                .formatted(FolderContent.name(found.get(0)), FolderContent.name(found.get(1))));
      }
      return found.stream().findFirst();
    }

    private static String lowerCase(Path path) {
      return FolderContent.name(path).toLowerCase(Locale.ROOT);
    }

    /// Among other classes one may be called so; alone it is a part whose other one is missing.
    private void checkClasses(FolderContent content, Path test) throws IOException {
      boolean areParts =
          content.folders().stream()
              .allMatch(
                  path -> TEST.contains(lowerCase(path)) || VALIDATION.contains(lowerCase(path)));
      if (areParts) {
        throw problem("has %s and no train".formatted(FolderContent.name(test)));
      }
    }

    /// The files of a part, which lie in itself or in folders of classes.
    private List<PictureFile> files(FolderContent content) throws IOException {
      List<PictureFile> files = new ArrayList<>();
      for (Path path : content.folders()) {
        Optional<String> label = Optional.of(FolderContent.name(path));
        FolderContent.allFiles(root, path, skipped).forEach(file -> files.add(file(file, label)));
      }
      if (files.isEmpty()) {
        content.files().forEach(path -> files.add(file(path, Optional.empty())));
      } else {
        for (Path path : content.files()) {
          leaveOut(file(path, Optional.empty()), files.getFirst());
        }
      }
      files.sort(Comparator.comparing(PictureFile::name, CodePoints::compare));
      return files;
    }

    /// Pictures beside folders of classes: nobody knows which of them are meant.
    private void leaveOut(PictureFile file, PictureFile inClass) throws IOException {
      if (file.isPicture()) {
        throw problem(
            "has both pictures without a class (%s) and folders of classes (%s); one of them is read"
                .formatted(file.name(), inClass.name()));
      }
      skip(file.path(), "", "lies outside of the folders of classes");
    }

    private PictureFile file(Path path, Optional<String> label) {
      return new PictureFile(path, FolderContent.name(root, path), label);
    }

    private void skip(Path path, String ending, String reason) {
      skipped.add(new SkippedFile(FolderContent.name(root, path) + ending, reason));
    }

    private FileSystemException problem(String text) {
      return new FileSystemException(folder.toString(), null, OneLine.of(text));
    }
  }
}
