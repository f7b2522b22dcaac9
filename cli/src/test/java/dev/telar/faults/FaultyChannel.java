package dev.telar.faults;

import dev.telar.faults.Operation.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

/// An open file or folder of a [FaultyFileSystem]. Locks are real; forcing is only remembered.
final class FaultyChannel extends FileChannel {
  private final Faults faults;
  private final Path path;
  private final Inode inode;
  private final FileChannel real;

  FaultyChannel(Faults faults, Path path, Inode inode, FileChannel real) {
    this.faults = faults;
    this.path = path;
    this.inode = inode;
    this.real = real;
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    return faults.write(
        path,
        source,
        () -> {
          changedFrom(real.position());
          return real.write(source);
        });
  }

  @Override
  public int write(ByteBuffer source, long position) throws IOException {
    return faults.write(
        path,
        source,
        () -> {
          changedFrom(position);
          return real.write(source, position);
        });
  }

  /// Writes the first buffer that has something, as a gathering write may.
  @Override
  public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
    for (int i = offset; i < offset + length; i++) {
      if (sources[i].hasRemaining()) {
        return write(sources[i]);
      }
    }
    return 0;
  }

  @Override
  public FileChannel truncate(long size) throws IOException {
    return faults.change(
        Kind.TRUNCATE,
        path,
        () -> {
          changedFrom(size);
          real.truncate(size);
          return this;
        });
  }

  private void changedFrom(long position) {
    if (inode instanceof Inode.File file) {
      file.changedFrom(position);
    }
  }

  @Override
  public void force(boolean metaData) throws IOException {
    if (inode instanceof Inode.Folder && !faults.forcesFolders()) {
      throw new IOException("Invalid argument");
    }
    switch (inode) {
      case Inode.Folder folder ->
          faults.change(
              Kind.FORCE_FOLDER,
              path,
              () -> {
                folder.forced();
                return this;
              });
      case Inode.File file -> forceFile(file);
    }
  }

  private void forceFile(Inode.File file) throws IOException {
    try {
      faults.change(
          Kind.FORCE,
          path,
          () -> {
            file.forced(real.size());
            return this;
          });
    } catch (IOException e) {
      file.forceFailed();
      throw e;
    }
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    faults.requireNoCrash();
    return real.read(target);
  }

  @Override
  public int read(ByteBuffer target, long position) throws IOException {
    faults.requireNoCrash();
    return real.read(target, position);
  }

  @Override
  public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
    faults.requireNoCrash();
    return real.read(targets, offset, length);
  }

  @Override
  public long position() throws IOException {
    return real.position();
  }

  @Override
  public FileChannel position(long position) throws IOException {
    real.position(position);
    return this;
  }

  @Override
  public long size() throws IOException {
    faults.requireNoCrash();
    return real.size();
  }

  @Override
  public FileLock lock(long position, long size, boolean shared) throws IOException {
    faults.requireNoCrash();
    return real.lock(position, size, shared);
  }

  @Override
  public FileLock tryLock(long position, long size, boolean shared) throws IOException {
    faults.requireNoCrash();
    if (!faults.locks()) {
      throw new IOException("No locks available");
    }
    return real.tryLock(position, size, shared);
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel target) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long position, long count) {
    throw new UnsupportedOperationException();
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long position, long size) {
    throw new UnsupportedOperationException();
  }

  /// Always works, and releases the locks: the end of a process does it too.
  @Override
  protected void implCloseChannel() throws IOException {
    real.close();
  }
}
