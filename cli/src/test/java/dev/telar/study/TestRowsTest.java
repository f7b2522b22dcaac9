package dev.telar.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.data.ByteSamples;
import dev.telar.data.Labels;
import dev.telar.model.Features;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TestRowsTest {
  private static TestRows pictures(int rows, Optional<Labels> labels) {
    var samples = new ByteSamples(new byte[rows], rows, 1);
    return new TestRows(samples, labels, Features.Image.grey(1, 1));
  }

  @Test
  void picturesShowTheFirstOfEachClass() {
    var labels = new Labels(new int[] {2, 0, 2, 0, 1}, List.of("a", "b"));
    var pictures = pictures(5, Optional.of(labels));

    assertThat(pictures.shown()).containsExactly(1, 4, 0);
    assertThat(pictures.sample(3)).containsExactly(List.of(1, 4, 0), List.of(3, 2));
    assertThat(pictures.className(4)).isEqualTo("b");
    assertThat(pictures.className(0)).isEqualTo("2");
  }

  @Test
  void picturesWithoutClassesShowTheFirstTen() {
    var pictures = pictures(12, Optional.empty());

    assertThat(pictures.shown()).hasSize(10).startsWith(0, 1);
    assertThat(pictures.sample(3)).hasSize(2).last().isEqualTo(List.of(10, 11));
    assertThat(pictures.className(0)).isEmpty();
  }
}
