package dev.telar.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.telar.browser.Chromium;
import dev.telar.cli.Telar;
import dev.telar.cli.TinyImages;
import dev.telar.data.Dataset;
import dev.telar.engine.Engine;
import dev.telar.faults.CommandLineProcess;
import dev.telar.model.HiddenWidths;
import dev.telar.run.Execution;
import dev.telar.run.Recipe;
import dev.telar.run.RunListener;
import dev.telar.run.RunResult;
import dev.telar.study.Study;
import dev.telar.study.StudyPlan;
import dev.telar.study.TestRows;
import dev.telar.text.ErrorText;
import dev.telar.text.Language;
import dev.telar.web.Listening;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/// The live page of real trainings, in a real browser.
class LiveBrowserTest {
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
  private static final Execution EXECUTION =
      new Execution(Engine.Kind.AUTO, 1, Duration.ofHours(1));

  @TempDir static Path folder;

  private static Path data;
  private static Dataset images;
  private static Chromium chromium;

  @BeforeAll
  static void openABrowser() throws IOException {
    chromium = Chromium.start(folder.resolve("profile"));
    data = TinyImages.write(folder.resolve("tiny"));
    images = Dataset.load(data);
  }

  @AfterAll
  static void closeIt() {
    if (chromium != null) {
      chromium.close();
    }
  }

  private static Study begin(Path root) throws IOException {
    Recipe recipe =
        Recipe.named("as-printed")
            .with(Map.of("epochs", "4", "batch_size", "16", "validation_rows", "10"));
    return Study.begin(
        root,
        new StudyPlan(
            StudyPlan.FORMAT,
            recipe,
            List.of(HiddenWidths.of(3), HiddenWidths.of(6)),
            1,
            Optional.of(data.toString()),
            Map.of(),
            images.name(),
            images.sha256(),
            "telar study"));
  }

  /// A training on a thread of its own, which is shown.
  private static FutureTask<List<RunResult>> show(
      LiveSite site, Path root, Study study, RunListener other) {
    var task =
        new FutureTask<>(() -> {
          try (study;
              site) {
            return site.show(
                root,
                TestRows.of(images),
                other,
                listener -> study.train(images, EXECUTION, listener));
          }
        });
    Thread.ofPlatform().start(task);
    return task;
  }

  private static LiveSite site() throws IOException {
    return LiveSite.open(new Listening(LOOPBACK, OptionalInt.of(0)), Language.ENGLISH);
  }

  private static WebElement find(String css) {
    return chromium.driver().findElement(By.cssSelector(css));
  }

  private static void awaitText(String css, String text) {
    chromium.await("document.querySelector('%s')?.textContent.includes('%s')".formatted(css, text));
  }

  @Test
  void aTrainingIsFollowedToItsEnd() throws Exception {
    Path root = folder.resolve("followed");
    var gate = new Gate(2);
    LiveSite site = site();
    FutureTask<List<RunResult>> training = show(site, root, begin(root), gate);
    gate.reached.await();
    chromium.resize(1280, 900);
    chromium.open(site.address());
    awaitText("#models", "training, 1 of 4 epochs");
    awaitText("#pictures", "epoch 1");
    assertThat(find("#models").getText()).contains("N = 6", "waiting");
    awaitText("#settings", "batch size");
    chromium.await("echarts.getInstanceByDom(curves)?.getOption().xAxis[0].max === 4");
    awaitText("#curves", "mean image, test: 0.");

    gate.open.countDown();
    List<RunResult> results = training.get();
    awaitText("#state", "Done");

    List<WebElement> rows = find("#models tbody").findElements(By.tagName("tr"));
    for (int i = 0; i < results.size(); i++) {
      assertThat(rows.get(i).getText())
          .contains("done, 4 of 4 epochs")
          .endsWith(" " + ErrorText.of(results.get(i).testError()));
    }
    chromium.await("document.querySelectorAll('#pictures tr').length === 3");
    awaitText("#pictures tr:last-child", "epoch 4");
    assertThat(find("#connection").isDisplayed()).isFalse();
    assertThat(chromium.script("return echarts.getInstanceByDom(curves).getOption().series.length"))
        .isEqualTo(4L);
    linesLieAtTheirErrorsAndTheirLabelsApart();
    find("input[value='validation']").click();
    find("input[value='log']").click();
    assertThat(chromium.script("return echarts.getInstanceByDom(curves).getOption().series.length"))
        .isEqualTo(2L);
    chromium.resize(390, 844);
    assertThat(chromium.script("return document.documentElement.scrollWidth")).isEqualTo(390L);
    chromium.assertSilent();
  }

  /// Whatever the errors are: also such as two decimals do not tell apart.
  private static void linesLieAtTheirErrorsAndTheirLabelsApart() {
    assertThat(
            chromium.script(
                """
                const box = document.createElement('div');
                box.style = 'width: 300px; height: 400px';
                document.body.append(box);
                const lines = [0.0866, 0.0861, 0.00123].map((error, colour) => ({ error, colour, text: `test: ${error}` }));
                const series = [{ name: 'validation', colour: 0, points: [[1, 0.09, ''], [2, 0.08, '']] }];
                TelarCharts.curves(box, { series, lines, xName: '', yName: '', description: '' });
                const drawn = [...box.querySelectorAll('path[stroke-dasharray="8,5"]')]
                  .map((path) => Number(path.getAttribute('d').match(/^M\\S+ ([\\d.]+)L/)[1]));
                const tops = [...box.querySelectorAll('text')]
                  .filter((text) => text.textContent.includes('test: '))
                  .map((text) => text.getBoundingClientRect().top)
                  .sort((a, b) => a - b);
                const heights = lines.map(({ error }) => echarts.getInstanceByDom(box).convertToPixel({ yAxisIndex: 0 }, error));
                box.remove();
                return drawn.length === 3
                  && heights.every((height) => drawn.some((y) => Math.abs(y - height) <= 1))
                  && tops.length === 3
                  && tops.every((top, i) => i === 0 || top - tops[i - 1] > 12);
                """))
        .isEqualTo(true);
  }

  @Test
  void whatIsNotThereIsNotShown() throws Exception {
    Path plain = TinyImages.write(folder.resolve("plain"));
    for (String labels : List.of("train-labels-idx1-ubyte", "t10k-labels-idx1-ubyte")) {
      Files.delete(plain.resolve(labels));
    }
    Path root = folder.resolve("unlabelled");
    study(plain, root, "--hidden", 3, "--epochs", 1, "--validation-rows", 0);
    try (LiveSite site = site()) {
      var pictures = TestRows.of(Dataset.load(plain));
      var follower =
          Thread.ofPlatform()
              .start(() ->
                  assertThatThrownBy(() -> site.follow(root, pictures, _ -> {}))
                      .hasMessage("ended; the run was left as it is"));
      chromium.resize(1280, 900);
      awaitAnswer(site.address());
      chromium.open(site.address());
      awaitText("#state", "Done");
      awaitText("#settings", "validation rows");
      awaitText("#pictures", "image ");
      assertThat(find("#models").getText()).doesNotContain("validation");
      assertThat(find("#curves-controls").getText()).doesNotContain("validation");
      // One epoch stands in the middle.
      chromium.await("echarts.getInstanceByDom(curves)?.getOption().xAxis[0].max === 1.5");

      find("#pages a[href='explore']").click();
      awaitText("#shown-name", "Test image 0");
      assertThat(find("#class").isDisplayed()).isFalse();
      assertThat(find("#legend").isDisplayed()).isFalse();
      chromium.driver().navigate().back();
      awaitText("#state", "Done");
      find("#report").click();
      chromium.await("!document.getElementById('gallery').hidden");
      assertThat(find("#gallery-controls select").isDisplayed()).isFalse();
      chromium.assertSilent();
      follower.interrupt();
      follower.join();
    }
  }

  @Test
  void stoppingEndsItWithACheckpointFromWhichItResumes() throws Exception {
    Path root = folder.resolve("stopped");
    var gate = new Gate(2);
    LiveSite site = site();
    FutureTask<List<RunResult>> training = show(site, root, begin(root), gate);
    gate.reached.await();
    chromium.resize(1280, 900);
    chromium.open(site.address());
    chromium.await("!document.getElementById('stop').hidden");

    find("#stop").click();
    find("#confirm button[value='']").click();
    assertThat(training.isDone()).isFalse();
    find("#stop").click();
    find("#confirm button[value='stop']").click();

    assertThatThrownBy(training::get).hasRootCauseInstanceOf(InterruptedException.class);
    awaitText("#state", "telar study --resume " + root);
    assertThat(find("#stop").isDisplayed()).isFalse();
    assertThat(find("#models").getText()).contains("stopped, 2 of 4 epochs", "waiting");
    chromium.assertSilent();
    assertThat(weights(Study.resume(root))).isEqualTo(uninterrupted());
  }

  private static List<String> uninterrupted() throws Exception {
    Path root = folder.resolve("uninterrupted");
    return weights(begin(root));
  }

  private static List<String> weights(Study study) throws Exception {
    try (study) {
      return study.train(images, EXECUTION, new Gate(0)).stream()
          .map(RunResult::weightsSha256)
          .toList();
    }
  }

  @Test
  void anotherProcessIsFollowedAndStopped() throws Exception {
    Path root = folder.resolve("elsewhere");
    var trainer =
        CommandLineProcess.start(
            List.of(
                "train",
                "--data",
                "" + data,
                "--out",
                "" + root,
                "--hidden",
                "3",
                "--epochs",
                "900000",
                "--batch-size",
                "16",
                "--validation-rows",
                "10"),
            folder.resolve("trainer.log"));
    int port = freePort();
    List<String> live = List.of("live", "" + root, "--port", "" + port);
    while (!Files.exists(root.resolve("checkpoints"))) {
      Thread.sleep(20);
    }
    var page = URI.create("http://127.0.0.1:" + port + "/");
    CommandLineProcess viewer = startWhenItCan(live);
    chromium.resize(1280, 900);
    chromium.open(page);
    awaitText("#models", "training, ");
    chromium.complaints();

    viewer.kill();
    awaitText("#connection", "Trying again");
    viewer = startWhenItCan(live);
    chromium.await("document.getElementById('connection').hidden");
    awaitText("#models", "training, ");
    // That it was away is told by the browser itself.
    chromium.complaints();

    find("#stop").click();
    find("#confirm button[value='stop']").click();
    awaitText("#state", "telar train --resume " + root);
    assertThat(trainer.isAlive()).isFalse();
    assertThat(trainer.printed()).contains("telar train --resume " + root + " resumes it");
    awaitText("#models", "stopped, ");
    chromium.assertSilent();
    viewer.terminate();
  }

  @Test
  void aCompleteStudyLeadsToItsReportAndItsModels() throws Exception {
    Path root = folder.resolve("complete");
    study(
        data,
        root,
        "--hidden",
        "3,8-6",
        "--epochs",
        2,
        "--batch-size",
        16,
        "--validation-rows",
        10);
    try (LiveSite site = site()) {
      var follower =
          Thread.ofPlatform()
              .start(() ->
                  assertThatThrownBy(() -> site.follow(root, TestRows.of(images), _ -> {}))
                      .hasMessage("ended; the run was left as it is"));
      chromium.resize(1280, 900);
      awaitAnswer(site.address());
      chromium.open(site.address());
      awaitText("#state", "Done");
      chromium.await(
          "document.getElementById('curves').textContent.includes('PCA, code of 6, test')");

      find("#pages a[href='explore']").click();
      awaitText("#shown-name", "Test image 0");
      assertThat(find("#model").getText()).contains("N = 3", "N = 8-6");
      find("#model option:last-child").click();
      awaitText("#model-facts", "20 → 8 → 6 → 8 → 20, code relu");
      chromium.await("document.querySelectorAll('#units [role=option]').length === 6");
      chromium.driver().navigate().back();
      awaitText("#state", "Done");
      find("#report").click();
      awaitText("h1", "Autoencoders on ");
      chromium.await("!document.getElementById('gallery').hidden");
      chromium.assertSilent();
      follower.interrupt();
      follower.join();
    }
  }

  private static void study(Path data, Path root, Object... more) {
    List<Object> all = new ArrayList<>(List.of("study", "--data", data, "--out", root, "--quiet"));
    all.addAll(Arrays.asList(more));
    Telar study = Telar.run(all.toArray());
    assertThat(study.exitCode()).as(study.err()).isZero();
  }

  static void awaitAnswer(URI page) throws InterruptedException {
    while (true) {
      try (var client = HttpClient.newHttpClient()) {
        client.send(HttpRequest.newBuilder(page).build(), BodyHandlers.discarding());
        return;
      } catch (IOException e) {
        Thread.sleep(20);
      }
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, LOOPBACK)) {
      return socket.getLocalPort();
    }
  }

  /// A process that shows a run; it waits until its page can be had.
  private static CommandLineProcess startWhenItCan(List<String> args) throws Exception {
    Path log = Files.createTempFile(folder, "viewer", ".log");
    CommandLineProcess process = CommandLineProcess.start(args, log);
    while (process.isAlive() && !process.printed().contains("live page: ")) {
      Thread.sleep(20);
    }
    assertThat(process.printed()).contains("live page: ");
    return process;
  }
}
