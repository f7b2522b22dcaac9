package dev.telar.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeightBlockTest {
  @ParameterizedTest
  @CsvSource({"784, 64, 2", "1, 1, 1", "65, 129, 64", "64, 64, 7"})
  void everyWeightIsInOneBlock(int inputs, int hidden, int threads) {
    var w1 = new Panels(hidden, inputs);
    var w2 = new Panels(hidden, inputs);

    for (WeightBlock block : WeightBlock.all(hidden, inputs, threads, false)) {
      Panels matrix = block.decoder() ? w2 : w1;
      for (int i = block.from(); i < block.to(); i++) {
        for (int j = 0; j < block.width(); j++) {
          matrix.values[matrix.start(block.panel(), block.rowPanel() * Panels.WIDTH + i) + j]++;
        }
      }
    }

    assertThat(w1.toArray()).containsOnly(1);
    assertThat(w2.toArray()).containsOnly(1);
  }

  @ParameterizedTest
  @CsvSource({"784, 64, 2, 26", "784, 64, 64, 150", "784, 512, 2, 208"})
  void manyThreadsFindManyBlocks(int inputs, int hidden, int threads, int atLeast) {
    assertThat(WeightBlock.all(hidden, inputs, threads, false))
        .hasSizeGreaterThanOrEqualTo(atLeast);
  }
}
