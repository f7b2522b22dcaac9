package dev.telar.engine.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TilingMemoryTest {
  private static final Tiling TILING = new Tiling(12, 6, 80, 96);

  @TempDir private Path folder;

  @Test
  void whatWasTheFastestIsRemembered() {
    Path file = folder.resolve("cache/tiles.txt");
    var memory = new TilingMemory(file);
    assertThat(memory.tiling()).isEmpty();

    memory.keep(new Tiling(6, 6, 0, 48));
    memory.keep(TILING);

    assertThat(new TilingMemory(file).tiling()).contains(TILING);
    assertThat(file).content().hasLineCount(1);
  }

  @Test
  void linesOfOtherMachinesStay() throws IOException {
    Path file = Files.writeString(folder.resolve("tiles.txt"), "another machine\t6/6/0/48\n");

    new TilingMemory(file).keep(TILING);

    assertThat(file).content().startsWith("another machine\t6/6/0/48\n").endsWith("\t12/6/80/96\n");
  }

  @Test
  void whatCannotBeReadOrWrittenIsLeft() throws IOException {
    Path file = folder.resolve("tiles.txt");
    var memory = new TilingMemory(file);
    memory.keep(TILING);
    Files.writeString(file, Files.readString(file).replace("12/6/80/96", "12/6/80/many"));
    assertThat(memory.tiling()).isEmpty();

    Path noFolder = Files.createFile(folder.resolve("file")).resolve("tiles.txt");
    new TilingMemory(noFolder).keep(TILING);
    assertThat(new TilingMemory(noFolder).tiling()).isEmpty();
  }

  @Test
  void theFastestIsACandidate() {
    assertThat(Tiling.candidates()).contains(TilingRace.fastest());
    assertThat(Tiling.candidates().map(tiling -> Tiling.of(tiling.toString())))
        .containsExactlyElementsOf(Tiling.candidates().toList());
  }
}
