package dev.telar.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FashionMnistSourceTest extends ShapesServer {
  // Long enough for a busy machine to answer within it.
  private static final Duration SILENCE = Duration.ofMillis(1500);

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
}
