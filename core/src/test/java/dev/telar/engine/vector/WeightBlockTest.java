package dev.telar.engine.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.engine.vector.WeightBlock.Shape;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeightBlockTest {
  private static List<Shape> shapes(int inputs, int hidden) {
    return List.of(new Shape(1, hidden, inputs), new Shape(0, hidden, inputs));
  }

  @ParameterizedTest
  @CsvSource({"784, 64, 2", "1, 1, 1", "65, 129, 64", "64, 64, 7"})
  void everyWeightIsInOneBlock(int inputs, int hidden, int threads) {
    var w1 = new Panels(hidden, inputs);
    var w2 = new Panels(hidden, inputs);

    for (WeightBlock block : WeightBlock.all(shapes(inputs, hidden), threads)) {
      Panels matrix = block.layer() == 1 ? w2 : w1;
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
    assertThat(WeightBlock.all(shapes(inputs, hidden), threads))
        .hasSizeGreaterThanOrEqualTo(atLeast);
  }
}
