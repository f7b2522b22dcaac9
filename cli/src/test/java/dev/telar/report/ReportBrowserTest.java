package dev.telar.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.browser.Chromium;
import dev.telar.cli.Telar;
import dev.telar.cli.TinyImages;
import dev.telar.data.Dataset;
import dev.telar.model.HiddenWidths;
import dev.telar.study.MadeUpStudy;
import dev.telar.study.MadeUpTable;
import dev.telar.study.Repeats;
import dev.telar.study.StudyResult;
import dev.telar.study.TestRows;
import dev.telar.text.Language;
import dev.telar.text.Numbers;
import dev.telar.text.Spread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// The report, opened from the disk in a real browser.
class ReportBrowserTest {
  @TempDir static Path folder;

  private static StudyResult study;
  private static Chromium chromium;

  @BeforeAll
  static void openABrowser() throws IOException, InterruptedException {
    chromium = Chromium.start(folder.resolve("profile"));
    study =
        MadeUpStudy.withLinear(
            MadeUpStudy.threeSeeds("as-printed", 9, 0.0507, 0.0382, 0.0314, 0.0273),
            Map.of(64, 0.0098, 128, 0.006, 256, 0.003, 512, 0.0005));
    StudyReport.write(study, MadeUpStudy.pictures(40, 3, 3, true), folder, 1, Language.ENGLISH);
  }

  @AfterAll
  static void closeIt() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @BeforeEach
  void openTheReport() {
    chromium.resize(1280, 900);
    chromium.open(folder.resolve("report.html").toUri());
    chromium.await("document.querySelector('#learning-curves svg')");
  }

  private static @Nullable Object visibleCurves() {
    return chromium.script(
        "return echarts.getInstanceByDom(document.getElementById('learning-curves'))"
            + ".getOption().series.filter(s => s.z === 3).length");
  }

  /// An error as the browser gives it: its text has no spaces that keep words together.
  private static String error(Spread spread) {
    return Numbers.error(spread).replace('\u00a0', ' ');
  }

  @Test
  void theNumbersAreTheStudysAndTheConsoleIsSilent() {
    String page = chromium.driver().findElement(By.tagName("main")).getText();

    for (Repeats model : study.repeats()) {
      assertThat(page).contains(error(model.testError()));
    }
    chromium.assertSilent();
  }

  @Test
  void theReportOfARealStudyShowsTheNumbersOfItsResults() throws IOException {
    Path data = TinyImages.write(folder.resolve("tiny"));
    Path out = folder.resolve("real");
    Telar telar =
        Telar.run(
            "study",
            "--data",
            data,
            "--out",
            out,
            "--hidden",
            "3,6",
            "--epochs",
            2,
            "--quiet",
            "--batch-size",
            16,
            "--validation-rows",
            10,
            "--lang",
            "es");
    assertThat(telar.exitCode()).as(telar.err()).isZero();

    chromium.open(out.resolve("report.html").toUri());
    chromium.await("!document.getElementById('gallery').hidden");

    JsonNode results = new ObjectMapper().readTree(Files.readString(out.resolve("results.json")));
    List<WebElement> rows =
        chromium.driver().findElements(By.cssSelector("#found table.numbers tbody tr"));
    assertThat(rows).hasSize(2);
    for (int i = 0; i < rows.size(); i++) {
      JsonNode run = results.get("models").get(i);
      assertThat(rows.get(i).getText())
          .startsWith(
              run.get("hidden").asInt() + " " + Numbers.error(run.get("test_error").asDouble()));
      assertThat(chromium.driver().findElement(By.id("repeat")).getText())
          .contains(run.get("weights_sha256").asString(), run.get("data_sha256").asString());
    }
    assertThat(chromium.driver().findElement(By.tagName("h1")).getText())
        .startsWith("Autoencoders con una capa oculta");
    chromium.assertSilent();
  }

  @Test
  void networksOfSeveralLayersStandBesideThoseOfOne() throws IOException {
    Path data = TinyImages.write(folder.resolve("deep-data"));
    Path out = folder.resolve("deep");
    Telar telar =
        Telar.run(
            "study",
            "--data",
            data,
            "--out",
            out,
            "--hidden",
            "3,8-3,9-6",
            "--epochs",
            2,
            "--quiet",
            "--batch-size",
            16,
            "--validation-rows",
            10);
    assertThat(telar.exitCode()).as(telar.err()).isZero();

    chromium.open(out.resolve("report.html").toUri());
    chromium.await("!document.getElementById('gallery').hidden");
    assertThat(visibleCurves()).isEqualTo(9L);
    assertThat(points("N = 8-3")).isEqualTo(List.of(3L));
    assertThat(points("N = 9-6")).isEqualTo(List.of(6L));
    assertThat(points("PCA")).isEqualTo(List.of(3L, 6L));

    chromium.driver().findElement(By.cssSelector("#units-controls [value='9-6']")).click();
    chromium.await("document.getElementById('weights-note').innerText.startsWith('All 9 units')");
    WebElement maps = chromium.driver().findElement(By.cssSelector("[data-units='9-6']"));
    assertThat(maps.getText())
        .startsWith("N = 9-6: ")
        .containsPattern("layer by layer: \\d of 9, \\d of the code’s 6, \\d of 9\\.");
    assertThat(chromium.driver().findElement(By.tagName("main")).getText())
        .contains("A study of the widths of the hidden layers: N = 3, 8-3, 9-6.")
        .doesNotContain("the hidden layer:");
    chromium.assertSilent();
  }

  /// Where the points of a curve lie in the chart of widths.
  private static @Nullable Object points(String name) {
    return chromium.script(
        "return echarts.getInstanceByDom(document.getElementById('widths-chart')).getOption()"
            + ".series.find(s => s.name === arguments[0]).data.map(point => point[0])",
        name);
  }

  @Test
  void hoveringTellsTheValues() {
    WebElement chart = chromium.driver().findElement(By.id("learning-curves"));
    chromium.script("arguments[0].scrollIntoView({block: 'center'})", chart);
    new Actions(chromium.driver()).moveToElement(chart, 40, 0).perform();
    chromium.await(
        "document.querySelector('#learning-curves').innerText.includes('N = 64, training:')");

    String hover = chart.getText();
    int epoch = Integer.parseInt(hover.replaceAll("(?s).*epoch (\\d+)\\s.*", "$1"));
    String validation = error(study.repeats().getFirst().validation(epoch).orElseThrow());
    assertThat(hover).contains("N = 64, validation: " + validation);
    chromium.assertSilent();
  }

  @Test
  void boxesChooseTheCurvesAndTheAxis() {
    assertThat(visibleCurves()).isEqualTo(12L);

    for (String box : List.of("model'][value='64", "model'][value='128", "kind'][value='train")) {
      chromium.driver().findElement(By.cssSelector("input[name='" + box + "']")).click();
    }
    assertThat(visibleCurves()).isEqualTo(4L);

    String linear = chromium.driver().findElement(By.id("learning-curves")).getText();
    chromium.driver().findElement(By.cssSelector("input[name='scale']")).click();
    assertThat(chromium.driver().findElement(By.id("learning-curves")).getText())
        .isNotEqualTo(linear);
    chromium.assertSilent();
  }

  @Test
  void theGalleryShowsTheImagesThatAreAskedFor() {
    chromium.await("!document.getElementById('gallery').hidden");
    WebElement gallery = chromium.driver().findElement(By.id("gallery"));
    String random = gallery.findElement(By.tagName("table")).getText();

    gallery.findElement(By.cssSelector("[value='worst']")).click();

    String worst = gallery.findElement(By.tagName("table")).getText();
    assertThat(worst).isNotEqualTo(random).contains("original", "N = 64", "N = 512");
    assertThat(gallery.findElements(By.tagName("canvas"))).hasSize(6 + 4 * 2 * 6);
    gallery.findElement(By.name("difference")).click();
    assertThat(gallery.findElements(By.tagName("canvas"))).hasSize(6 + 4 * 6);
    gallery.findElement(By.name("class")).sendKeys("one");
    assertThat(gallery.findElement(By.cssSelector("canvas")).getAttribute("aria-label"))
        .startsWith("test image ")
        .endsWith(" one");
    chromium.assertSilent();
  }

  @Test
  void oneWidthsPixelsAndWeightsAreShownAtATime() {
    WebElement units = chromium.driver().findElement(By.id("units"));
    chromium.await("document.getElementById('decoder-weights').width === 16 * 4 - 1");
    assertThat(units.getText()).contains("N = 64: 0 dark pixels", "All 64 units.");

    units.findElement(By.cssSelector("[value='512']")).click();

    chromium.await("document.getElementById('weights-note').textContent === 'All 512 units.'");
    assertThat(units.getText())
        .contains("N = 512: ", " dark pixels")
        .doesNotContain("N = 64: 0 dark pixels");
    // 512 pictures of 3 × 3 with a line between them, 16 in a row.
    chromium.await("document.getElementById('decoder-weights').height === 32 * 4 - 1");
    assertThat(chromium.script("return document.getElementById('decoder-weights').width"))
        .isEqualTo(16 * 4 - 1L);
    chromium.assertSilent();
  }

  @Test
  void theOtherChartsAreDrawnAndTellTheirValues() {
    for (String chart : List.of("widths-chart", "classes-chart", "timings-chart")) {
      chromium.await("document.querySelector('#" + chart + " svg')");
    }
    WebElement widths = chromium.driver().findElement(By.id("widths-chart"));
    chromium.script("arguments[0].scrollIntoView({block: 'center'})", widths);
    new Actions(chromium.driver()).moveToElement(widths, 40 - 320, 0).perform();
    chromium.await("document.querySelector('#widths-chart').innerText.includes('paper: 0.0')");
    int hidden = Integer.parseInt(widths.getText().replaceAll("(?s).*N (\\d+)\\s.*", "$1"));
    assertThat(widths.getText())
        .contains(
            "measured: " + error(study.repeats(HiddenWidths.of(hidden)).orElseThrow().testError()));

    chromium.driver().findElement(By.name("widths-scale")).click();
    chromium.driver().findElement(By.name("classes-scale")).click();
    assertThat(chromium.driver().findElement(By.id("classes-chart")).getText())
        .contains("zero", "one", "a <b> & c", "N = 512");
    chromium.assertSilent();
  }

  @Test
  void everyLinkOfTheContentsLeadsToASection() {
    List<WebElement> links = chromium.driver().findElements(By.cssSelector("nav a"));

    assertThat(links).hasSizeGreaterThan(10);
    everyLinkOfTheContentsIsSeen();
  }

  private static void everyLinkOfTheContentsIsSeen() {
    for (WebElement link : chromium.driver().findElements(By.cssSelector("nav a"))) {
      String target = String.valueOf(link.getDomAttribute("href")).substring(1);
      assertThat(chromium.driver().findElement(By.id(target)).isDisplayed()).as(target).isTrue();
    }
  }

  @Test
  void theReportOfATableIsSilentAndFitsAnyWidth() throws IOException, InterruptedException {
    Dataset data = MadeUpTable.data(true);
    Path out = folder.resolve("table");
    StudyReport.write(MadeUpTable.study(data), TestRows.of(data), out, 1, Language.ENGLISH);

    chromium.open(out.resolve("report.html").toUri());
    for (String chart : List.of("learning-curves", "widths-chart", "classes-chart")) {
      chromium.await("document.querySelector('#" + chart + " svg')");
    }

    for (String section : List.of("columns", "rows", "levels", "errors", "figure-columns")) {
      assertThat(chromium.driver().findElement(By.id(section)).isDisplayed()).as(section).isTrue();
    }
    WebElement bar = chromium.driver().findElement(By.cssSelector("#columns td.bar"));
    assertThat(bar.getCssValue("background-size")).endsWith("% 100%").isNotEqualTo("0% 100%");
    everyLinkOfTheContentsIsSeen();
    chromium.dark(true);
    chromium.resize(390, 844);
    assertThat(chromium.script("return document.documentElement.scrollWidth")).isEqualTo(390L);
    chromium.assertSilent();
    chromium.dark(false);
  }

  @Test
  void aNarrowDarkPageFitsItsWidth() {
    chromium.dark(true);
    chromium.resize(390, 844);

    assertThat(chromium.script("return document.documentElement.scrollWidth")).isEqualTo(390L);
    chromium.assertSilent();
    chromium.dark(false);
  }
}
