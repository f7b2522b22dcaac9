package dev.telar.tables.image;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What lies in a folder itself, without what every system leaves in folders.
///
/// @param files the files, ascending by name
/// @param folders the folders, ascending by name
record FolderContent(List<Path> files, List<Path> folders) {
  private static final Set<String> LEFT_BY_SYSTEMS = Set.of("thumbs.db", "desktop.ini", "__macosx");

  /// Lists a folder. Links to files within the root are files, and other links are skipped: a link
  /// to a folder may lead around in a circle.
  ///
  /// @param root the real path of the folder that is read
  /// @param folder one that lies in it, or itself
  /// @param skipped where what is left out is added
  static FolderContent of(Path root, Path folder, List<SkippedFile> skipped) throws IOException {
    var content = new FolderContent(new ArrayList<>(), new ArrayList<>());
    for (Path path : paths(root, folder, skipped)) {
      Optional<String> problem = content.add(root, path);
      problem.ifPresent(reason -> skipped.add(new SkippedFile(name(root, path), reason)));
    }
    return content;
  }

  private static List<Path> paths(Path root, Path folder, List<SkippedFile> skipped)
      throws IOException {
    List<Path> paths = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      stream.forEach(paths::add);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    } catch (AccessDeniedException e) {
      if (folder.equals(root)) {
        throw e;
      }
      skipped.add(new SkippedFile(name(root, folder) + "/", "permission denied"));
    }
    paths.removeIf(FolderContent::isIgnored);
    paths.sort(Comparator.comparing(FolderContent::name, CodePoints::compare));
    return paths;
  }

  private static boolean isIgnored(Path path) {
    String name = name(path);
    return name.startsWith(".") || LEFT_BY_SYSTEMS.contains(name.toLowerCase(Locale.ROOT));
  }

  /// Adds a path, or says why not.
  private Optional<String> add(Path root, Path path) throws IOException {
    BasicFileAttributes attributes =
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (attributes.isSymbolicLink()) {
      return addLink(root, path);
    }
    if (attributes.isDirectory()) {
      folders.add(path);
    } else if (attributes.isRegularFile()) {
      files.add(path);
    } else {
      return Optional.of("is neither a file nor a folder");
    }
    return Optional.empty();
  }

  private Optional<String> addLink(Path root, Path link) throws IOException {
    Path target;
    try {
      target = link.toRealPath();
    } catch (NoSuchFileException e) {
      return Optional.of("is a link to " + Files.readSymbolicLink(link) + ", which is not there");
    } catch (FileSystemException e) {
      return Optional.of("is a link that cannot be followed");
    }
    if (!target.startsWith(root)) {
      return Optional.of("is a link out of the folder, to " + target);
    }
    if (!Files.isRegularFile(target)) {
      return Optional.of("is a link to " + target + ", and only those to files are followed");
    }
    files.add(link);
    return Optional.empty();
  }

  /// All files in a folder and in those that lie in it.
  static Stream<Path> allFiles(Path root, Path folder, List<SkippedFile> skipped)
      throws IOException {
    List<Path> files = new ArrayList<>();
    List<Path> waiting = new ArrayList<>(List.of(folder));
    while (!waiting.isEmpty()) {
      FolderContent content = of(root, waiting.removeLast(), skipped);
      files.addAll(content.files);
      waiting.addAll(content.folders);
    }
    return files.stream();
  }

  /// A path's last part.
  static String name(Path path) {
    return String.valueOf(path.getFileName());
  }

  /// A path within the root, with `/` on every system.
  static String name(Path root, Path path) {
    List<String> parts = new ArrayList<>();
    root.relativize(path).forEach(part -> parts.add(part.toString()));
    return String.join("/", parts);
  }
}
