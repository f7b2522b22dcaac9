package dev.telar.fetch;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.telar.data.FileIdentity;
import dev.telar.fetch.FolderContents.Damage;
import dev.telar.internal.AtomicFile;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The cache while files arrive. They are written decompressed into a work folder beside their
/// place, checked, and then renamed into it: what the cache shows is whole and right.
///
/// Every fetch has a work folder of its own, so that two processes at once only do the work twice.
final class CacheFolder implements Closeable {
  private static final String WORK_PREFIX = ".arriving-";
  private static final Duration ABANDONED = Duration.ofDays(1);

  private final Path folder;
  private final Path work;
  private final List<FileIdentity> wanted;
  private final List<Damage> damaged;
  private final Progress progress;

  private CacheFolder(FolderContents found, Path work, Progress progress) {
    this.folder = found.folder();
    this.work = work;
    this.wanted = new ArrayList<>(found.wanted());
    this.damaged = found.damaged();
    this.progress = progress;
  }

  /// Makes the folder ready to take what was not found in it.
  static CacheFolder open(FolderContents found, Progress progress) throws IOException {
    Files.createDirectories(found.folder());
    deleteAbandonedWork(found.folder());
    Path work = Files.createTempDirectory(found.folder(), WORK_PREFIX);
    return new CacheFolder(found, work, progress);
  }

  /// The files that are still wanted.
  List<FileIdentity> wanted() {
    return List.copyOf(wanted);
  }

  /// A folder for intermediate files, deleted in the end.
  Path work() {
    return work;
  }

  Progress progress() {
    return progress;
  }

  /// Takes a file, plain or gzip, if it is the one wanted. Does not close the stream.
  ///
  /// @param name what messages call it
  /// @throws dev.telar.format.FormatException if it is another file; then it is not kept
  void admit(FileIdentity file, InputStream in, String name) throws IOException {
    Path arriving = work.resolve(file.name());
    try {
      try (FileChannel channel = FileChannel.open(arriving, CREATE_NEW, WRITE)) {
        file.copy(in, Path.of(name), new Arrival(file, channel));
        channel.force(true);
      }
      Path place = folder.resolve(file.name());
      AtomicFile.move(arriving, place);
      for (Damage damage : damaged) {
        if (damage.file().equals(file) && !damage.path().equals(place)) {
          Files.deleteIfExists(damage.path());
        }
      }
    } finally {
      Files.deleteIfExists(arriving);
    }
    wanted.remove(file);
  }

  /// Writes what arrives, tells of it, and ends when the thread is interrupted.
  private final class Arrival extends OutputStream {
    private final FileIdentity file;
    private final FileChannel channel;
    private long done;

    Arrival(FileIdentity file, FileChannel channel) {
      this.file = file;
      this.channel = channel;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedIOException();
      }
      ByteBuffer buffer = ByteBuffer.wrap(bytes, from, length);
      while (buffer.hasRemaining()) {
        done += channel.write(buffer);
      }
      progress.bytes(file.name(), done, file.bytes());
    }
  }

  /// A process that was killed leaves its work behind; a living one is done within a day. Others
  /// may delete it at the same time.
  private static void deleteAbandonedWork(Path folder) throws IOException {
    Instant limit = Instant.now().minus(ABANDONED);
    try (DirectoryStream<Path> works = Files.newDirectoryStream(folder, WORK_PREFIX + "*")) {
      for (Path work : works) {
        if (Files.getLastModifiedTime(work).toInstant().isBefore(limit)) {
          delete(work);
        }
      }
    } catch (NoSuchFileException _) {
      // Another process was faster.
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private static void delete(Path path) throws IOException {
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      try (DirectoryStream<Path> content = Files.newDirectoryStream(path)) {
        for (Path inside : content) {
          delete(inside);
        }
      } catch (DirectoryIteratorException e) {
        throw e.getCause();
      }
    }
    Files.deleteIfExists(path);
  }

  /// Deletes the work folder and what is left in it.
  @Override
  public void close() throws IOException {
    delete(work);
  }
}
