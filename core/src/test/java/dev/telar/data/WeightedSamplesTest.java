package dev.telar.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.telar.data.Dataset.Part;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeightedSamplesTest {
  private static final FloatSamples VALUES = new FloatSamples(new float[] {1, 2, 3, 4, 5, 6}, 3, 2);
  private static final WeightedSamples SAMPLES =
      new WeightedSamples(VALUES, new float[] {2, 0, 1, 1, 0, 0}, new float[] {0.5f, 3, 0});

  private static float[] lossWeights(Samples samples, int row) {
    float[] weights = new float[samples.width()];
    samples.readLossWeights(row, weights);
    return weights;
  }

  private static float[] values(Samples samples, int row) {
    float[] values = new float[samples.width()];
    samples.read(row, values);
    return values;
  }

  @Test
  void valuesAndRowsHaveTheWeightsThatTheyWereGiven() {
    assertThat(SAMPLES.isWeighted()).isTrue();
    assertThat(SAMPLES.rows()).isEqualTo(3);
    assertThat(SAMPLES.width()).isEqualTo(2);
    assertThat(values(SAMPLES, 1)).containsExactly(3, 4);
    assertThat(lossWeights(SAMPLES, 0)).containsExactly(2, 0);
    assertThat(lossWeights(SAMPLES, 2)).containsExactly(0, 0);
    assertThat(SAMPLES.rowWeight(1)).isEqualTo(3);
    assertThatThrownBy(() -> SAMPLES.rowWeight(3)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> lossWeights(SAMPLES, -1))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void withoutWeightsAllCountTheSame() {
    assertThat(VALUES.isWeighted()).isFalse();
    assertThat(lossWeights(VALUES, 2)).containsExactly(1, 1);
    assertThat(VALUES.rowWeight(2)).isEqualTo(1);
    assertThat(VALUES.totalWeight(new int[] {2, 2, 0})).isEqualTo(3);
  }

  @Test
  void someRowsKeepTheirWeights() {
    Samples some = new Part(SAMPLES, Optional.empty()).only(new int[] {1, 0}).samples();

    assertThat(some).isInstanceOf(WeightedSamples.class);
    assertThat(values(some, 1)).containsExactly(1, 2);
    assertThat(lossWeights(some, 1)).containsExactly(2, 0);
    assertThat(some.rowWeight(0)).isEqualTo(3);
  }

  @Test
  void aMeanIsThatOfWhatCounts() {
    assertThat(SAMPLES.mean(new int[] {0, 1, 2}))
        .containsExactly((0.5 * 2 * 1 + 3 * 3) / (0.5 * 2 + 3), 4);
    assertThat(SAMPLES.mean(new int[] {0})).containsExactly(1, 0);
    assertThat(SAMPLES.totalWeight(new int[] {0, 1})).isEqualTo(3.5);
  }

  @Test
  void rowsOfWhichNoneCountsHaveNoWeight() {
    assertThatThrownBy(() -> SAMPLES.totalWeight(new int[] {2, 2}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the weights of all 2 rows are 0: none of them counts");
    assertThatThrownBy(() -> SAMPLES.totalWeight(new int[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the weight of no rows is not defined");
  }

  @ParameterizedTest
  @ValueSource(floats = {-1, Float.NaN, Float.POSITIVE_INFINITY})
  void refusesWhatIsNoWeight(float weight) {
    float[] ones = {1, 1, 1, 1, 1, 1};

    assertThatThrownBy(
            () -> new WeightedSamples(VALUES, new float[] {1, 1, 1, weight, 1, 1}, new float[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the loss weight of row 1, column 1 must be at least 0 and finite, got " + weight);
    assertThatThrownBy(() -> new WeightedSamples(VALUES, ones, new float[] {1, weight, 1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the weight of row 1 must be at least 0 and finite, got " + weight);
  }

  @Test
  void refusesAnotherNumberOfWeights() {
    assertThatThrownBy(() -> new WeightedSamples(VALUES, new float[5], new float[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("3 × 2 samples need as many loss weights, got 5");
    assertThatThrownBy(() -> new WeightedSamples(VALUES, new float[6], new float[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("3 rows have 2 weights");
  }
}
