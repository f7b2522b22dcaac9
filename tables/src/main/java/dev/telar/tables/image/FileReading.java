package dev.telar.tables.image;

import dev.telar.data.FileIdentity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// Reads files, one after the other, and decodes them. For one thread at a time; several share a
/// lock, under which large pictures are decoded one at a time, so that they do not fill memory.
final class FileReading implements AutoCloseable {
  private static final long MOST_BYTES = 1 << 30;
  private static final int LARGE_BYTES = 1 << 22;
  private static final int LARGE_PIXELS = 1 << 22;

  private final PictureOptions options;
  private final ReentrantLock largeOnes;
  private final PictureDecoder decoder = new PictureDecoder();

  FileReading(PictureOptions options, ReentrantLock largeOnes) {
    this.options = options;
    this.largeOnes = largeOnes;
  }

  /// What became of a file.
  sealed interface Outcome {
    /// It was read.
    record Row(PictureRow row) implements Outcome {}

    /// It is left out.
    record Skipped(SkippedFile file) implements Outcome {}

    /// It has another size than is wanted, and was not decoded.
    record OtherSize(PictureSize size) implements Outcome {}
  }

  /// Reads a file.
  ///
  /// @param wanted the size that it must have, if one is known and no other was asked for
  /// @throws FileSystemException if it is changed or removed at this time
  Outcome read(PictureFile file, Optional<PictureSize> wanted) throws IOException {
    try {
      return readPicture(file, wanted);
    } catch (BadPictureException e) {
      return new Outcome.Skipped(new SkippedFile(file.name(), e.reason()));
    } catch (AccessDeniedException e) {
      return new Outcome.Skipped(new SkippedFile(file.name(), "permission denied"));
    } catch (NoSuchFileException e) {
      throw changed(file, "was removed while its folder was read");
    } finally {
      while (largeOnes.isHeldByCurrentThread()) {
        largeOnes.unlock();
      }
    }
  }

  private Outcome readPicture(PictureFile file, Optional<PictureSize> wanted)
      throws IOException, BadPictureException {
    BasicFileAttributes before = Files.readAttributes(file.path(), BasicFileAttributes.class);
    byte[] bytes;
    PictureFormat format;
    try (InputStream in = Files.newInputStream(file.path())) {
      byte[] head = in.readNBytes(PictureFormat.HEAD_BYTES);
      Optional<PictureFormat> found = PictureFormat.of(head);
      if (found.isEmpty()) {
        throw new BadPictureException(PictureFormat.refusal(head));
      }
      format = found.get();
      bytes = rest(in, head, before.size());
    }
    BasicFileAttributes after = Files.readAttributes(file.path(), BasicFileAttributes.class);
    if (bytes.length != before.size()
        || after.size() != before.size()
        || !after.lastModifiedTime().equals(before.lastModifiedTime())) {
      throw changed(file, "was changed while it was read");
    }
    MessageDigest sha256 = Digests.sha256();
    sha256.update(bytes);
    var identity = new FileIdentity(file.name(), bytes.length, Digests.hex(sha256));
    PictureDecoder.Opened picture = decoder.open(bytes, format);
    if (wanted.isPresent() && !wanted.get().equals(picture.size())) {
      return new Outcome.OtherSize(picture.size());
    }
    if (picture.size().pixels() > LARGE_PIXELS) {
      largeOnes.lock();
    }
    Pixels pixels = picture.pixels().in(options.colour());
    if (options.size().isPresent()) {
      pixels = AreaAverage.resize(pixels, options.size().get());
    }
    return new Outcome.Row(new PictureRow(identity, file.label(), pixels));
  }

  /// A file's head and what follows, as far as it should go and a byte more.
  private byte[] rest(InputStream in, byte[] head, long size)
      throws IOException, BadPictureException {
    if (size > MOST_BYTES) {
      throw new BadPictureException(
          "has %d bytes, a picture of at most %d is read".formatted(size, MOST_BYTES));
    }
    if (size > LARGE_BYTES) {
      largeOnes.lock();
    }
    byte[] bytes = Arrays.copyOf(head, Math.max(head.length, (int) size));
    int got = head.length + in.readNBytes(bytes, head.length, bytes.length - head.length);
    return got < bytes.length || in.read() < 0
        ? Arrays.copyOf(bytes, got)
        : Arrays.copyOf(bytes, got + 1);
  }

  private static FileSystemException changed(PictureFile file, String reason) {
    return new FileSystemException(file.path().toString(), null, reason);
  }

  @Override
  public void close() {
    decoder.close();
  }
}
