package dev.telar.faults;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/// A file system that fails when told to: the real one below a folder, where every operation that
/// changes something is counted and can go wrong, and where a power failure takes away what was not
/// forced.
///
/// A program is given paths below [#root()] and knows nothing of it. Thread-safe.
///
/// Wrapping provider, path and channel follows the mock file systems of Apache Lucene's test
/// framework; losing what was not forced follows LevelDB's `fault_injection_test.cc`.
final class FaultyFileSystem extends FileSystem {
  private final Disk disk;
  private final Faults faults = new Faults();
  private final List<FaultyChannel> channels = new ArrayList<>();
  private final FaultyProvider provider;

  private FaultyFileSystem(Disk disk) {
    this.disk = disk;
    this.provider = new FaultyProvider(this, disk, faults);
  }

  /// A file system over a real folder. Whatever is there counts as safely on the disk.
  static FaultyFileSystem over(Path folder) throws IOException {
    return new FaultyFileSystem(new Disk(folder));
  }

  /// The folder, as a path of this file system.
  Path root() {
    return new FaultyPath(this, disk.root());
  }

  /// Lets something go wrong.
  ///
  /// @param operation the number of the operation at which it begins, counted from one since this
  ///   file system was made
  void inject(Fault fault, int operation) {
    faults.inject(fault, operation);
  }

  /// As some mounts answer when a folder is forced.
  FaultyFileSystem withoutForcedFolders() {
    faults.forceNoFolders();
    return this;
  }

  /// As some mounts answer when a file is locked.
  FaultyFileSystem withoutLocks() {
    faults.lockNothing();
    return this;
  }

  /// Makes the disk work again and gives it space. A crash stays.
  void repair() {
    faults.end();
  }

  /// Whether the fault has made an operation fail.
  boolean struck() {
    return faults.struck();
  }

  /// Every operation until now that changes something, whether it succeeded or not.
  List<Operation> operations() {
    return faults.operations();
  }

  /// Ends the program here, wherever it is, and leaves its files as they are: what `kill -9` does.
  /// What was not forced is not forced by that.
  ///
  /// @return the file system for the next program
  FaultyFileSystem afterKill() throws IOException {
    faults.crash();
    closeChannels();
    return new FaultyFileSystem(disk);
  }

  /// Ends the program here, wherever it is, and the computer with it: files and folders keep what
  /// was forced, and of the rest what the seed chooses.
  ///
  /// @return the file system for the next program
  FaultyFileSystem afterPowerFailure(long seed) throws IOException {
    faults.crash();
    closeChannels();
    // Not Random: its first choices are the same for all small seeds.
    disk.failPower(new SplittableRandom(seed));
    return over(disk.root());
  }

  FaultyChannel opened(FaultyChannel channel) {
    synchronized (channels) {
      channels.removeIf(other -> !other.isOpen());
      channels.add(channel);
    }
    return channel;
  }

  private void closeChannels() throws IOException {
    synchronized (channels) {
      for (FaultyChannel channel : channels) {
        channel.close();
      }
    }
  }

  @Override
  public FaultyProvider provider() {
    return provider;
  }

  @Override
  public Path getPath(String first, String... more) {
    return new FaultyPath(this, Path.of(first, more));
  }

  @Override
  public String getSeparator() {
    return disk.root().getFileSystem().getSeparator();
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public boolean isReadOnly() {
    return false;
  }

  @Override
  public Iterable<Path> getRootDirectories() {
    return List.of(root());
  }

  @Override
  public Set<String> supportedFileAttributeViews() {
    return Set.of("basic");
  }

  @Override
  public Iterable<FileStore> getFileStores() {
    throw new UnsupportedOperationException();
  }

  @Override
  public PathMatcher getPathMatcher(String pattern) {
    PathMatcher matcher = disk.root().getFileSystem().getPathMatcher(pattern);
    return path -> matcher.matches(FaultyPath.real(path));
  }

  @Override
  public UserPrincipalLookupService getUserPrincipalLookupService() {
    throw new UnsupportedOperationException();
  }

  @Override
  public WatchService newWatchService() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
