package dev.telar.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.Allocation;
import dev.telar.engine.Engine.Kind;
import dev.telar.engine.Optimizer.Adam;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Once its code is compiled, a step leaves nothing for the garbage collector: neither buffers nor
/// vectors.
class AllocationTest {
  private static final Duration WARM_UP = Duration.ofSeconds(60);
  private static final int STEPS = 20;

  /// Of each call of `StrictMath.pow`, which makes three tables of two numbers; a step of Adam has
  /// two.
  private static final int POWER_BYTES = 96;

  private static Stream<RandomNetwork> networks() {
    return Stream.concat(Stream.of(RandomNetwork.fashionMnist()), RandomNetwork.everyStage());
  }

  @ParameterizedTest
  @MethodSource("networks")
  void aStepOfTheVectorEngineAllocatesNothing(RandomNetwork network) {
    long allowed = network.training().optimizer() instanceof Adam ? 2 * POWER_BYTES * STEPS : 0;
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
      } while (bytes > allowed && System.nanoTime() - start < WARM_UP.toNanos());
    }

    assertThat(bytes).isLessThanOrEqualTo(allowed);
  }
}
