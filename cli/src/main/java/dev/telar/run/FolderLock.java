package dev.telar.run;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.telar.internal.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Keeps a folder to one process: a lock of the operating system on a file in it, which ends with
/// the process however that ends. The file stays, because deleting it could let two processes in.
public final class FolderLock implements AutoCloseable {
  static final String FILE = ".lock";

  private static final int PID_BYTES = 20;

  /// How far the clocks of files and of processes may differ.
  private static final Duration CLOCKS = Duration.ofSeconds(2);

  /// What this process has locked. Asked first, because a second channel to such a file would end
  /// the first one's lock when it is closed: POSIX has it so.
  private static final Map<Path, FileChannel> HELD = new HashMap<>();

  private final Path place;
  private final FileChannel channel;

  private FolderLock(Path place, FileChannel channel) {
    this.place = place;
    this.channel = channel;
  }

  /// Locks an existing folder.
  ///
  /// @throws FileSystemException if another process, or this one, has locked it, or its file system
  ///   has no locks
  public static FolderLock acquire(Path folder) throws IOException {
    Path place = folder.toRealPath();
    synchronized (HELD) {
      if (isHeld(place)) {
        throw atWork(folder, String.valueOf(ProcessHandle.current().pid()));
      }
      FileChannel channel = FileChannel.open(folder.resolve(FILE), CREATE, READ, WRITE);
      try {
        if (tryLock(channel, folder) == null) {
          throw atWork(folder, readPid(channel));
        }
        channel.truncate(0);
        channel.write(US_ASCII.encode(String.valueOf(ProcessHandle.current().pid())), 0);
      } catch (Throwable e) {
        channel.close();
        if (e instanceof IOException failure) {
          throw AtomicFile.naming(folder.resolve(FILE), failure);
        }
        throw e;
      }
      HELD.put(place, channel);
      return new FolderLock(place, channel);
    }
  }

  private static boolean isHeld(Path place) {
    FileChannel channel = HELD.get(place);
    return channel != null && channel.isOpen();
  }

  private static FileSystemException atWork(Path folder, String pid) {
    return new FileSystemException(
        folder.toString(), null, "process " + pid + " is at work in this folder");
  }

  private static @Nullable FileLock tryLock(FileChannel channel, Path folder) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      var told =
          new FileSystemException(
              folder.toString(),
              null,
              "its file system does not lock files (%s); choose a folder on another one"
                  .formatted(e.getMessage()));
      told.initCause(e);
      throw told;
    }
  }

  private static String readPid(FileChannel channel) throws IOException {
    ByteBuffer pid = ByteBuffer.allocate(PID_BYTES);
    channel.read(pid, 0);
    return US_ASCII.decode(pid.flip()).toString();
  }

  /// The process that is at work in a folder, as far as its file tells: whoever wrote it lives
  /// still. Nothing is locked for this, so it disturbs nobody.
  public static Optional<ProcessHandle> holder(Path folder) throws IOException {
    if (isOwn(folder)) {
      return Optional.of(ProcessHandle.current());
    }
    Path file = folder.resolve(FILE);
    String pid;
    Instant written;
    try {
      pid = Files.readString(file, US_ASCII);
      written = Files.getLastModifiedTime(file).toInstant();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    if (!pid.matches("\\d{1,18}")) {
      return Optional.empty();
    }
    // A process that was started later has the number of one that ended.
    return ProcessHandle.of(Long.parseLong(pid))
        .filter(ProcessHandle::isAlive)
        .filter(process ->
            process
                .info()
                .startInstant()
                .map(start -> !start.isAfter(written.plus(CLOCKS)))
                .orElse(true));
  }

  /// Whether this process has locked a folder. Some systems end its lock when the file is read.
  private static boolean isOwn(Path folder) throws IOException {
    synchronized (HELD) {
      return Files.exists(folder) && isHeld(folder.toRealPath());
    }
  }

  /// Asks the process that is at work in a folder to end cleanly, as Ctrl-C does.
  ///
  /// @return whether one is, is not this one, and can be asked
  public static boolean interruptHolder(Path folder) throws IOException {
    Optional<ProcessHandle> holder = holder(folder);
    if (holder.isEmpty() || isOwn(folder) || !holder.get().supportsNormalTermination()) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(folder.resolve(FILE), READ, WRITE);
        FileLock lock = tryLock(channel, folder)) {
      return lock == null && holder.get().destroy();
    }
  }

  /// Whether a file or folder is only there for the lock's sake.
  static boolean isLockFile(Path file) {
    return file.endsWith(FILE) && Files.isRegularFile(file);
  }

  /// Ends the lock.
  @Override
  public void close() throws IOException {
    synchronized (HELD) {
      HELD.remove(place, channel);
      try {
        // Nobody is at work here any more, also if this process lives on.
        channel.truncate(0);
      } catch (IOException _) {
        // Who asks for the holder finds a process that has ended.
      } finally {
        channel.close();
      }
    }
  }
}
