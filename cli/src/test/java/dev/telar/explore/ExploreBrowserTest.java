package dev.telar.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.telar.browser.Chromium;
import dev.telar.engine.Engine;
import dev.telar.text.ErrorText;
import dev.telar.text.Language;
import dev.telar.web.Listening;
import dev.telar.web.LocalServer;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/// The page in a browser, compared with what Java computes. One browser for all, because it takes a
/// second to start.
class ExploreBrowserTest {
  @TempDir Path folder;
  private LocalServer server;
  private ExploreApi api;
  private Explorer explorer;
  private Chromium chromium;
  private ShownPixels pixels;

  @BeforeEach
  void open() throws IOException, InterruptedException {
    TinyModels.run(folder.resolve("study/n4"), 4, 1);
    TinyModels.run(folder.resolve("study/n6"), 6, 1);
    api = new ExploreApi(folder.resolve("study"), TinyModels.pictures(), Engine.Kind.REFERENCE);
    var anyPort = new Listening(InetAddress.ofLiteral("127.0.0.1"), OptionalInt.of(0));
    server = LocalServer.open(anyPort);
    ExploreSite.serve(server, api, Language.ENGLISH);
    server.start();
    explorer =
        Explorer.open(TinyModels.components(4), TinyModels.pictures(), Engine.Kind.REFERENCE);
    explorer.measuring().await();
    chromium = Chromium.start(folder.resolve("profile"));
    chromium.resize(1280, 900);
    pixels = new ShownPixels(chromium);
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
  void showsWhatTelarComputesWhateverIsDone() throws IOException {
    picksImages();
    switchesUnitsOff();
    dragsAUnitAndSlidesIt();
    goesFromOnePictureToAnother();
    picksOnTheMap();
    drawsWithTheHandAndTheKeys();
    takesAnImageFile();
    takesADroppedFile();
    showsThePictureThroughAnotherModel();
    fitsANarrowScreen();
    saysWhenTelarIsGone();
  }

  private void picksImages() {
    assertShown(0);
    write("row", "7");
    awaitName("Test image 7: middle");
    assertShown(7);

    choose("class", "2");
    awaitName("Test image 2: right");
    click("next");
    awaitName("Test image 5: right");
    choose("order", "worst");
    int worst =
        explorer.measuring().survey().orElseThrow().errors().worst(TinyModels.ROWS).stream()
            .filter(row -> row % 3 == 2)
            .findFirst()
            .orElseThrow();
    awaitName("Test image " + worst + ": right");
    assertShown(worst);

    write("row", "60");
    assertThat(element("row").getDomAttribute("aria-invalid")).isEqualTo("true");
    awaitName("Test image " + worst + ": right");
    choose("order", "number");
    choose("class", "");
    awaitName("Test image 0: left");
  }

  private void switchesUnitsOff() {
    float[] image = explorer.pixels(0);
    float[] code = explorer.code(0);

    element("units").findElements(By.cssSelector("[role=option]")).get(2).click();
    code[2] = 0;
    awaitError(code, image);
    pixels.assertGrey("reconstruction", explorer.decode(code));

    var keys = new Actions(chromium.driver());
    keys.sendKeys(" ").perform();
    awaitError(explorer.code(0), image);

    keys.sendKeys(Keys.HOME, " ", Keys.ARROW_RIGHT, " ").perform();
    float[] without = explorer.code(0);
    without[0] = 0;
    without[1] = 0;
    awaitError(without, image);

    choose("off-value", "mean");
    var units = explorer.measuring().survey().orElseThrow().units();
    without[0] = (float) units.get(0).mean();
    without[1] = (float) units.get(1).mean();
    awaitError(without, image);

    choose("off-value", "zero");
    click("reset-code");
    awaitError(explorer.code(0), image);
    write("strongest", "1");
    click("keep-strongest");
    float[] strongest = explorer.code(0);
    int kept = 0;
    for (int unit = 1; unit < strongest.length; unit++) {
      kept = Math.abs(strongest[unit]) > Math.abs(strongest[kept]) ? unit : kept;
    }
    for (int unit = 0; unit < strongest.length; unit++) {
      strongest[unit] = unit == kept ? strongest[unit] : 0;
    }
    awaitError(strongest, image);
    click("reset-code");
    awaitError(explorer.code(0), image);
  }

  private void dragsAUnitAndSlidesIt() {
    float[] image = explorer.pixels(0);
    float[] code = explorer.code(0);
    WebElement bar = element("units").findElements(By.cssSelector("[role=option]")).get(1);
    double height = number(bar, "clientHeight");
    new Actions(chromium.driver()).dragAndDropBy(bar, 0, -20).perform();
    double low = 0;
    double high = 0;
    for (float value : code) {
      low = Math.min(low, asWritten(value));
      high = Math.max(high, asWritten(value));
    }
    code[1] = (float) (asWritten(code[1]) + 20 * ((high - low) / (2 * height)));
    awaitError(code, image);
    pixels.assertGrey("reconstruction", explorer.decode(code));

    element("unit-value").sendKeys(Keys.END);
    for (var unit : explorer.measuring().survey().orElseThrow().units()) {
      code[1] = Math.max(code[1], unit.greatest());
    }
    awaitError(code, image);
    click("unit-original");
    awaitError(explorer.code(0), image);
  }

  /// The number that a script reads.
  private static double asWritten(float value) {
    return Double.parseDouble(Float.toString(value));
  }

  private void goesFromOnePictureToAnother() {
    write("other-row", "4");
    var step = explorer.interpolate(explorer.pixels(0), explorer.pixels(4), List.of(0.5f)).get(0);
    pixels.awaitGrey("between-decoded", floats(step.decoded()));
    pixels.assertGrey("between-blended", floats(step.blended()));
    assertThat(label("between-to")).isEqualTo("The other picture: Test image 4: middle");
    var strip = chromium.driver().findElements(By.cssSelector("#strip-decoded canvas"));
    assertThat(strip).hasSize(9);

    element("position").sendKeys(Keys.END);
    pixels.awaitGrey("between-decoded", explorer.reconstruct(explorer.pixels(4)));
    pixels.assertGrey("between-blended", explorer.pixels(4));
  }

  private void picksOnTheMap() {
    WebElement canvas = element("map");
    var places =
        new MapPlaces(
            explorer.measuring().map().orElseThrow(),
            number(canvas, "clientWidth"),
            number(canvas, "clientHeight"));
    int leftmost = places.leftmost();
    var actions = new Actions(chromium.driver());

    chromium.script("document.getElementById('map').scrollIntoView({block: 'center'})");
    actions
        .moveToElement(
            canvas,
            (int) Math.round(places.x(leftmost) - places.width() / 2.0),
            (int) Math.round(places.y(leftmost) - places.height() / 2.0))
        .perform();
    awaitTip(leftmost);
    actions.click().perform();
    awaitRow(leftmost);
    assertShown(leftmost);

    actions.sendKeys("+", "-", Keys.ARROW_LEFT, "0").perform();
    awaitTip(places.nearestToTheMiddle());
    actions.sendKeys(Keys.ENTER).perform();
    awaitRow(places.nearestToTheMiddle());
    click("map-thumbnails");
    chromium.assertSilent();
  }

  private void awaitTip(int row) {
    chromium.await(
        "document.querySelector('#map-tip span').textContent.startsWith('No. %d\\n')"
            .formatted(row));
  }

  private static int number(WebElement element, String property) {
    return Integer.parseInt(Objects.requireNonNull(element.getDomProperty(property)));
  }

  private void drawsWithTheHandAndTheKeys() {
    var actions = new Actions(chromium.driver());
    WebElement sketch = element("sketch");
    actions.moveToElement(sketch, 0, -60).clickAndHold().moveByOffset(0, 120).release().perform();
    awaitName("Your own picture");
    assertReconstructionOfOriginal();
    int before = pixels.sum("original");
    assertThat(before).isGreaterThan(0);

    sketch.sendKeys(Keys.ARROW_LEFT, Keys.ARROW_LEFT, " ");
    pixels.awaitSumAbove("original", before);
    assertReconstructionOfOriginal();
    click("own-clear");
    float[] black = new float[TinyModels.PIXELS];
    pixels.awaitGrey("original", black);
    awaitError(explorer.code(black), black);
  }

  private void takesAnImageFile() throws IOException {
    Path file = folder.resolve("white.png");
    ImageIO.write(white(), "png", file.toFile());
    Path text = folder.resolve("letter.txt");
    Files.writeString(text, "no picture");
    float[] white = new float[TinyModels.PIXELS];
    Arrays.fill(white, 1);

    element("own-file").sendKeys(file.toAbsolutePath().toString());
    pixels.awaitGrey("original", white);
    awaitError(explorer.code(white), white);
    click("own-invert");
    pixels.awaitGrey("original", new float[TinyModels.PIXELS]);

    element("own-file").sendKeys(text.toAbsolutePath().toString());
    chromium.await(
        "document.getElementById('own-alert').textContent ==="
            + " 'letter.txt is not an image that this browser can read.'");
    assertThat(element("shown-name").getText()).isEqualTo("Your own picture");
  }

  private void takesADroppedFile() {
    chromium.script(
        """
        const canvas = document.createElement('canvas');
        canvas.width = 10;
        canvas.height = 12;
        canvas.getContext('2d').fillRect(0, 0, 10, 12);
        canvas.toBlob((blob) => {
          const dropped = new DataTransfer();
          dropped.items.add(new File([blob], 'black.png'));
          document.getElementById('own').dispatchEvent(
              new DragEvent('drop', {dataTransfer: dropped, bubbles: true, cancelable: true}));
        });
        """);
    float[] white = new float[TinyModels.PIXELS];
    Arrays.fill(white, 1);

    // Black, which is still inverted.
    pixels.awaitGrey("original", white);
    assertThat(element("own-alert").getText()).isEmpty();
  }

  private static BufferedImage white() {
    var image = new BufferedImage(100, 120, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        image.setRGB(x, y, 0xffffff);
      }
    }
    return image;
  }

  private void showsThePictureThroughAnotherModel() {
    write("row", "3");
    awaitName("Test image 3: left");
    choose("model", "n6");
    chromium.await("document.querySelectorAll('#units [role=option]').length === 6");
    try (var wider =
        Explorer.open(TinyModels.components(6), TinyModels.pictures(), Engine.Kind.REFERENCE)) {
      pixels.awaitGrey("reconstruction", wider.reconstruct(wider.pixels(3)));
    }
    chromium.await("document.querySelector('#status').textContent === ''");
    chromium.assertSilent();
  }

  private void fitsANarrowScreen() {
    chromium.resize(390, 844);
    assertThat(chromium.script("return document.documentElement.scrollWidth")).isEqualTo(390L);
    chromium.assertSilent();
  }

  private void saysWhenTelarIsGone() {
    server.close();
    click("next");
    chromium.await(
        "document.getElementById('alert').textContent ==="
            + " 'Telar does not answer. Is it still running?'");
  }

  private WebElement element(String id) {
    return chromium.driver().findElement(By.id(id));
  }

  private void click(String id) {
    element(id).click();
  }

  private String label(String id) {
    return String.valueOf(element(id).getDomAttribute("aria-label"));
  }

  private void write(String id, String text) {
    WebElement field = element(id);
    field.clear();
    field.sendKeys(text, Keys.TAB);
  }

  private void choose(String id, String value) {
    element(id).findElement(By.cssSelector("option[value='" + value + "']")).click();
  }

  private void awaitName(String name) {
    chromium.await("document.getElementById('shown-name').textContent === '%s'".formatted(name));
  }

  private void awaitRow(int row) {
    chromium.await(
        "document.getElementById('shown-name').textContent.startsWith('Test image %d:')"
            .formatted(row));
  }

  private void assertShown(int row) {
    float[] image = explorer.pixels(row);
    pixels.awaitGrey("original", image);
    pixels.assertGrey("reconstruction", explorer.reconstruct(image));
    awaitError(explorer.code(row), image);
  }

  private void awaitError(float[] code, float[] image) {
    String error = ErrorText.of(explorer.error(explorer.decode(code), image));
    chromium.await("document.getElementById('error').textContent === '%s'".formatted(error));
  }

  /// What is on the canvas, decoded. The canvas holds bytes of the drawing, which itself is finer.
  private void assertReconstructionOfOriginal() {
    List<List<Integer>> shown = pixels.of("original", "reconstruction");
    float[] image = new float[TinyModels.PIXELS];
    for (int i = 0; i < image.length; i++) {
      image[i] = shown.getFirst().get(i) / 255f;
    }
    float[] expected = explorer.reconstruct(image);
    for (int i = 0; i < expected.length; i++) {
      assertThat(shown.getLast().get(i)).isCloseTo(ShownPixels.grey(expected[i]), within(3));
    }
  }

  private static float[] floats(List<Float> values) {
    float[] out = new float[values.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = values.get(i);
    }
    return out;
  }
}
