package dev.telar.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class FashionMnistSourceTest {
  // Long enough for a busy machine to answer within it.
  private static final Duration SILENCE = Duration.ofMillis(1500);

  @TempDir Path folder;
  private final RecordingProgress progress = new RecordingProgress();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch testIsOver = new CountDownLatch(1);
  private HttpServer server;
  private Path cache;
  private Path installed;

  /// What a server does with a request for one of the files.
  private interface Answer {
    void to(HttpExchange exchange, byte[] gzip) throws Exception;
  }

  private static final Answer GOOD = FashionMnistSourceTest::send;

  @BeforeEach
  void startServer() throws IOException {
    cache = folder.resolve("caches/shapes");
    installed = folder.resolve("installed");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stopServer() {
    testIsOver.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void filesAreDownloadedIntoTheCache() throws Exception {
    Path found = source("no-apt-get", serve("a", GOOD)).fetch(progress);

    assertThat(found).isEqualTo(cache);
    assertCacheIsWhole();
    assertThat(progress.finished).containsExactly(Shapes.IMAGES, Shapes.LABELS);
  }

  @Test
  void aWholeCacheIsUsedWithoutAnySource() throws Exception {
    Shapes.writeTo(cache);

    assertThat(source("no-apt-get").fetch(progress)).isEqualTo(cache);
    assertThat(progress.messages).isEmpty();
  }

  @Test
  void anInstalledPackageIsUsedInPlace() throws Exception {
    Shapes.writeTo(installed);

    assertThat(source("no-apt-get").fetch(progress)).isEqualTo(installed);
    assertThat(cache).doesNotExist();
  }

  @Test
  void redirectsAreFollowed() throws Exception {
    serve("b", GOOD);
    URI moved =
        serve(
            "a",
            (exchange, _) -> {
              String path = exchange.getRequestURI().getPath();
              exchange.getResponseHeaders().set("Location", path.replace("/a/", "/b/"));
              exchange.sendResponseHeaders(302, -1);
            });

    source("no-apt-get", moved).fetch(progress);

    assertCacheIsWhole();
  }

  @Test
  void aWrongFileIsNamedAndLeftForTheNextSource() throws Exception {
    byte[] wrong = Shapes.bytes(Shapes.IMAGES).clone();
    wrong[7] ^= 1;
    assertNextSourceIsTried(
        (exchange, _) -> send(exchange, Shapes.gzip(wrong)),
        "train-images-idx3-ubyte.gz: has SHA-256 ");
  }

  @Test
  void aPageInPlaceOfTheFileIsLeftForTheNextSource() throws Exception {
    assertNextSourceIsTried(
        (exchange, _) -> send(exchange, "<html>log in</html>".getBytes(UTF_8)),
        "ends after 19 bytes; train-images-idx3-ubyte has 200000");
  }

  @Test
  void aCutFileIsLeftForTheNextSource() throws Exception {
    assertNextSourceIsTried(
        (exchange, gzip) -> send(exchange, Arrays.copyOf(gzip, gzip.length / 2)),
        "the gzip data are cut off here");
  }

  @Test
  void aBrokenConnectionIsLeftForTheNextSource() throws Exception {
    assertNextSourceIsTried(
        (exchange, gzip) -> {
          exchange.sendResponseHeaders(200, gzip.length);
          exchange.getResponseBody().write(gzip, 0, gzip.length / 2);
          exchange.getResponseBody().flush();
          exchange.close();
        },
        "/a/: ");
  }

  @Test
  void anEndlessFileIsLeftForTheNextSource() throws Exception {
    byte[] endless = Shapes.gzip(new byte[1 << 24]);
    assertNextSourceIsTried(
        (exchange, _) -> send(exchange, endless),
        "goes on after the 200000 bytes that train-images-idx3-ubyte has");
  }

  @Test
  void anAbsentFileIsLeftForTheNextSource() throws Exception {
    assertNextSourceIsTried(
        (exchange, _) -> exchange.sendResponseHeaders(404, -1), "the server answers 404");
  }

  @Test
  void aServerThatDoesNotAnswerIsLeftForTheNextSource() throws Exception {
    assertNextSourceIsTried(SILENCE, (_, _) -> testIsOver.await(), "request timed out");
  }

  @Test
  void aServerThatFallsSilentIsLeftForTheNextSource() throws Exception {
    assertNextSourceIsTried(SILENCE, this::sendHalf, "the server sent nothing for 1500 ms");
  }

  private void assertNextSourceIsTried(Answer bad, String problem) throws Exception {
    assertNextSourceIsTried(Duration.ofSeconds(20), bad, problem);
  }

  private void assertNextSourceIsTried(Duration silenceTimeout, Answer bad, String problem)
      throws Exception {
    source("no-apt-get", silenceTimeout, serve("a", bad), serve("b", GOOD)).fetch(progress);

    assertCacheIsWhole();
    assertThat(progress.messages)
        .anySatisfy(line -> assertThat(line).startsWith(address("a").toString()).contains(problem));
  }

  @Test
  void aDamagedFileInTheCacheIsNamedAndReplaced() throws Exception {
    Shapes.writeTo(cache);
    Path damaged = cache.resolve(Shapes.IMAGES + ".gz");
    Files.move(cache.resolve(Shapes.IMAGES), damaged);
    Files.writeString(damaged, "damage");
    FileTime labelsWritten = Files.getLastModifiedTime(cache.resolve(Shapes.LABELS));

    source("no-apt-get", serve("a", GOOD)).fetch(progress);

    assertThat(progress.messages.getFirst()).startsWith(damaged + ": ends after 6 bytes");
    assertCacheIsWhole();
    assertThat(Files.getLastModifiedTime(cache.resolve(Shapes.LABELS))).isEqualTo(labelsWritten);
  }

  @Test
  void aDamagedCacheIsRepairedFromTheInstalledPackage() throws Exception {
    Shapes.writeTo(installed);
    Files.createDirectories(cache);
    Files.writeString(cache.resolve(Shapes.LABELS), "damage");

    assertThat(source("no-apt-get").fetch(progress)).isEqualTo(cache);
    assertCacheIsWhole();
  }

  @Test
  void aDamagedInstalledPackageIsNamedAndNotUsed() throws Exception {
    Shapes.writeTo(installed);
    Path damaged = installed.resolve(Shapes.LABELS);
    Files.writeString(damaged, "damage");

    assertThat(source("no-apt-get", serve("a", GOOD)).fetch(progress)).isEqualTo(cache);
    assertThat(progress.messages.getFirst()).startsWith(damaged + ": ends after 6 bytes");
    assertThat(damaged).hasContent("damage");
  }

  @Test
  void debiansPackageIsTheLastResort() throws Exception {
    String aptGet = aptGet("cp %s/shapes.deb dataset-fashion-mnist_1_all.deb".formatted(folder));

    source(aptGet).fetch(progress);

    assertCacheIsWhole();
  }

  @Test
  void packageListsAreReadIntoAPrivateFolderWhereThereAreNone() throws Exception {
    String aptGet =
        aptGet(
            """
            lists=$(echo "$*" | sed -n 's/.*Dir::State::Lists=\\([^ ]*\\).*/\\1/p')
            case "$*" in
              *update) echo lists > "$lists/lists" ;;
              *) if [ -z "$lists" ] || [ ! -f "$lists/lists" ]; then
                   echo 'E: Unable to locate package'; exit 100
                 fi
                 cp %s/shapes.deb dataset-fashion-mnist_1_all.deb ;;
            esac
            """
                .formatted(folder));

    source(aptGet).fetch(progress);

    assertCacheIsWhole();
  }

  @Test
  void whenNothingHelpsEveryAttemptIsALine() throws Exception {
    String aptGet = aptGet("echo 'W: a warning'; echo 'E: Unable to locate package'; exit 100");
    URI absent = serve("a", (exchange, _) -> exchange.sendResponseHeaders(404, -1));

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> source(aptGet, absent).fetch(progress))
        .withMessage(
            """
            Fashion-MNIST could not be obtained:
              %s: there is no such folder
              %s: there is no such folder
              %s: train-images-idx3-ubyte.gz: the server answers 404
              Debian's package dataset-fashion-mnist: apt-get update: E: Unable to locate package
            Put the four files, plain or .gz, into %s, or say where they are with --data DIR.\
            """
                .formatted(cache, installed, absent, cache));
    assertThat(cache).isEmptyDirectory();
  }

  @Test
  void aMachineWithoutAptGetSaysSo() {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> source("no-apt-get").fetch(progress))
        .withMessageContaining(
            "Debian's package dataset-fashion-mnist: this machine has no no-apt-get");
  }

  @Test
  void aCacheThatCannotBeWrittenIsSaidInOneLine() throws Exception {
    Files.createFile(folder.resolve("caches"));

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> source("no-apt-get", serve("a", GOOD)).fetch(progress))
        .withMessageStartingWith("cannot write the cache folder " + cache)
        .withMessageEndingWith("set XDG_CACHE_HOME to another place");
  }

  @Test
  void anInterruptEndsADownloadAndLeavesNothing() throws Exception {
    URI slow = serve("a", this::sendHalf);

    assertInterruptEnds(
        source("no-apt-get", Duration.ofMinutes(1), slow), () -> progress.arrived > 0);
  }

  @Test
  void anInterruptEndsAptGetAndLeavesNothing() throws Exception {
    Path begun = folder.resolve("begun");
    String aptGet =
        aptGet("sleep 1000 & echo $! > %s.new; mv %s.new %s; wait".formatted(begun, begun, begun));

    assertInterruptEnds(source(aptGet), () -> Files.exists(begun));

    long sleeper = Long.parseLong(Files.readString(begun).strip());
    assertThat(ProcessHandle.of(sleeper).filter(ProcessHandle::isAlive)).isEmpty();
  }

  private void assertInterruptEnds(FashionMnistSource source, BooleanSupplier begun)
      throws Exception {
    var outcome = new ArrayList<Object>();
    Thread fetch =
        new Thread(() -> {
          try {
            outcome.add(source.fetch(progress));
          } catch (IOException | InterruptedException e) {
            outcome.add(e);
          }
        });
    fetch.start();
    // With a limit it waits only for a silent server and for a process.
    while (!begun.getAsBoolean() || fetch.getState() != Thread.State.TIMED_WAITING) {
      Thread.sleep(1);
    }

    fetch.interrupt();
    fetch.join();

    assertThat(outcome).singleElement().isInstanceOf(InterruptedException.class);
    assertThat(cache).isEmptyDirectory();
  }

  @Test
  void fetchesAtOnceDoNotDisturbEachOther() throws Exception {
    URI address = serve("a", GOOD);
    var fetches = new ArrayList<Future<Path>>();

    for (int i = 0; i < 8; i++) {
      fetches.add(
          threads.submit(() -> source("no-apt-get", address).fetch(new RecordingProgress())));
    }

    for (Future<Path> fetch : fetches) {
      assertThat(fetch.get(20, TimeUnit.SECONDS)).isEqualTo(cache);
    }
    assertCacheIsWhole();
  }

  @Test
  void onlyWorkAbandonedLongAgoIsDeleted() throws Exception {
    Path old = Files.createDirectories(cache.resolve(".arriving-1"));
    Files.writeString(old.resolve("part"), "half");
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
    Path recent = Files.createDirectories(cache.resolve(".arriving-2"));

    source("no-apt-get", serve("a", GOOD)).fetch(progress);

    assertThat(old).doesNotExist();
    assertThat(recent).exists();
  }

  private FashionMnistSource source(String aptGet, URI... addresses) {
    return source(aptGet, Duration.ofSeconds(20), addresses);
  }

  private FashionMnistSource source(String aptGet, Duration silenceTimeout, URI... addresses) {
    return new FashionMnistSource(
        new FetchSettings(
            Shapes.FILES,
            cache,
            installed,
            List.of(addresses),
            List.of(aptGet),
            Duration.ofSeconds(5),
            silenceTimeout,
            Duration.ofSeconds(20)));
  }

  private URI address(String name) {
    return URI.create("http://localhost:" + server.getAddress().getPort() + "/" + name + "/");
  }

  /// Answers requests for images as told, and all others well.
  private URI serve(String name, Answer answer) {
    server.createContext(
        "/" + name + "/",
        exchange -> {
          try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String file = path.substring(name.length() + 2).replace(".gz", "");
            Answer chosen = file.equals(Shapes.IMAGES) ? answer : GOOD;
            chosen.to(exchange, Shapes.gzip(Shapes.bytes(file)));
          } catch (Exception e) {
            throw new IOException(e);
          }
        });
    return address(name);
  }

  private static void send(HttpExchange exchange, byte[] bytes) throws IOException {
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private void sendHalf(HttpExchange exchange, byte[] gzip) throws Exception {
    exchange.sendResponseHeaders(200, gzip.length);
    exchange.getResponseBody().write(gzip, 0, gzip.length / 2);
    exchange.getResponseBody().flush();
    testIsOver.await();
  }

  /// Writes a script to run in place of `apt-get`, and a package for it to copy.
  private String aptGet(String script) throws IOException {
    Files.write(folder.resolve("shapes.deb"), Shapes.deb("xz", Shapes.CONTENT));
    Path command = folder.resolve("apt-get");
    Files.writeString(command, "#!/bin/sh\n" + script);
    Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwxr-xr-x"));
    return command.toString();
  }

  private void assertCacheIsWhole() throws IOException {
    try (var files = Files.list(cache)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(Shapes.CONTENT.keySet());
    }
    for (Map.Entry<String, byte[]> file : Shapes.CONTENT.entrySet()) {
      assertThat(cache.resolve(file.getKey())).hasBinaryContent(file.getValue());
    }
  }
}
