package dev.telar.faults;

import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.CopyOption;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// A real folder with everything below it, and what of its changes a power failure would undo.
///
/// All paths are the real ones. Forcing is only remembered, never done.
final class Disk {
  private final Path root;
  private final Inode.Folder top;

  /// What files held when they lost their name: the power failure may give it back.
  private final Map<Inode.File, byte[]> contents = new HashMap<>();

  /// Whatever is in the folder now counts as forced.
  Disk(Path root) throws IOException {
    this.root = root.toRealPath();
    this.top = scan(this.root);
  }

  private static Inode.Folder scan(Path folder) throws IOException {
    var inode = new Inode.Folder();
    for (Path entry : list(folder)) {
      String name = name(entry);
      inode.add(name, Files.isDirectory(entry) ? scan(entry) : new Inode.File(Files.size(entry)));
    }
    inode.forced();
    return inode;
  }

  Path root() {
    return root;
  }

  boolean contains(Path path) {
    return path.startsWith(root);
  }

  Inode inode(Path path) throws NoSuchFileException {
    Inode inode = top;
    for (int i = root.getNameCount(); i < path.getNameCount(); i++) {
      Inode next =
          inode instanceof Inode.Folder folder
              ? folder.entries().get(path.getName(i).toString())
              : null;
      if (next == null) {
        throw new NoSuchFileException(path.toString());
      }
      inode = next;
    }
    return inode;
  }

  private Inode.Folder folderOf(Path path) throws IOException {
    if (!contains(path) || path.equals(root)) {
      throw new UnsupportedOperationException(path + " is not below " + root);
    }
    if (inode(Objects.requireNonNull(path.getParent())) instanceof Inode.Folder folder) {
      return folder;
    }
    throw new FileSystemException(path.toString(), null, "Not a directory");
  }

  /// Opens a file for writing.
  FileChannel open(Path path, Set<? extends OpenOption> options) throws IOException {
    Inode.Folder folder = folderOf(path);
    boolean existed = Files.exists(path);
    FileChannel channel = FileChannel.open(path, options);
    if (!existed) {
      folder.add(name(path), new Inode.File(0));
    } else if (options.contains(TRUNCATE_EXISTING) && inode(path) instanceof Inode.File file) {
      file.changedFrom(0);
    }
    return channel;
  }

  void createFolder(Path path) throws IOException {
    Inode.Folder folder = folderOf(path);
    Files.createDirectory(path);
    folder.add(name(path), new Inode.Folder());
  }

  void delete(Path path) throws IOException {
    Inode.Folder folder = folderOf(path);
    rememberContent(path);
    Files.delete(path);
    folder.remove(name(path));
  }

  void move(Path from, Path to, CopyOption... options) throws IOException {
    if (!Objects.equals(from.getParent(), to.getParent())) {
      throw new UnsupportedOperationException("move " + from + " to another folder, " + to);
    }
    Inode.Folder folder = folderOf(from);
    rememberContent(to);
    Files.move(from, to, options);
    folder.rename(name(from), name(to));
  }

  private void rememberContent(Path path) throws IOException {
    if (Files.isRegularFile(path) && inode(path) instanceof Inode.File file) {
      contents.put(file, Files.readAllBytes(path));
    }
  }

  /// Turns the folder into what may be there after a power failure. Open channels are to be closed
  /// before.
  void failPower(RandomGenerator random) throws IOException {
    rememberContents(top, root);
    deleteBelow(root);
    restore(top, root, random);
  }

  private void rememberContents(Inode.Folder folder, Path path) throws IOException {
    for (var entry : folder.entries().entrySet()) {
      Path below = path.resolve(entry.getKey());
      switch (entry.getValue()) {
        case Inode.File _ -> rememberContent(below);
        case Inode.Folder inner -> rememberContents(inner, below);
      }
    }
  }

  private static void deleteBelow(Path folder) throws IOException {
    for (Path entry : list(folder)) {
      if (Files.isDirectory(entry)) {
        deleteBelow(entry);
      }
      Files.delete(entry);
    }
  }

  private void restore(Inode.Folder folder, Path path, RandomGenerator random) throws IOException {
    for (var entry : folder.afterPowerFailure(random).entrySet()) {
      Path below = path.resolve(entry.getKey());
      switch (entry.getValue()) {
        case Inode.File file ->
            Files.write(
                below, file.afterPowerFailure(Objects.requireNonNull(contents.get(file)), random));
        case Inode.Folder inner -> {
          Files.createDirectory(below);
          restore(inner, below, random);
        }
      }
    }
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    }
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }
}
