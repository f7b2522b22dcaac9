package dev.telar.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.telar.data.Dataset;
import dev.telar.engine.Engine;
import dev.telar.live.LiveSite;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.run.CompletedRun;
import dev.telar.run.Execution;
import dev.telar.run.RunFolder;
import dev.telar.run.RunListener;
import dev.telar.run.RunProvenance;
import dev.telar.run.TrainingRun;
import dev.telar.study.TestRows;
import dev.telar.text.Language;
import dev.telar.train.CheckpointFolder;
import dev.telar.train.TrainingListener;
import dev.telar.train.TrainingPlan;
import dev.telar.web.Listening;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What open pages cost: trains the same epochs without the live page and with it and ten readers,
/// in turn, and prints the ratio of the times, its median and range over the rounds; and, because
/// that spreads by more than a page costs, how much of the machine's processors all took that
/// serves the page and reads it.
///
/// Arguments: a folder of images, a folder to write to, the width of the hidden layer, the epochs
/// of a turn, the rounds, and the readers: `streams` are ten connections in a process of its own
/// that read everything; `tabs` are ten tabs of Chromium, of which one is seen, against the same
/// browser with ten blank ones. The readers run on the same cores as the training, as a user's
/// browser does.
public final class LiveCost {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final int READERS = 10;
  private static final Pattern SERVING =
      Pattern.compile("^(HTTP|ForkJoinPool|VirtualThread|telar-live)");

  private final Dataset images;
  private final Path folder;
  private final int hidden;
  private final TrainingPlan plan;
  private final Readers readers;
  private int runs;

  private LiveCost(Dataset images, Path folder, int hidden, int epochs, Readers readers) {
    this.images = images;
    this.folder = folder;
    this.hidden = hidden;
    this.plan = TrainingPlan.asPrinted().withEpochs(epochs);
    this.readers = readers;
  }

  /// Who looks at the page.
  private enum Readers {
    STREAMS {
      @Override
      Process start(URI page, Path folder) throws IOException {
        Process reading =
            new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    LiveCost.class.getName(),
                    "read",
                    page.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        // It says when all of them are told news.
        int said = reading.getInputStream().read();
        if (said < 0) {
          throw new IOException("the readers have ended");
        }
        return reading;
      }
    },
    TABS {
      @Override
      Process start(URI page, Path folder) throws IOException, InterruptedException {
        Process browser =
            new ProcessBuilder(
                    "chromium",
                    "--headless=new",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--remote-debugging-port=" + DEBUGGING_PORT,
                    "--user-data-dir=" + folder.resolve("profile"),
                    page.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Thread.sleep(BROWSER_START);
        try (HttpClient client = HttpClient.newHttpClient()) {
          for (int tab = 1; tab < READERS; tab++) {
            var open = URI.create("http://127.0.0.1:" + DEBUGGING_PORT + "/json/new?" + page);
            var request = HttpRequest.newBuilder(open).PUT(BodyPublishers.noBody()).build();
            client.send(request, BodyHandlers.discarding());
          }
        }
        Thread.sleep(BROWSER_START);
        return browser;
      }
    };

    private static final int DEBUGGING_PORT = 9333;
    private static final Duration BROWSER_START = Duration.ofSeconds(4);

    /// Starts them, and returns when they read.
    abstract Process start(URI page, Path folder) throws IOException, InterruptedException;
  }

  private static void read(URI page) throws InterruptedException {
    var told = new CountDownLatch(READERS);
    for (int i = 0; i < READERS; i++) {
      Thread.ofPlatform().start(() -> read(page, told));
    }
    told.await();
    System.out.println("all are told news");
  }

  private static void read(URI page, CountDownLatch told) {
    try (var socket = new Socket(page.getHost(), page.getPort())) {
      String request =
          "GET /events HTTP/1.1\r\nHost: %s:%d\r\n\r\n".formatted(page.getHost(), page.getPort());
      socket.getOutputStream().write(request.getBytes(UTF_8));
      var lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
      boolean first = true;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (first && line.startsWith("data: ")) {
          told.countDown();
          first = false;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What came of a turn.
  ///
  /// @param readerSeconds of processor time that the readers took
  /// @param servingSeconds of processor time that this process took to serve them
  private record Turn(double seconds, double readerSeconds, double servingSeconds, String weights) {
    Turn withReaders(double reading, double serving) {
      return new Turn(seconds, reading, serving, weights);
    }
  }

  /// Measures and prints; or reads, in the readers' process.
  public static void main(String[] args) throws IOException, InterruptedException {
    if (args[0].equals("read")) {
      read(URI.create(args[1]));
      return;
    }
    var cost =
        new LiveCost(
            Dataset.load(Path.of(args[0])),
            Files.createDirectories(Path.of(args[1])),
            Integer.parseInt(args[2]),
            Integer.parseInt(args[3]),
            Readers.valueOf(args[5].toUpperCase(Locale.ROOT)));
    cost.compare(Integer.parseInt(args[4]));
  }

  private void compare(int rounds) throws IOException, InterruptedException {
    List<Double> ratios = new ArrayList<>();
    List<Double> reading = new ArrayList<>();
    List<Double> serving = new ArrayList<>();
    List<Double> seconds = new ArrayList<>();
    boolean same = true;
    // The first round does not count: code is compiled in it.
    for (int round = 0; round <= rounds; round++) {
      Turn[] turns = new Turn[2];
      for (int turn = 0; turn < 2; turn++) {
        int which = (turn + round) % 2;
        turns[which] = which == 0 ? trainPlain() : trainShown();
      }
      same &= turns[0].weights().equals(turns[1].weights());
      if (round > 0) {
        ratios.add(turns[1].seconds() / turns[0].seconds());
        double available = turns[1].seconds() * Runtime.getRuntime().availableProcessors();
        double read = turns[1].readerSeconds() - turns[0].readerSeconds();
        reading.add(100 * read / available);
        serving.add(100 * turns[1].servingSeconds() / available);
        seconds.add(turns[0].seconds() / plan.epochs());
      }
    }
    System.out.printf(
        "N = %d, with ten %s / without: %.4f of the time (%.4f to %.4f, %d rounds of %d epochs of %.2f s); of all processors' time serving took %.3f %% (%.3f to %.3f), reading %.3f %% (%.3f to %.3f); the same weights: %s%n",
        hidden,
        readers.name().toLowerCase(Locale.ROOT),
        median(ratios),
        Collections.min(ratios),
        Collections.max(ratios),
        rounds,
        plan.epochs(),
        median(seconds),
        median(serving),
        Collections.min(serving),
        Collections.max(serving),
        median(reading),
        Collections.min(reading),
        Collections.max(reading),
        same);
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip((values.size() - 1) / 2).findFirst().orElseThrow();
  }

  private Turn trainPlain() throws IOException, InterruptedException {
    Path root = next();
    return readers == Readers.TABS
        ? trainBeside(readers.start(URI.create("about:blank"), folder), root, new Quiet())
        : train(root, new Quiet());
  }

  /// Trains while somebody reads, and ends them.
  private Turn trainBeside(Process reading, Path root, RunListener listener)
      throws IOException, InterruptedException {
    try {
      double readBefore = seconds(reading);
      double servedBefore = servingSeconds();
      Turn turn = train(root, listener);
      return turn.withReaders(seconds(reading) - readBefore, servingSeconds() - servedBefore);
    } finally {
      reading.destroy();
      reading.waitFor();
    }
  }

  private Turn trainShown() throws IOException, InterruptedException {
    Path root = next();
    var anyPort = new Listening(InetAddress.ofLiteral("127.0.0.1"), OptionalInt.of(0));
    try (LiveSite site = LiveSite.open(anyPort, Language.ENGLISH)) {
      return site.show(
          root,
          TestRows.of(images),
          new Quiet(),
          listener -> trainBeside(readers.start(site.address(), folder), root, listener));
    }
  }

  /// The processor time of a process and those that it started.
  private static double seconds(Process process) {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants())
            .flatMap(p -> p.info().totalCpuDuration().stream())
            .mapToLong(Duration::toNanos)
            .sum()
        / NANOS_PER_SECOND;
  }

  /// The processor time of the threads that serve the page: the server's own, those that carry its
  /// virtual threads, and the one that reconstructs the pictures.
  private static double servingSeconds() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long nanos = 0;
    for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
      if (thread != null && SERVING.matcher(thread.getThreadName()).find()) {
        nanos += Math.max(0, threads.getThreadCpuTime(thread.getThreadId()));
      }
    }
    return nanos / NANOS_PER_SECOND;
  }

  private Path next() throws IOException {
    return Files.createDirectories(folder.resolve("run-" + runs++));
  }

  private Turn train(Path root, RunListener listener) throws IOException, InterruptedException {
    var start = Autoencoder.initialise(Architecture.relu(images.train().width(), hidden), 1);
    var execution =
        new Execution(
            Engine.Kind.AUTO,
            Runtime.getRuntime().availableProcessors(),
            CheckpointFolder.DEFAULT_INTERVAL);
    var provenance =
        new RunProvenance(
            images.name(),
            images.sha256(),
            Optional.empty(),
            RunProvenance.PYTORCH_DEFAULT,
            start.parameters().sha256(),
            "bench",
            RunProvenance.preparation(images));
    var run = TrainingRun.start(images, start, provenance, plan, execution);
    try (RunFolder kept = RunFolder.open(root)) {
      TrainingListener training = listener.started(run, root);
      long started = System.nanoTime();
      CompletedRun completed = kept.complete(run, training);
      double seconds = (System.nanoTime() - started) / NANOS_PER_SECOND;
      return new Turn(seconds, 0, 0, completed.result().weightsSha256());
    }
  }

  /// Nobody is told.
  private static final class Quiet implements RunListener {
    @Override
    public TrainingListener started(TrainingRun run, Path place) {
      return new TrainingListener() {};
    }

    @Override
    public void note(String line) {}
  }
}
