package dev.telar.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.engine.Engine;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenExplorersTest {
  @TempDir Path folder;

  @Test
  void theModelsAskedForLastStayOpen() throws IOException {
    for (int seed = 1; seed <= 8; seed++) {
      TinyModels.run(folder.resolve("seed" + seed), 4, seed);
    }
    var catalog = new ModelCatalog(folder);

    try (var explorers = new OpenExplorers(catalog, TinyModels.pictures(), Engine.Kind.REFERENCE)) {
      Explorer first = explorers.of("seed1");
      Explorer second = explorers.of("seed2");
      for (int seed = 3; seed <= 6; seed++) {
        explorers.of("seed" + seed);
      }
      assertThat(explorers.of("seed1")).isSameAs(first);
      explorers.of("seed7");

      assertThat(explorers.of("seed1")).isSameAs(first);
      assertThat(explorers.of("seed2")).isNotSameAs(second);
      // Whoever still holds it can go on.
      assertThat(second.code(0)).isEqualTo(explorers.of("seed2").code(0));
    }
  }
}
