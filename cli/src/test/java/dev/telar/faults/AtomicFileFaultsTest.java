package dev.telar.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.faults.BrokenWriter.Mistake;
import dev.telar.format.AtomicFile;
import java.io.IOException;
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
  void theTortureFindsNothingWhereNothingIsWrong() throws IOException {
    assertThat(WriteTorture.firstFinding(new BrokenWriter(Mistake.NONE), disk, SEEDS)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void theTortureFindsEveryMistake(Mistake mistake) throws IOException {
    assertThat(WriteTorture.firstFinding(new BrokenWriter(mistake), disk, SEEDS)).isNotEmpty();
  }
}
