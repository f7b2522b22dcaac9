package dev.telar.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChromiumTest {
  @TempDir Path folder;

  @Test
  void aPageIsShownAndItsComplaintsAreHeard() throws IOException {
    Path page = folder.resolve("page.html");
    Files.writeString(
        page, "<!DOCTYPE html><title>t</title><p id=p>one</p><script>throw Error('loud')</script>");

    try (var chromium = Chromium.start(folder.resolve("profile"))) {
      chromium.open(page.toUri());
      chromium.resize(390, 800);
      chromium.await("document.getElementById('p').textContent === 'one'");

      assertThat(chromium.script("return innerWidth")).isEqualTo(390L);
      assertThat(chromium.complaints()).singleElement().asString().contains("loud");
      chromium.assertSilent();
    }
  }
}
