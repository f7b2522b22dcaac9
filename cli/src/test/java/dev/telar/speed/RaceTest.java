package dev.telar.speed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RaceTest {
  @Test
  void allThreadsRunAtOnce() throws Exception {
    var together = new CyclicBarrier(3);
    Set<Integer> threads = ConcurrentHashMap.newKeySet();

    double rate =
        Race.fastest(
            3,
            0.05,
            (thread, _) -> {
              threads.add(thread);
              try {
                return together.await(10, TimeUnit.SECONDS);
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });

    assertThat(threads).containsExactlyInAnyOrder(0, 1, 2);
    assertThat(rate).isPositive();
  }

  @Test
  void whatATaskThrowsIsNotTimed() {
    assertThatThrownBy(() ->
            Race.fastest(
                1,
                0.05,
                (_, _) -> {
                  throw new IllegalArgumentException();
                }))
        .isInstanceOf(IllegalStateException.class);
  }
}
