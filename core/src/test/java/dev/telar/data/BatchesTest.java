package dev.telar.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class BatchesTest {
  private final Samples samples = new ByteSamples(new byte[] {0, 51, 102, (byte) 255, 1, 2}, 6, 1);

  @Test
  void rowsComeInTheGivenOrderAndTheLastBatchIsShort() {
    var batches = new Batches(samples, new int[] {3, 1, 4, 0, 5}, 2);

    assertThat(batches.count()).isEqualTo(3);
    assertThat(rows(batches)).containsExactly(List.of(3, 1), List.of(4, 0), List.of(5));
    assertThat(rows(batches)).as("a second pass").hasSize(3);
  }

  @Test
  void allRowsMayFitIntoOneBatch() {
    assertThat(rows(new Batches(samples, new int[] {2, 0}, 2))).containsExactly(List.of(2, 0));
    assertThat(rows(new Batches(samples, new int[] {2, 0}, 9))).containsExactly(List.of(2, 0));
  }

  @Test
  void noRowsAreNoBatches() {
    var batches = new Batches(samples, new int[0], 2);

    assertThat(batches.count()).isZero();
    assertThat(batches).isEmpty();
    assertThatThrownBy(() -> batches.iterator().next()).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void batchReadsTheSamplesItNames() {
    float[] out = new float[1];

    new Batch(samples, new int[] {2, 3, 1}, 1, 2).read(0, out);

    assertThat(out).containsExactly(1);
  }

  @Test
  void refusesBatchesWithoutRows() {
    assertThatThrownBy(() -> new Batches(samples, new int[] {0}, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("batch size must be at least 1, got 0");
    assertThatThrownBy(() -> new Batch(samples, new int[] {0}, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a batch must have at least 1 row, got 0");
  }

  @Test
  void refusesRowsOutsideTheOrder() {
    assertThatThrownBy(() -> new Batch(samples, new int[] {0, 1}, 1, 2))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  private static List<List<Integer>> rows(Batches batches) {
    List<List<Integer>> rows = new ArrayList<>();
    for (Batch batch : batches) {
      List<Integer> row = new ArrayList<>();
      for (int i = 0; i < batch.size(); i++) {
        row.add(batch.row(i));
      }
      rows.add(row);
    }
    return rows;
  }
}
