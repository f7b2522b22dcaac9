package dev.telar.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FetchSettingsTest {
  private static final Path DEFAULT =
      Path.of(System.getProperty("user.home"), ".cache/telar/fashion-mnist");

  @Test
  void theCacheIsWhereTheEnvironmentSays() {
    assertThat(FetchSettings.fashionMnist(Map.of("XDG_CACHE_HOME", "/caches")).cacheFolder())
        .isEqualTo(Path.of("/caches/telar/fashion-mnist"));
  }

  @Test
  void theCacheIsInTheHomeFolderOtherwise() {
    assertThat(FetchSettings.fashionMnist(Map.of()).cacheFolder()).isEqualTo(DEFAULT);
    assertThat(FetchSettings.fashionMnist(Map.of("XDG_CACHE_HOME", "relative")).cacheFolder())
        .isEqualTo(DEFAULT);
  }
}
