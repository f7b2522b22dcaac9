package dev.telar.faults;

import static dev.telar.faults.FaultyPath.real;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.DELETE_ON_CLOSE;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.telar.faults.Operation.Kind;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Does what is asked on the real paths, through [Faults] where it changes something.
final class FaultyProvider extends FileSystemProvider {
  private final FaultyFileSystem files;
  private final Disk disk;
  private final Faults faults;

  FaultyProvider(FaultyFileSystem files, Disk disk, Faults faults) {
    this.files = files;
    this.disk = disk;
    this.faults = faults;
  }

  @Override
  public FileChannel newFileChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    if (attributes.length > 0 || options.contains(DELETE_ON_CLOSE)) {
      throw new UnsupportedOperationException();
    }
    faults.requireNoCrash();
    Path real = real(path);
    boolean writes = options.contains(WRITE) || options.contains(APPEND);
    if (!writes && !disk.contains(real)) {
      return FileChannel.open(real, options);
    }
    FileChannel channel =
        writes
            ? faults.change(
                Files.exists(real) ? Kind.OPEN : Kind.CREATE, path, () -> disk.open(real, options))
            : FileChannel.open(real, options);
    return files.opened(new FaultyChannel(faults, path, disk.inode(real), channel));
  }

  @Override
  public FileChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return newFileChannel(path, options, attributes);
  }

  @Override
  public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
    if (attributes.length > 0) {
      throw new UnsupportedOperationException();
    }
    faults.change(
        Kind.CREATE_FOLDER,
        folder,
        () -> {
          disk.createFolder(real(folder));
          return folder;
        });
  }

  @Override
  public void delete(Path path) throws IOException {
    faults.change(
        Kind.DELETE,
        path,
        () -> {
          disk.delete(real(path));
          return path;
        });
  }

  @Override
  public void move(Path from, Path to, CopyOption... options) throws IOException {
    faults.change(
        Kind.MOVE,
        to,
        () -> {
          disk.move(real(from), real(to), options);
          return to;
        });
  }

  /// Lists in the order of the names, so that runs are alike.
  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path folder, DirectoryStream.Filter<? super Path> filter) throws IOException {
    faults.requireNoCrash();
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(real(folder))) {
      for (Path entry : stream) {
        var path = new FaultyPath(files, entry);
        if (filter.accept(path)) {
          entries.add(path);
        }
      }
    }
    entries.sort(null);
    return new DirectoryStream<>() {
      @Override
      public Iterator<Path> iterator() {
        return entries.iterator();
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    faults.requireNoCrash();
    real(path).getFileSystem().provider().checkAccess(real(path), modes);
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    faults.requireNoCrash();
    return Files.readAttributes(real(path), type, options);
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options)
      throws IOException {
    faults.requireNoCrash();
    return Files.readAttributes(real(path), attributes, options);
  }

  @Override
  public boolean isSameFile(Path path, Path other) throws IOException {
    return Files.isSameFile(real(path), real(other));
  }

  @Override
  public boolean isHidden(Path path) throws IOException {
    return Files.isHidden(real(path));
  }

  @Override
  public FileStore getFileStore(Path path) throws IOException {
    return Files.getFileStore(real(path));
  }

  @Override
  public String getScheme() {
    return "faulty";
  }

  @Override
  public FaultyFileSystem newFileSystem(URI uri, Map<String, ?> environment) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FaultyFileSystem getFileSystem(URI uri) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Path getPath(URI uri) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void copy(Path source, Path target, CopyOption... options) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <V extends FileAttributeView> V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void setAttribute(Path path, String attribute, Object value, LinkOption... options) {
    throw new UnsupportedOperationException();
  }
}
