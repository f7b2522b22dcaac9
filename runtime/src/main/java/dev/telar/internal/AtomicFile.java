package dev.telar.internal;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.READ;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.UUID;
import java.util.regex.Pattern;

/// Writes files that appear whole or not at all, and are on the disk when the call returns: a
/// temporary file in the same folder, fsync, an atomic rename, fsync of the folder. Where a file
/// system cannot fsync folders, the rename is as durable as that system makes it.
///
/// Safe for use by many threads and processes, also for the same file: each writer has a temporary
/// file of its own, and whoever renames last wins.
public final class AtomicFile {
  /// Writes a file's content.
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  private static final String TEMPORARY_SUFFIX = ".telar.tmp";
  private static final Pattern LEFTOVER =
      Pattern.compile("\\..+\\.\\d{1,19}" + Pattern.quote(TEMPORARY_SUFFIX));

  /// How much of a file's name its temporary file repeats: with what is added, names stay below the
  /// 255 bytes that file systems allow.
  private static final int LONGEST_PREFIX = 50;

  private AtomicFile() {}

  /// Writes or replaces a file. One that is replaced keeps its permissions; of a symbolic link, the
  /// file that it leads to is replaced.
  ///
  /// @throws IOException if it cannot be written; then what was there before is untouched
  public static void write(Path file, Content content) throws IOException {
    try (PendingFile pending = PendingFile.create(file)) {
      try {
        OutputStream out = new BufferedOutputStream(pending.stream(), 1 << 16);
        content.writeTo(out);
        out.flush();
      } catch (IOException e) {
        throw pending.naming(e);
      }
      pending.commit();
    }
  }

  /// A name in the file's folder that nobody else has: numbers of processes are not enough, because
  /// many threads write, and in every container the process is number 1.
  static Path temporary(Path file) {
    String name = String.valueOf(file.getFileName());
    int length = Math.min(name.length(), LONGEST_PREFIX);
    if (length < name.length() && Character.isHighSurrogate(name.charAt(length - 1))) {
      length--;
    }
    long number = UUID.randomUUID().getLeastSignificantBits() & Long.MAX_VALUE;
    return folderOf(file)
        .resolve("." + name.substring(0, length) + "." + number + TEMPORARY_SUFFIX);
  }

  /// Marks a temporary file as being written, for as long as the channel is open.
  static void hold(FileChannel channel) throws IOException {
    try {
      channel.tryLock();
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      // A file system without locks: nobody can be kept away, and only #recover would come.
    }
  }

  static void keepPermissions(Path from, Path to) throws IOException {
    if (from.getFileSystem().supportedFileAttributeViews().contains("posix")
        && Files.exists(from)) {
      Files.setPosixFilePermissions(to, Files.getPosixFilePermissions(from));
    }
  }

  /// A failure of the temporary file, told of the file that a user knows.
  static IOException naming(Path file, Path temporary, IOException failure) {
    if (!(failure instanceof FileSystemException told)
        || !temporary.toString().equals(told.getFile())) {
      return naming(file, failure);
    }
    String name = file.toString();
    FileSystemException named;
    if (told instanceof NoSuchFileException) {
      named =
          new NoSuchFileException(
              name, null, "there is no folder " + temporary.getParent() + " to write it to");
    } else if (told instanceof AccessDeniedException) {
      named = new AccessDeniedException(name, null, told.getReason());
    } else {
      named = new FileSystemException(name, null, told.getReason());
    }
    named.initCause(failure);
    return named;
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
    } else if (!Files.isReadable(parent) || !Files.isWritable(parent)) {
      return; // nobody has made it there just now
    }
    // Also if it was there: a process may have made it and been killed before this.
    forceFolder(parent);
  }

  /// Tidies a folder up in which processes may have been killed: deletes their temporary files, and
  /// sees to it that what they renamed stays. A file that is being written is left alone, where the
  /// file system has locks.
  public static void recover(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, AtomicFile::isLeftover)) {
      for (Path file : files) {
        if (!isHeld(file)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    forceFolder(folder);
  }

  private static boolean isHeld(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, READ);
        FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
      return lock == null;
    } catch (OverlappingFileLockException e) {
      return true;
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      return false; // it has just vanished, or there are no locks
    }
  }

  /// Whether a name is that of a temporary file.
  public static boolean isLeftover(Path file) {
    return LEFTOVER.matcher(String.valueOf(file.getFileName())).matches();
  }

  /// Renames a finished file or folder within its file system, atomically and durably.
  public static void move(Path from, Path to) throws IOException {
    Files.move(from, to, ATOMIC_MOVE);
    forceFolder(folderOf(to));
  }

  static Path folderOf(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    if (parent == null) {
      throw new IllegalArgumentException(file + " is not a file's path");
    }
    return parent;
  }

  /// Has the disk keep a folder's entries, where the file system can: some answer that the argument
  /// is invalid or the operation not supported, and Windows opens no folders.
  ///
  /// @throws IOException if it can, and did not
  static void forceFolder(Path folder) throws IOException {
    try {
      force(folder);
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      if (forcesFolders(folder)) {
        throw naming(folder, e);
      }
    }
  }

  private static void force(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, READ)) {
      channel.force(true);
    }
  }

  /// Whether a folder's file system can force folders, tried with a new one: what a failure means
  /// is told only in the system's language.
  private static boolean forcesFolders(Path folder) throws IOException {
    Path empty = temporary(folder.resolve("folder"));
    try {
      Files.createDirectory(empty);
    } catch (IOException e) {
      return true;
    }
    try {
      force(empty);
      return true;
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      return false;
    } finally {
      Files.deleteIfExists(empty);
    }
  }
}
