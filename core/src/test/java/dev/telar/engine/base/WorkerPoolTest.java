package dev.telar.engine.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkerPoolTest {
  @ParameterizedTest
  @CsvSource({"1, 1, 8", "2, 7, 8", "2, 8, 8", "3, 17, 8", "7, 100, 3"})
  void everyRowIsComputedOnce(int threads, int rows, int tileRows) {
    var times = new AtomicIntegerArray(rows);

    try (var pool = new WorkerPool(threads)) {
      pool.forEachTile(
          rows,
          tileRows,
          (from, to) -> {
            for (int i = from; i < to; i++) {
              times.incrementAndGet(i);
            }
          });
    }

    for (int i = 0; i < rows; i++) {
      assertThat(times.get(i)).isEqualTo(1);
    }
  }

  @Test
  void whatAnotherThreadThrowsIsThrownAsItIs() {
    Thread caller = Thread.currentThread();
    var thrown = new CountDownLatch(1);

    try (var pool = new WorkerPool(2)) {
      assertThatThrownBy(() ->
              pool.forEachTile(
                  2,
                  1,
                  (_, _) -> {
                    if (Thread.currentThread() == caller) {
                      await(thrown);
                    } else {
                      thrown.countDown();
                      throw new IllegalStateException("no such row");
                    }
                  }))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("no such row");
    }
  }

  @Test
  void noTileIsStillComputedAfterTheCallerHasFailed() {
    Thread caller = Thread.currentThread();
    var helperRuns = new CountDownLatch(1);
    var running = new AtomicInteger();

    try (var pool = new WorkerPool(2)) {
      assertThatThrownBy(() ->
              pool.forEachTile(
                  2,
                  1,
                  (_, _) -> {
                    if (Thread.currentThread() == caller) {
                      await(helperRuns);
                      throw new IllegalStateException("no such row");
                    }
                    running.incrementAndGet();
                    helperRuns.countDown();
                    pause();
                    running.decrementAndGet();
                  }))
          .isInstanceOf(IllegalStateException.class);
      assertThat(running).hasValue(0);
    }
  }

  @Test
  @Timeout(30)
  void whoRunsWhileAnotherThreadClosesIsDoneOrToldSo() throws InterruptedException {
    for (int round = 0; round < 200; round++) {
      var pool = new WorkerPool(3);
      Thread closing = Thread.ofVirtual().start(pool::close);

      assertThatThrownBy(
              () -> {
                while (true) {
                  pool.run(7, (_, _) -> {});
                }
              })
          .isInstanceOf(IllegalStateException.class);
      closing.join();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
