package dev.telar.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.data.ByteSamples;
import dev.telar.data.FloatSamples;
import dev.telar.data.RandomWeights;
import dev.telar.data.Samples;
import dev.telar.data.WeightedSamples;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DataIdentityTest {
  private static final Samples SAMPLES = values(50, 12);

  private static ByteSamples values(int rows, int width) {
    byte[] bytes = new byte[rows * width];
    new Random(11).nextBytes(bytes);
    return new ByteSamples(bytes, rows, width);
  }

  @Test
  void dataOfTheSameSizeAreToldApart() {
    DataIdentity data = DataIdentity.of(SAMPLES);

    assertThat(DataIdentity.of(values(50, 12))).isEqualTo(data);
    assertThat(DataIdentity.of(values(49, 12))).isNotEqualTo(data);
    for (int row : new int[] {0, 17, 49}) {
      float[] values = new float[50 * 12];
      for (int i = 0; i < 50; i++) {
        float[] read = new float[12];
        SAMPLES.read(i, read);
        System.arraycopy(read, 0, values, i * 12, 12);
      }
      assertThat(DataIdentity.of(new FloatSamples(values, 50, 12))).isEqualTo(data);
      values[row * 12 + 11] = Math.nextUp(values[row * 12 + 11]);
      assertThat(DataIdentity.of(new FloatSamples(values, 50, 12))).isNotEqualTo(data);
    }
  }

  @Test
  void weightsAreAPartOfTheData() {
    WeightedSamples weighted = RandomWeights.of(SAMPLES);
    float[] lossWeights = new float[50 * 12];
    float[] rowWeights = new float[50];
    for (int i = 0; i < 50; i++) {
      float[] read = new float[12];
      weighted.readLossWeights(i, read);
      System.arraycopy(read, 0, lossWeights, i * 12, 12);
      rowWeights[i] = weighted.rowWeight(i);
    }
    FloatSamples values = floats();
    DataIdentity data = DataIdentity.of(weighted);

    assertThat(data).isNotEqualTo(DataIdentity.of(SAMPLES));
    assertThat(DataIdentity.of(new WeightedSamples(values, lossWeights, rowWeights)))
        .isEqualTo(data);
    lossWeights[17] += 1;
    assertThat(DataIdentity.of(new WeightedSamples(values, lossWeights, rowWeights)))
        .isNotEqualTo(data);
    lossWeights[17] -= 1;
    rowWeights[49] += 1;
    assertThat(DataIdentity.of(new WeightedSamples(values, lossWeights, rowWeights)))
        .isNotEqualTo(data);
  }

  @Test
  void dataWithoutWeightsHaveTheDigestThatTheyHadBefore() {
    assertThat(DataIdentity.of(SAMPLES).digest())
        .contains("ec6ff5b33770afdbef2cca5ea30fe975b12e14800ee790b8b6da840e3cf73393");
  }

  private static FloatSamples floats() {
    float[] values = new float[50 * 12];
    for (int i = 0; i < 50; i++) {
      float[] read = new float[12];
      SAMPLES.read(i, read);
      System.arraycopy(read, 0, values, i * 12, 12);
    }
    return new FloatSamples(values, 50, 12);
  }

  /// Wide rows: two of them are more values than are read of narrower ones.
  @Test
  void theFirstAndTheLastRowAreAlwaysRead() {
    int width = 1 << 20;
    List<Integer> read = new ArrayList<>();
    Samples wide =
        new Samples() {
          @Override
          public int rows() {
            return 1000;
          }

          @Override
          public int width() {
            return width;
          }

          @Override
          public void read(int row, float[] out) {
            read.add(row);
          }
        };

    var _ = DataIdentity.of(wide);

    assertThat(read).containsExactly(0, 999);
  }
}
