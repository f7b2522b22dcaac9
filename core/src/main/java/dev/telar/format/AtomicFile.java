package dev.telar.format;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// Writes files that appear whole or not at all, and are on the disk when the call returns: a
/// temporary file in the same folder, fsync, an atomic rename, fsync of the folder.
public final class AtomicFile {
  /// Writes a file's content.
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  private static final String TEMPORARY_SUFFIX = ".tmp";
  private static final Pattern LEFTOVER = Pattern.compile("\\..+\\.\\d+\\" + TEMPORARY_SUFFIX);

  private AtomicFile() {}

  /// Writes or replaces a file.
  ///
  /// @throws IOException if it cannot be written; then what was there before is untouched
  public static void write(Path file, Content content) throws IOException {
    Path folder = folderOf(file);
    Path temporary =
        folder.resolve(
            "." + file.getFileName() + "." + ProcessHandle.current().pid() + TEMPORARY_SUFFIX);
    Files.deleteIfExists(temporary);
    try {
      try (FileChannel channel = FileChannel.open(temporary, CREATE_NEW, WRITE)) {
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
        content.writeTo(out);
        out.flush();
        channel.force(true);
      }
      move(temporary, file);
    } catch (Throwable e) {
      try {
        Files.deleteIfExists(temporary);
      } catch (IOException suppressed) {
        e.addSuppressed(suppressed);
      }
      if (e instanceof IOException failure) {
        throw naming(file, failure);
      }
      throw e;
    }
  }

  /// A failure that says where: those of an open file say "No space left on device" and no more.
  ///
  /// @return the failure itself, if it is of another kind
  public static IOException naming(Path file, IOException failure) {
    return failure.getClass() == IOException.class
        ? (IOException)
            new FileSystemException(file.toString(), null, failure.getMessage()).initCause(failure)
        : failure;
  }

  /// Writes or replaces a file with these bytes.
  public static void write(Path file, byte[] content) throws IOException {
    write(file, out -> out.write(content));
  }

  /// Writes or replaces a file with this text in UTF-8.
  public static void write(Path file, String content) throws IOException {
    write(file, content.getBytes(StandardCharsets.UTF_8));
  }

  /// Makes a folder, and those above it, durably; what is there is left alone.
  public static void createFolders(Path folder) throws IOException {
    Path parent = folder.toAbsolutePath().getParent();
    if (parent == null) {
      return;
    }
    if (!Files.isDirectory(folder)) {
      createFolders(parent);
      try {
        Files.createDirectory(folder);
      } catch (FileAlreadyExistsException e) {
        if (!Files.isDirectory(folder)) {
          throw e;
        }
      }
    } else if (!Files.isReadable(parent)) {
      return;
    }
    // Also if it was there: a process may have made it and been killed before this.
    forceFolder(parent);
  }

  /// Tidies a folder up in which processes may have been killed: deletes their temporary files, and
  /// sees to it that what they renamed stays. To be called only where nobody else writes.
  public static void recover(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, AtomicFile::isLeftover)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
    forceFolder(folder);
  }

  /// Whether a name is that of a temporary file, which ends with the number of the process.
  public static boolean isLeftover(Path file) {
    return LEFTOVER.matcher(String.valueOf(file.getFileName())).matches();
  }

  /// Renames a finished file or folder within its file system, atomically and durably.
  public static void move(Path from, Path to) throws IOException {
    Files.move(from, to, ATOMIC_MOVE);
    forceFolder(folderOf(to));
  }

  private static Path folderOf(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    if (parent == null) {
      throw new IllegalArgumentException(file + " is not a file's path");
    }
    return parent;
  }

  private static void forceFolder(Path folder) throws IOException {
    // Windows does not open folders; there the rename is durable by itself.
    if (!System.getProperty("os.name").startsWith("Windows")) {
      try (FileChannel channel = FileChannel.open(folder, READ)) {
        channel.force(true);
      } catch (IOException e) {
        throw naming(folder, e);
      }
    }
  }
}
