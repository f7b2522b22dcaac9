package dev.telar.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeightBlockTest {
  @ParameterizedTest
  @CsvSource({"784, 64, 2", "1, 1, 1", "65, 129, 64", "64, 64, 7"})
  void everyWeightIsInOneBlock(int inputs, int hidden, int threads) {
    var w1 = new Panels(inputs, hidden);
    var w2 = new Panels(hidden, inputs);

    for (WeightBlock block : WeightBlock.all(w1, w2, threads)) {
      Panels matrix = block.decoder() ? w2 : w1;
      for (int i = block.from(); i < block.to(); i++) {
        for (int j = 0; j < block.width(); j++) {
          matrix.values[matrix.start(block.panel(), block.rowPanel() * Panels.WIDTH + i) + j]++;
        }
      }
    }

    assertEachOnce(w1);
    assertEachOnce(w2);
  }

  private static void assertEachOnce(Panels matrix) {
    float[] row = new float[matrix.columns];
    for (int i = 0; i < matrix.rows; i++) {
      matrix.getRow(i, row, 0);
      assertThat(row).containsOnly(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"784, 64, 2, 26", "784, 64, 64, 150", "784, 512, 2, 208"})
  void manyThreadsFindManyBlocks(int inputs, int hidden, int threads, int atLeast) {
    var blocks = WeightBlock.all(new Panels(inputs, hidden), new Panels(hidden, inputs), threads);

    assertThat(blocks).hasSizeGreaterThanOrEqualTo(atLeast);
  }
}
