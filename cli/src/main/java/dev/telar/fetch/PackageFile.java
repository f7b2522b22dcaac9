package dev.telar.fetch;

import dev.telar.format.FormatException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The bytes of a package from front to back, which knows how to say where they are damaged.
final class PackageFile extends ChunkStream {
  private final Path name;
  private final long size;
  private final InputStream in;
  private long end;
  private long position;
  private @Nullable IOException diskFailure;

  private PackageFile(Path name, long size, InputStream in) {
    this.name = name;
    this.size = size;
    this.end = size;
    this.in = in;
  }

  static PackageFile open(Path file) throws IOException {
    Path name = Objects.requireNonNullElse(file.getFileName(), file);
    long size = Files.size(file);
    return new PackageFile(name, size, new BufferedInputStream(Files.newInputStream(file)));
  }

  long size() {
    return size;
  }

  /// Lets the bytes end after some more, or where the file ends if that is earlier.
  void endAfter(long bytes) {
    end = Math.min(size, position + bytes);
  }

  @Override
  public int read(byte[] out, int from, int length) throws IOException {
    if (length > 0 && position >= end) {
      return -1;
    }
    try {
      int n = in.read(out, from, (int) Math.min(length, end - position));
      position += Math.max(0, n);
      return n;
    } catch (IOException e) {
      diskFailure = e;
      throw e;
    }
  }

  /// A problem at the position reached.
  FormatException problem(String problem) {
    return new FormatException(name, position, problem);
  }

  /// What a library's failure to read the package is: the disk's, a problem that is known already,
  /// or a new one.
  IOException explain(Exception failure) {
    if (diskFailure != null) {
      return diskFailure;
    }
    if (failure instanceof FormatException known) {
      return known;
    }
    if (failure instanceof EOFException) {
      return problem("the package is cut off here");
    }
    String reason =
        Objects.requireNonNullElse(failure.getMessage(), failure.getClass().getSimpleName());
    FormatException problem = problem("the package is damaged (" + reason + ")");
    problem.initCause(failure);
    return problem;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
