package dev.telar.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.browser.Chromium;
import dev.telar.engine.Engine;
import dev.telar.text.ErrorText;
import dev.telar.text.Language;
import dev.telar.web.Listening;
import dev.telar.web.LocalServer;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/// The page that explores a model of a table in a browser, compared with what Java computes.
class ExploreTableBrowserTest {
  @TempDir private Path folder;
  private TableModels models;
  private LocalServer server;
  private ExploreApi api;
  private Explorer explorer;
  private TableForm form;
  private Chromium chromium;

  @BeforeEach
  void open() throws IOException, InterruptedException {
    models = TableModels.trained(folder);
    api = new ExploreApi(models.run(), models.tested(), Engine.Kind.REFERENCE);
    server = LocalServer.open(new Listening(InetAddress.ofLiteral("127.0.0.1"), OptionalInt.of(0)));
    ExploreSite.serve(server, api, Language.ENGLISH);
    server.start();
    explorer =
        Explorer.open(
            new ModelCatalog(models.run()).model("trained"),
            models.tested(),
            Engine.Kind.REFERENCE);
    explorer.measuring().await();
    form = new TableForm(models.rows());
    chromium = Chromium.start(folder.resolve("profile"));
    chromium.resize(1280, 900);
    chromium.open(server.address().resolve("explore"));
    chromium.await("document.querySelector('#map-explained').textContent !== ''");
    chromium.await("document.querySelector('#status').textContent === ''");
  }

  @AfterEach
  void close() {
    chromium.close();
    explorer.close();
    server.close();
    api.close();
  }

  @Test
  void showsWhatTelarComputesWhateverIsDone() {
    picksRows();
    changesCells();
    switchesUnitsOff();
    goesToAnotherRow();
    choosesANearRow();
    knowsNoImagesAndFitsANarrowScreen();
  }

  private void picksRows() {
    awaitError(explorer.code(0), form.cells(0));
    write("row", "7");
    awaitName("Test row 7:");
    awaitError(explorer.code(7), form.cells(7));
    element("order").findElement(By.cssSelector("option[value='worst']")).click();
    int worst = explorer.measuring().survey().orElseThrow().errors().worst(1).getFirst();
    awaitName("Test row " + worst + ":");
    assertThat(element("standing").getText()).startsWith("greater than that of ");
    assertThat(chromium.driver().findElements(By.cssSelector("#distribution .current"))).hasSize(1);
    element("order").findElement(By.cssSelector("option[value='number']")).click();
    awaitName("Test row 0:");
  }

  private void changesCells() {
    double[] cells = form.cells(0);
    WebElement warmth = labelled("warmth");
    warmth.clear();
    warmth.sendKeys("31.5");
    cells[2] = 31.5;
    awaitCells(cells);
    awaitName("Test row 0: ");
    assertThat(element("shown-name").getText()).endsWith(", changed");

    labelled("room").findElement(By.cssSelector("option[value='1']")).click();
    cells[1] = 1;
    awaitCells(cells);
    labelled("fan").findElement(By.cssSelector("option[value='0']")).click();
    cells[4] = 0;
    awaitCells(cells);
    labelled("damp is missing").click();
    cells[3] = Double.isNaN(cells[3]) ? 0 : Double.NaN;
    assertThat(cells[3]).isNaN();
    awaitCells(cells);
    assertThat(labelled("damp").isEnabled()).isFalse();
    labelled("damp is missing").click();
    cells[3] = form.cells(0)[3];
    awaitCells(cells);

    chromium.script(
        """
        const slider = document.querySelector('[aria-label="warmth, slider"]');
        slider.value = slider.max;
        slider.dispatchEvent(new Event('input'));
        const date = document.querySelector('[aria-label="when"]');
        date.value = '2026-03-05T06:30:15';
        date.dispatchEvent(new Event('input'));
        """);
    cells[2] = form.columns().get(2).most().orElseThrow();
    cells[0] = 1_772_692_215_000_000.0;
    awaitCells(cells);

    element("cells-sort").findElement(By.cssSelector("option[value='error']")).click();
    element("cells-reset").click();
    chromium.await("document.getElementById('shown-name').textContent.indexOf('changed') < 0");
    awaitCells(form.cells(0));
  }

  private void switchesUnitsOff() {
    float[] code = explorer.code(0);
    element("units").findElements(By.cssSelector("[role=option]")).get(1).click();
    code[1] = 0;
    awaitError(code, form.cells(0));
    element("reset-code").click();
    awaitError(explorer.code(0), form.cells(0));
  }

  private void goesToAnotherRow() {
    write("other-row", "3");
    element("position").sendKeys(Keys.END);
    String expected =
        form.shown(form.cells(3), explorer.reconstruct(explorer.pixels(3))).get(2).expected();
    chromium.await(
        "document.querySelector('#between tbody tr:nth-child(3) td:nth-child(3)')?.textContent === '%s'"
            .formatted(expected));
  }

  private void choosesANearRow() {
    chromium.await("document.querySelectorAll('#nearest tbody tr').length === 7");
    WebElement button = chromium.driver().findElement(By.cssSelector("#nearest tbody button"));
    String name = button.getText();
    button.click();
    awaitName(name);
  }

  private void knowsNoImagesAndFitsANarrowScreen() {
    assertThat(chromium.driver().findElement(By.tagName("main")).getText().toLowerCase(Locale.ROOT))
        .doesNotContain("image", "pixel", "picture");
    chromium.resize(360, 800);
    assertThat(chromium.script("return document.documentElement.scrollWidth")).isEqualTo(360L);
    chromium.assertSilent();
  }

  private WebElement element(String id) {
    return chromium.driver().findElement(By.id(id));
  }

  private WebElement labelled(String label) {
    return chromium.driver().findElement(By.cssSelector("[aria-label='" + label + "']"));
  }

  private void write(String id, String text) {
    WebElement field = element(id);
    field.clear();
    field.sendKeys(text, Keys.TAB);
  }

  private void awaitName(String name) {
    chromium.await(
        "document.getElementById('shown-name').textContent.startsWith('%s')".formatted(name));
  }

  private void awaitCells(double[] cells) {
    awaitError(explorer.code(form.encode(cells)), cells);
  }

  private void awaitError(float[] code, double[] cells) {
    double error =
        explorer.error(explorer.decode(code), form.encode(cells), form.lossWeights(cells));
    chromium.await(
        "document.getElementById('error').textContent === '%s'".formatted(ErrorText.of(error)));
  }
}
