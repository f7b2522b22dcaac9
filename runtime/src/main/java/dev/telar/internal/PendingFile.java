package dev.telar.internal;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file that is written bit by bit and appears whole when it is committed, as one of [AtomicFile]
/// does. Closed before that it leaves nothing, and what was there stays. For one thread at a time.
public final class PendingFile implements Closeable {
  private final Path file;
  private final Path target;
  private final Path temporary;
  private final FileChannel channel;
  private boolean isCommitted;

  private PendingFile(Path file, Path target, Path temporary, FileChannel channel) {
    this.file = file;
    this.target = target;
    this.temporary = temporary;
    this.channel = channel;
  }

  /// Begins to write or to replace a file. One that is replaced keeps its permissions; of a
  /// symbolic link, the file that it leads to is replaced.
  ///
  /// @throws IOException if it cannot be written
  public static PendingFile create(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new FileSystemException(file.toString(), null, "is a folder, not a file");
    }
    Path target = Files.isSymbolicLink(file) && Files.exists(file) ? file.toRealPath() : file;
    Path temporary = AtomicFile.temporary(target);
    FileChannel channel;
    try {
      channel = FileChannel.open(temporary, CREATE_NEW, WRITE);
    } catch (IOException e) {
      deleteAfter(e, temporary);
      throw AtomicFile.naming(file, temporary, e);
    }
    var pending = new PendingFile(file, target, temporary, channel);
    try {
      AtomicFile.hold(channel);
      AtomicFile.keepPermissions(target, temporary);
      return pending;
    } catch (Throwable e) {
      try {
        pending.close();
      } catch (IOException suppressed) {
        e.addSuppressed(suppressed);
      }
      if (e instanceof IOException failure) {
        throw pending.naming(failure);
      }
      throw e;
    }
  }

  private static void deleteAfter(IOException failure, Path temporary) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException suppressed) {
      failure.addSuppressed(suppressed);
    }
  }

  /// Takes the file's bytes, without a buffer; to close it is to close the file.
  public OutputStream stream() {
    return Channels.newOutputStream(channel);
  }

  /// Writes over bytes that are written already.
  ///
  /// @param offset of the first one, from 0
  public void overwrite(long offset, byte[] bytes) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    while (rest.hasRemaining()) {
      channel.write(rest, offset + rest.position());
    }
  }

  /// Has the file appear, on the disk when the call returns.
  ///
  /// @throws IOException if it cannot; then what was there before is untouched
  public void commit() throws IOException {
    try {
      channel.force(true);
      // Before the channel is closed, and with it the lock that keeps the file from
      // AtomicFile#recover.
      Files.move(temporary, target, ATOMIC_MOVE);
      channel.close();
      isCommitted = true;
      AtomicFile.forceFolder(AtomicFile.folderOf(target));
    } catch (IOException e) {
      throw naming(e);
    }
  }

  /// A failure to write, told of the file that a user knows.
  public IOException naming(IOException failure) {
    return AtomicFile.naming(file, temporary, failure);
  }

  @Override
  public void close() throws IOException {
    if (isCommitted) {
      return;
    }
    try {
      channel.close();
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
