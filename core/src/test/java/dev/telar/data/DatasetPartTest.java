package dev.telar.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.telar.data.Dataset.Part;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DatasetPartTest {
  private static final Labels LABELS = new Labels(new int[] {0, 1, 1}, List.of("a", "b"));

  private static float[] row(Samples samples, int row) {
    float[] values = new float[samples.width()];
    samples.read(row, values);
    return values;
  }

  @Test
  void someRowsKeepTheirValuesAndLabels() {
    var bytes =
        new Part(new ByteSamples(new byte[] {0, 51, 102, -1, 3, 4}, 3, 2), Optional.of(LABELS));
    var floats = new Part(Samples.of(new float[][] {{1, 2}, {3, 4}, {5, 6}}), Optional.empty());

    Part some = bytes.only(new int[] {2, 1});

    assertThat(some.samples()).isInstanceOf(ByteSamples.class);
    assertThat(row(some.samples(), 1)).containsExactly(102 / 255f, 1);
    assertThat(some.labels().orElseThrow().at(0)).isEqualTo(1);
    assertThat(some.labels().orElseThrow().name(0)).isEqualTo("a");
    assertThat(row(floats.only(new int[] {2}).samples(), 0)).containsExactly(5, 6);
    assertThatThrownBy(() -> bytes.only(new int[] {3}))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
