package dev.telar.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.faults.BrokenWriter.Mistake;
import dev.telar.format.AtomicFile;
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
  void theTortureFindsNothingWhereNothingIsWrong() throws IOException {
    assertThat(WriteTorture.firstFinding(new BrokenWriter(Mistake.NONE), disk, SEEDS)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void theTortureFindsEveryMistake(Mistake mistake) throws IOException {
    assertThat(WriteTorture.firstFinding(new BrokenWriter(mistake), disk, SEEDS)).isNotEmpty();
  }
}
