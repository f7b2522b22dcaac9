package dev.telar.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.telar.faults.BrokenWriter.Mistake;
import dev.telar.internal.AtomicFile;
import dev.telar.run.RunFolder;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AtomicFileFaultsTest {
  private static final int SEEDS = 2;

  @TempDir private Path disk;

  @Test
  void noFaultDamagesAFile() throws IOException {
    assertThat(WriteTorture.firstFinding(AtomicFile::write, disk, SEEDS)).isEmpty();
  }

  @Test
  void whereFoldersCannotBeForcedFilesAreWrittenAllTheSame() throws IOException {
    Path root = FaultyFileSystem.over(disk).withoutForcedFolders().root();

    try (RunFolder folder = RunFolder.begin(root.resolve("a/b"))) {
      assertThat(folder).isNotNull();
      AtomicFile.write(root.resolve("a/b/file"), "content");
    }

    assertThat(Remains.names(disk)).containsExactly("a/b/file");
    assertThat(disk.resolve("a/b/file")).hasContent("content");
  }

  @Test
  void whereFilesCannotBeLockedFilesAreWrittenAndRunsRefused() throws IOException {
    Path root = FaultyFileSystem.over(disk).withoutLocks().root();

    AtomicFile.write(root.resolve("file"), "content");
    AtomicFile.recover(root);

    assertThat(disk.resolve("file")).hasContent("content");
    assertThatThrownBy(() -> RunFolder.begin(root.resolve("run")))
        .isInstanceOf(FileSystemException.class)
        .hasMessage(
            root.resolve("run")
                + ": its file system does not lock files (No locks available); choose a folder on"
                + " another one");
  }

  @Test
  void everyFailureSaysWhereItIs() throws IOException {
    boolean struck = true;
    for (int operation = 1; struck; operation++) {
      var files = FaultyFileSystem.over(Files.createDirectory(disk.resolve("at" + operation)));
      files.inject(Fault.IO_ERROR, operation);
      try (RunFolder folder = RunFolder.begin(files.root().resolve("a/b"))) {
        assertThat(folder).isNotNull();
      } catch (IOException e) {
        assertThat(e)
            .as("at %d of %s", operation, files.operations())
            .isInstanceOf(FileSystemException.class)
            .hasMessageStartingWith(files.root().toString());
      }
      struck = files.struck();
    }
  }

  @Test
  void whatAKilledProcessHasMadeIsForcedByTheNext() throws IOException {
    boolean struck = true;
    for (int operation = 1; struck; operation++) {
      for (int seed = 0; seed < 10; seed++) {
        Path folder = Files.createDirectory(disk.resolve(operation + "-" + seed));
        var files = FaultyFileSystem.over(folder);
        files.inject(Fault.CRASH_AFTER, operation);
        try {
          writeOnce(files.root());
        } catch (Crash e) {
          // The next process resumes.
        }
        struck = files.struck();
        FaultyFileSystem next = files.afterKill();
        writeOnce(next.root());

        next.afterPowerFailure(seed);

        assertThat(folder.resolve("a/b/file"))
            .as("killed at %d of %s, power failure %d", operation, files.operations(), seed)
            .hasContent("content");
      }
    }
  }

  /// Goes on where a process was killed, and takes what it finds in place for complete.
  private static void writeOnce(Path root) throws IOException {
    Path place = root.resolve("a").resolve("b");
    try (RunFolder folder = RunFolder.open(place)) {
      assertThat(folder).isNotNull();
      if (!Files.exists(place.resolve("file"))) {
        AtomicFile.write(place.resolve("file"), "content");
      }
    }
  }

  @Test
  void theTortureFindsNothingWhereNothingIsWrong() throws IOException {
    assertThat(WriteTorture.firstFinding(new BrokenWriter(Mistake.NONE), disk, SEEDS)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void theTortureFindsEveryMistake(Mistake mistake) throws IOException {
    assertThat(WriteTorture.firstFinding(new BrokenWriter(mistake), disk, SEEDS)).isNotEmpty();
  }
}
