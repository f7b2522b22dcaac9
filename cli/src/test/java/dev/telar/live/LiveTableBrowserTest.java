package dev.telar.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.telar.browser.Chromium;
import dev.telar.cli.TinyTable;
import dev.telar.study.TestRows;
import dev.telar.text.Language;
import dev.telar.web.Listening;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/// The live page of a run on a table, in a real browser.
class LiveTableBrowserTest {
  @TempDir private Path folder;

  @Test
  void rowsAreShownBesideWhatTheModelExpectsOfThem() throws Exception {
    Path root = TinyTable.trained(folder);
    var tested = TestRows.of(TinyTable.data(folder));
    var listening = new Listening(InetAddress.ofLiteral("127.0.0.1"), OptionalInt.of(0));
    try (Chromium chromium = Chromium.start(folder.resolve("profile"));
        LiveSite site = LiveSite.open(listening, Language.ENGLISH)) {
      var follower =
          Thread.ofPlatform()
              .start(() ->
                  assertThatThrownBy(() -> site.follow(root, tested, _ -> {}))
                      .hasMessage("ended; the run was left as it is"));
      LiveBrowserTest.awaitAnswer(site.address());
      chromium.open(site.address());
      chromium.await("document.querySelector('#table-rows')?.textContent.includes('epoch 3')");

      WebElement table = chromium.driver().findElement(By.cssSelector("#table-rows table"));
      List<WebElement> rows = table.findElements(By.cssSelector("tbody tr"));
      assertThat(rows).hasSize(10);
      assertThat(rows.getFirst().getText()).contains("row ", "→");
      assertThat(table.findElements(By.cssSelector("thead th[scope=col]")))
          .extracting(WebElement::getText)
          .contains("error", "warmth", "room", "damp");
      assertThat(table.findElements(By.cssSelector("tbody .bar")))
          .allMatch(
              bar -> String.valueOf(bar.getDomAttribute("aria-label")).startsWith("deviation "));
      assertThat(chromium.driver().findElement(By.tagName("main")).getText())
          .doesNotContain("image", "pixel");
      assertThat(chromium.driver().findElement(By.id("picture-rows")).isDisplayed()).isFalse();
      chromium.resize(360, 800);
      assertThat(chromium.script("return document.documentElement.scrollWidth")).isEqualTo(360L);
      chromium.assertSilent();
      follower.interrupt();
      follower.join();
    }
  }
}
