package dev.telar.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.data.ByteSamples;
import java.util.List;
import org.junit.jupiter.api.Test;

class PicturesTest {
  @Test
  void picturesShowTheFirstOfEachClass() {
    byte[] labels = {2, 0, 2, 0, 1};
    var pictures =
        new Pictures(new ByteSamples(new byte[5], 5, 1), labels, 1, 1, List.of("a", "b"));

    assertThat(pictures.shown()).containsExactly(1, 4, 0);
    assertThat(pictures.sample(3)).containsExactly(List.of(1, 4, 0), List.of(3, 2));
    assertThat(pictures.className(4)).isEqualTo("b");
    assertThat(pictures.className(0)).isEqualTo("2");
  }

  @Test
  void picturesWithoutClassesShowTheFirstTen() {
    var pictures = new Pictures(new ByteSamples(new byte[12], 12, 1), null, 1, 1, List.of());

    assertThat(pictures.shown()).hasSize(10).startsWith(0, 1);
    assertThat(pictures.sample(3)).hasSize(2).last().isEqualTo(List.of(10, 11));
    assertThat(pictures.className(0)).isEmpty();
  }
}
