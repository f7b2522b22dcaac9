package dev.telar.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/// A real browser for tests: Chromium without a window, driven by chromedriver. It has a profile of
/// its own and keeps a log of what the page complains about.
public final class Chromium implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration POLL = Duration.ofMillis(20);

  /// Warns at each start that Selenium has no classes for this Chromium's DevTools, of which the
  /// tests use none. Kept here, because a logger that nobody holds forgets its level.
  private static final Logger SILENCED =
      Logger.getLogger("org.openqa.selenium.devtools.CdpVersionFinder");

  private static final List<String> BROWSERS = List.of("chromium", "google-chrome", "chrome");

  private final ChromeDriver driver;

  private Chromium(ChromeDriver driver) {
    this.driver = driver;
  }

  /// Starts one with a window of 1280 × 900; skips the test, with a message, on a machine that has
  /// none.
  public static Chromium start(Path profile) {
    Optional<Path> browser = BROWSERS.stream().flatMap(name -> find(name).stream()).findFirst();
    Optional<Path> chromedriver = find("chromedriver");
    Assumptions.assumeTrue(
        browser.isPresent() && chromedriver.isPresent(),
        "there is no Chromium to test in (Debian: chromium and chromium-driver)");
    var options = new ChromeOptions();
    options.setBinary(browser.orElseThrow().toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
        "--hide-scrollbars",
        "--user-data-dir=" + profile.toAbsolutePath());
    SILENCED.setLevel(Level.SEVERE);
    var logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    var service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(chromedriver.orElseThrow().toFile())
            .build();
    var chromium = new Chromium(new ChromeDriver(service, options));
    chromium.resize(1280, 900);
    return chromium;
  }

  private static Optional<Path> find(String program) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.of(path.split(":", -1))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /// The driver, for whatever a test wants.
  public ChromeDriver driver() {
    return driver;
  }

  /// Opens a page.
  public void open(URI page) {
    driver.get(page.toString());
  }

  /// Gives the page a size in pixels, also one that a window could not have.
  public void resize(int width, int height) {
    driver.manage().window().setSize(new Dimension(width, height));
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /// Shows the page as on a dark screen, or as on a light one.
  public void dark(boolean dark) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
  }

  /// What a script returns; it runs in the page.
  public @Nullable Object script(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /// Waits until a script's expression is true.
  public void await(String expression) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!Boolean.TRUE.equals(script("return !!(" + expression + ")"))) {
      assertThat(System.nanoTime())
          .as(() -> "waited for %s; the console says %s".formatted(expression, complaints()))
          .isLessThan(deadline);
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  /// Everything that the page wrote to the console since the last call, a line each.
  public List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::toString)
        .toList();
  }

  /// Fails if the page wrote anything to the console since [#complaints] was last called.
  public void assertSilent() {
    assertThat(complaints()).as("the console").isEmpty();
  }

  /// Keeps a picture of the window's content.
  public void screenshot(Path png) throws IOException {
    Files.write(png, driver.getScreenshotAs(OutputType.BYTES));
  }

  /// Ends the browser.
  @Override
  public void close() {
    driver.quit();
  }
}
