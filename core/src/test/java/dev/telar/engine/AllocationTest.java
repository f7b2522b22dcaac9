package dev.telar.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.Allocation;
import dev.telar.engine.Engine.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Once its code is compiled, a step leaves nothing for the garbage collector: neither buffers nor
/// vectors.
class AllocationTest {
  private static final Duration WARM_UP = Duration.ofSeconds(60);
  private static final int STEPS = 20;

  @Test
  void aStepOfTheVectorEngineAllocatesNothing() {
    var network = RandomNetwork.fashionMnist();
    long start = System.nanoTime();
    long bytes;

    try (Engine engine = network.open(Kind.VECTOR, 1)) {
      var batch = network.batch();
      do {
        bytes =
            Allocation.during(() -> {
              for (int step = 0; step < STEPS; step++) {
                engine.trainStep(batch, step, 0.001f);
              }
            });
      } while (bytes > 0 && System.nanoTime() - start < WARM_UP.toNanos());
    }

    assertThat(bytes).isZero();
  }
}
