package dev.telar.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
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
    for (String ignored : List.of("", "relative", "~/caches")) {
      assertThat(
              FetchSettings.fashionMnist(Map.of("XDG_CACHE_HOME", ignored, "HOME", "/a new home"))
                  .cacheFolder())
          .isEqualTo(Path.of("/a new home/.cache/telar/fashion-mnist"));
      assertThat(
              FetchSettings.fashionMnist(Map.of("XDG_CACHE_HOME", ignored, "HOME", ignored))
                  .cacheFolder())
          .isEqualTo(DEFAULT);
    }
  }

  @Test
  void withoutAHomeTheCacheIsTemporary() {
    String home = System.getProperty("user.home");
    try {
      // What Java says of a user that the system does not know.
      System.setProperty("user.home", "?");

      assertThat(FetchSettings.fashionMnist(Map.of()).cacheFolder())
          .isEqualTo(
              Path.of(System.getProperty("java.io.tmpdir"), "telar-cache/telar/fashion-mnist"));
    } finally {
      System.setProperty("user.home", home);
    }
  }
}
