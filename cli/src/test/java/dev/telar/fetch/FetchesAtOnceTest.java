package dev.telar.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Fetches end when they are interrupted, and several share one cache.
@Timeout(30)
class FetchesAtOnceTest extends ShapesServer {
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
}
