package dev.telar.speed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FmaLoopTest {
  private static List<FmaLoop> loops() {
    return List.of(new ScalarFma(), new VectorFma());
  }

  @ParameterizedTest
  @MethodSource("loops")
  void everyChainOfEveryLaneIsComputed(FmaLoop loop) {
    int chains = loop.flop() / 2;

    // Chain i of 16 begins at i and is i / 4 + 1.5 after two repetitions.
    float begun = chains / 16 * (16 * 15 / 2);
    assertThat(loop.run(0, 0.5f, 1)).isEqualTo(begun);
    assertThat(loop.run(2, 0.5f, 1)).isEqualTo(begun / 4 + 1.5f * chains);
  }

  @ParameterizedTest
  @MethodSource("loops")
  void whatComputesIsNamed(FmaLoop loop) {
    assertThat(loop.arithmetic()).containsAnyOf("scalar (vector module absent)", "-bit vectors");
  }
}
