package dev.telar.engine.vector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TileGeneratorTest {
  private static final Path SOURCES = Path.of("src/main/java/dev/telar/engine/vector");

  @TempDir private Path folder;

  @Test
  void theTilesAreWhatItWrites() throws IOException, InterruptedException {
    Process generator =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                Path.of("../tools/TileGenerator.java").toString(),
                folder.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(generator.getInputStream().readAllBytes(), UTF_8);

    assertThat(generator.waitFor()).as(output).isZero();
    for (String tiles : new String[] {"RowTiles.java", "ColumnTiles.java"}) {
      assertThat(SOURCES.resolve(tiles)).hasSameTextualContentAs(folder.resolve(tiles));
    }
  }
}
