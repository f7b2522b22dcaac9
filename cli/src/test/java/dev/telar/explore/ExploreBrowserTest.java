package dev.telar.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.telar.browser.Chromium;
import dev.telar.engine.Engine;
import dev.telar.study.ErrorText;
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

/// The page in a browser, held against what Java computes. One browser for all, because it takes a
/// second to start.
class ExploreBrowserTest {
  @TempDir Path folder;
  private LocalServer server;
  private ExploreApi api;
  private Explorer explorer;
  private Chromium chromium;

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
    switchesUnitsOffAndChangesThem();
    goesFromOnePictureToAnother();
    picksOnTheMap();
    drawsWithTheHandAndTheKeys();
    takesAnImageFile();
    showsThePictureThroughAnotherModel();
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

  private void switchesUnitsOffAndChangesThem() {
    float[] pixels = explorer.pixels(0);
    float[] code = explorer.code(0);

    element("units").findElements(By.cssSelector("[role=option]")).get(2).click();
    code[2] = 0;
    awaitError(code, pixels);
    assertGrey("reconstruction", explorer.decode(code));

    var keys = new Actions(chromium.driver());
    keys.sendKeys(" ").perform();
    awaitError(explorer.code(0), pixels);

    keys.sendKeys(Keys.HOME, " ", Keys.ARROW_RIGHT, " ").perform();
    float[] without = explorer.code(0);
    without[0] = 0;
    without[1] = 0;
    awaitError(without, pixels);

    choose("off-value", "mean");
    var units = explorer.measuring().survey().orElseThrow().units();
    without[0] = (float) units.get(0).mean();
    without[1] = (float) units.get(1).mean();
    awaitError(without, pixels);

    choose("off-value", "zero");
    click("reset-code");
    awaitError(explorer.code(0), pixels);
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
    awaitError(strongest, pixels);
    click("reset-code");
    awaitError(explorer.code(0), pixels);
  }

  private void goesFromOnePictureToAnother() {
    write("other-row", "4");
    var step = explorer.interpolate(explorer.pixels(0), explorer.pixels(4), List.of(0.5f)).get(0);
    awaitGrey("between-decoded", floats(step.decoded()));
    assertGrey("between-blended", floats(step.blended()));
    assertThat(label("between-to")).isEqualTo("The other picture: Test image 4: middle");
    var strip = chromium.driver().findElements(By.cssSelector("#strip-decoded canvas"));
    assertThat(strip).hasSize(9);

    element("position").sendKeys(Keys.END);
    awaitGrey("between-decoded", explorer.reconstruct(explorer.pixels(4)));
    assertGrey("between-blended", explorer.pixels(4));
  }

  private void picksOnTheMap() {
    CodeMap map = explorer.measuring().map().orElseThrow();
    int leftmost = 0;
    for (int row = 1; row < map.rows(); row++) {
      leftmost = map.x(row) < map.x(leftmost) ? row : leftmost;
    }
    List<?> place =
        (List<?>)
            Objects.requireNonNull(
                chromium.script(
                    """
                    const canvas = document.getElementById('map');
                    canvas.scrollIntoView({block: 'center'});
                    const box = canvas.getBoundingClientRect();
                    const y = arguments[0];
                    return [Math.round(box.left + 1 + canvas.clientWidth * 0.04),
                        Math.round(box.top + 1 + canvas.clientHeight * (0.5 + (0.5 - y) * 0.92))]
                    """,
                    heightOf(map, leftmost)));
    var actions = new Actions(chromium.driver());
    int x = ((Number) place.get(0)).intValue();
    int y = ((Number) place.get(1)).intValue();
    actions.moveToLocation(x, y).perform();
    chromium.await(
        "document.querySelector('#map-tip span').textContent.startsWith('No. %d\\n')"
            .formatted(leftmost));
    actions.click().perform();
    chromium.await(
        "document.getElementById('shown-name').textContent.startsWith('Test image %d:')"
            .formatted(leftmost));
    assertShown(leftmost);

    actions.sendKeys("+", "+", Keys.ARROW_LEFT, "0", Keys.ENTER).perform();
    click("map-thumbnails");
    chromium.assertSilent();
  }

  /// Between 0 at the bottom and 1 at the top.
  private static double heightOf(CodeMap map, int row) {
    float bottom = map.y(0);
    float top = map.y(0);
    for (int other = 1; other < map.rows(); other++) {
      bottom = Math.min(bottom, map.y(other));
      top = Math.max(top, map.y(other));
    }
    return (map.y(row) - (double) bottom) / (top - (double) bottom);
  }

  private void drawsWithTheHandAndTheKeys() {
    var actions = new Actions(chromium.driver());
    WebElement sketch = element("sketch");
    actions.moveToElement(sketch, 0, -60).clickAndHold().moveByOffset(0, 120).release().perform();
    awaitName("Your own picture");
    awaitReconstructionOfOriginal();
    assertThat(sum("original")).isGreaterThan(0);

    int before = sum("original");
    sketch.sendKeys(Keys.ARROW_LEFT, Keys.ARROW_LEFT, " ");
    chromium.await(SUM.formatted("original") + " > " + before);
    awaitReconstructionOfOriginal();
    click("own-clear");
    chromium.await(SUM.formatted("original") + " === 0");
    float[] black = new float[TinyModels.PIXELS];
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
    awaitGrey("original", white);
    awaitError(explorer.code(white), white);
    click("own-invert");
    awaitGrey("original", new float[TinyModels.PIXELS]);

    element("own-file").sendKeys(text.toAbsolutePath().toString());
    chromium.await(
        "document.getElementById('own-alert').textContent ==="
            + " 'letter.txt is not an image that this browser can read.'");
    assertThat(element("shown-name").getText()).isEqualTo("Your own picture");
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
      awaitGrey("reconstruction", wider.reconstruct(wider.pixels(3)));
    }
    chromium.await("document.querySelector('#status').textContent === ''");
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

  private void assertShown(int row) {
    float[] pixels = explorer.pixels(row);
    awaitGrey("original", pixels);
    assertGrey("reconstruction", explorer.reconstruct(pixels));
    awaitError(explorer.code(row), pixels);
  }

  private void awaitError(float[] code, float[] pixels) {
    String error = ErrorText.of(explorer.error(explorer.decode(code), pixels));
    chromium.await("document.getElementById('error').textContent === '%s'".formatted(error));
  }

  /// What the decoder makes of whatever is on the canvas.
  private void awaitReconstructionOfOriginal() {
    float[] pixels = new float[TinyModels.PIXELS];
    List<?> bytes = bytes("original");
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = ((Number) Objects.requireNonNull(bytes.get(i))).floatValue() / 255;
    }
    float[] expected = explorer.reconstruct(pixels);
    List<?> drawn = bytes("reconstruction");
    for (int i = 0; i < expected.length; i++) {
      // The canvas holds bytes of the drawing, which itself is finer.
      assertThat(((Number) Objects.requireNonNull(drawn.get(i))).intValue())
          .isCloseTo(grey(expected[i]), within(3));
    }
  }

  private static final String BYTES =
      """
      (() => { const c = document.getElementById('%s');
        const copy = document.createElement('canvas');
        copy.width = c.width; copy.height = c.height;
        copy.getContext('2d').drawImage(c, 0, 0);
        const d = copy.getContext('2d').getImageData(0, 0, c.width, c.height).data;
        return Array.from({length: c.width * c.height}, (_, i) => d[4 * i]); })()\
      """;

  private static final String SUM = BYTES.replace("\n", " ") + ".reduce((a, b) => a + b, 0)";

  private List<?> bytes(String canvas) {
    return (List<?>) Objects.requireNonNull(chromium.script("return " + BYTES.formatted(canvas)));
  }

  private int sum(String canvas) {
    return ((Number) Objects.requireNonNull(chromium.script("return " + SUM.formatted(canvas))))
        .intValue();
  }

  private static int grey(float value) {
    return (int) Math.floor(255 * Math.clamp((double) value, 0, 1) + 0.5);
  }

  private static List<Long> greys(float[] values) {
    Long[] out = new Long[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (long) grey(values[i]);
    }
    return List.of(out);
  }

  private void assertGrey(String canvas, float[] values) {
    assertThat(bytes(canvas)).as(canvas).isEqualTo(greys(values));
  }

  private void awaitGrey(String canvas, float[] values) {
    chromium.await(
        "JSON.stringify(%s) === '%s'"
            .formatted(BYTES.formatted(canvas), greys(values).toString().replace(" ", "")));
  }

  private static float[] floats(List<Float> values) {
    float[] out = new float[values.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = values.get(i);
    }
    return out;
  }
}
