package dev.telar.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.telar.faults.Operation.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultyFileSystemTest {
  private static final int SEEDS = 60;

  @TempDir private Path disk;
  private FaultyFileSystem files;
  private Path root;

  @BeforeEach
  void start() throws IOException {
    files = FaultyFileSystem.over(disk);
    root = files.root();
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }

  private static void force(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, READ)) {
      channel.force(true);
    }
  }

  /// Everything below a folder: `name` of a folder, `name=content` of a file.
  private static String tree(Path folder) throws IOException {
    try (Stream<Path> below = Files.walk(folder)) {
      var names = new TreeSet<String>();
      for (Path path : below.skip(1).toList()) {
        String name = folder.relativize(path).toString();
        names.add(Files.isDirectory(path) ? name : name + "=" + Files.readString(path));
      }
      return String.join(" ", names);
    }
  }

  /// Writes into a file system.
  private interface Program {
    void run(Path root) throws IOException;
  }

  /// What power failures behind a program leave of a disk with one file, `old=1`.
  private Set<String> leftBy(Program program) throws IOException {
    Set<String> trees = new TreeSet<>();
    for (int seed = 0; seed < SEEDS; seed++) {
      Path folder = Files.createDirectory(disk.resolve("disk" + seed));
      Files.writeString(folder.resolve("old"), "1");
      var fresh = FaultyFileSystem.over(folder);
      program.run(fresh.root());
      fresh.afterPowerFailure(seed);
      trees.add(tree(folder).replace('\0', '0'));
    }
    return trees;
  }

  @Test
  void everyChangeIsCountedAndNothingElse() throws IOException {
    Path folder = Files.createDirectories(root.resolve("a/b"));
    Path file = folder.resolve("c");
    Files.writeString(file, "content");
    try (FileChannel channel = FileChannel.open(file, WRITE)) {
      channel.truncate(3);
      channel.force(true);
    }
    Files.move(file, folder.resolve("d"), ATOMIC_MOVE);
    force(folder);
    Files.delete(folder.resolve("d"));

    assertThat(Files.exists(file)).isFalse();
    assertThat(Files.isDirectory(folder)).isTrue();
    try (Stream<Path> content = Files.list(folder)) {
      assertThat(content).isEmpty();
    }
    assertThat(
            files.operations().stream().map(Operation::kind).filter(k -> k != Kind.CREATE_FOLDER))
        .containsExactly(
            Kind.CREATE,
            Kind.WRITE,
            Kind.OPEN,
            Kind.TRUNCATE,
            Kind.FORCE,
            Kind.MOVE,
            Kind.FORCE_FOLDER,
            Kind.DELETE);
  }

  @Test
  void anErrorHappensOnceOrForEver() throws IOException {
    Path file = root.resolve("file");
    files.inject(Fault.IO_ERROR, 1);

    assertThatThrownBy(() -> Files.writeString(file, "1"))
        .isExactlyInstanceOf(FileSystemException.class)
        .hasMessage(file + ": Input/output error");
    assertThat(files.struck()).isTrue();
    Files.writeString(file, "2");

    files.inject(Fault.IO_ERRORS, 5);
    try (FileChannel channel = FileChannel.open(file, WRITE)) {
      assertThatThrownBy(() -> channel.write(bytes("3")))
          .isExactlyInstanceOf(IOException.class)
          .hasMessage("Input/output error");
      assertThatThrownBy(() -> channel.force(true)).hasMessage("Input/output error");
    }
    assertThat(Files.readString(file)).isEqualTo("2");
  }

  @Test
  void aFullDiskDeletesButDoesNotWriteUntilThereIsSpace() throws IOException {
    Path file = root.resolve("file");
    Files.writeString(file, "1");
    files.inject(Fault.DISK_FULL, 3);

    assertThatThrownBy(() -> Files.createDirectory(root.resolve("folder")))
        .hasMessageEndingWith("No space left on device");
    Files.delete(file);
    assertThatThrownBy(() -> Files.writeString(file, "2"))
        .hasMessageEndingWith("No space left on device");
    files.repair();
    Files.writeString(file, "3");

    assertThat(tree(disk)).isEqualTo("file=3");
  }

  @Test
  void aWriteIsShortAndThenTheDiskIsFull() throws IOException {
    files.inject(Fault.DISK_FULL_AFTER_HALF, 1);
    ByteBuffer six = bytes("abcdef");

    try (FileChannel channel = FileChannel.open(root.resolve("file"), CREATE_NEW, WRITE)) {
      assertThat(channel.write(six)).isEqualTo(3);
      assertThat(six.remaining()).isEqualTo(3);
      assertThatThrownBy(() -> channel.write(six)).hasMessage("No space left on device");
    }

    assertThat(tree(disk)).isEqualTo("file=abc");
  }

  @Test
  void shortWritesAreEnoughForWhoeverGoesOn() throws IOException {
    files.inject(Fault.SHORT_WRITES, 1);

    Files.writeString(root.resolve("file"), "abcdef");

    assertThat(tree(disk)).isEqualTo("file=abcdef");
    assertThat(files.operations()).hasSize(1 + 4);
  }

  @Test
  void nothingHasAnEffectAfterACrash() throws IOException {
    Path file = root.resolve("file");
    files.inject(Fault.CRASH_BEFORE, 2);

    assertThatThrownBy(() -> Files.writeString(file, "1"))
        .isInstanceOf(Crash.class)
        .hasMessage("crashed at #2 WRITE " + file);
    assertThatThrownBy(() -> Files.delete(file)).isInstanceOf(Crash.class);
    assertThatThrownBy(() -> Files.exists(file)).isInstanceOf(Crash.class);
    assertThatThrownBy(() -> Files.list(root)).isInstanceOf(Crash.class);

    assertThat(tree(disk)).isEqualTo("file=");
  }

  @Test
  void aCrashBehindAnOperationKeepsItsEffect() throws IOException {
    files.inject(Fault.CRASH_AFTER, 2);

    assertThatThrownBy(() -> Files.writeString(root.resolve("file"), "1"))
        .isInstanceOf(Crash.class);

    assertThat(tree(disk)).isEqualTo("file=1");
  }

  @Test
  void aPowerFailureTakesContentThatWasNotForced() throws IOException {
    Set<String> left =
        leftBy(root -> {
          Files.writeString(root.resolve("new"), "ab");
          force(root);
        });

    assertThat(left)
        .containsExactlyInAnyOrder(
            "new= old=1", "new=a old=1", "new=ab old=1", "new=a0 old=1", "new=00 old=1");
  }

  @Test
  void aPowerFailureTakesNamesWhoseFolderWasNotForced() throws IOException {
    Set<String> left =
        leftBy(root -> {
          try (FileChannel channel = FileChannel.open(root.resolve("new"), CREATE, WRITE)) {
            channel.write(bytes("2"));
            channel.force(true);
          }
          Files.move(root.resolve("new"), root.resolve("old"), ATOMIC_MOVE);
        });

    assertThat(left).containsExactlyInAnyOrder("old=1", "new=2 old=1", "old=2");
  }

  @Test
  void aPowerFailureGivesDeletedFilesAndFoldersBack() throws IOException {
    Set<String> left =
        leftBy(root -> {
          Files.delete(root.resolve("old"));
          Files.createDirectory(root.resolve("folder"));
        });

    assertThat(left).containsExactlyInAnyOrder("old=1", "", "folder", "folder old=1");
  }

  @Test
  void whatWasForcedStays() throws IOException {
    Set<String> left =
        leftBy(root -> {
          Path folder = Files.createDirectory(root.resolve("folder"));
          force(root);
          try (FileChannel channel = FileChannel.open(folder.resolve("new"), CREATE, WRITE)) {
            channel.write(bytes("ab"));
            channel.force(true);
            channel.write(bytes("c"));
          }
          force(folder);
          Files.delete(root.resolve("old"));
          force(root);
        });

    assertThat(left)
        .containsExactlyInAnyOrder(
            "folder folder/new=ab", "folder folder/new=abc", "folder folder/new=ab0");
  }

  @Test
  void aForceThatFailedIsNotMadeGoodByAnother() throws IOException {
    Set<String> left =
        leftBy(root -> {
          ((FaultyFileSystem) root.getFileSystem()).inject(Fault.IO_ERROR, 3);
          try (FileChannel channel = FileChannel.open(root.resolve("old"), WRITE)) {
            channel.write(bytes("23"));
            assertThatThrownBy(() -> channel.force(true)).isInstanceOf(IOException.class);
            channel.force(true);
          }
        });

    assertThat(left).containsExactlyInAnyOrder("old=", "old=2", "old=23", "old=20", "old=00");
  }

  @Test
  void aKilledProgramLeavesItsFilesAndNoLocks() throws IOException {
    FileChannel first = FileChannel.open(root.resolve("lock"), CREATE, WRITE);
    FileLock lock = first.lock();
    assertThatThrownBy(first::tryLock).isInstanceOf(OverlappingFileLockException.class);

    FaultyFileSystem next = files.afterKill();

    assertThat(lock.isValid()).isFalse();
    try (FileChannel second = FileChannel.open(next.root().resolve("lock"), WRITE)) {
      assertThat(second.tryLock()).isNotNull();
    }
    assertThatThrownBy(() -> Files.exists(root)).isInstanceOf(Crash.class);
  }
}
