package dev.telar.data;

import java.util.Random;
import java.util.stream.IntStream;

/// Weights that are made up, for tests.
public final class RandomWeights {
  private RandomWeights() {}

  /// The same values. About a fifth of them are missing; each third row does not count, nor does
  /// one without values, and the others count twice at most.
  public static WeightedSamples of(Samples samples) {
    var random = new Random(17);
    int width = samples.width();
    float[] lossWeights = new float[samples.rows() * width];
    float[] rowWeights = new float[samples.rows()];
    for (int row = 0; row < rowWeights.length; row++) {
      float sum = 0;
      for (int i = row * width; i < (row + 1) * width; i++) {
        lossWeights[i] = random.nextInt(5) == 0 ? 0 : random.nextFloat();
        sum += lossWeights[i];
      }
      for (int i = row * width; i < (row + 1) * width && sum > 0; i++) {
        lossWeights[i] *= width / sum;
      }
      rowWeights[row] = row % 3 == 1 || sum == 0 ? 0 : 2 * random.nextFloat();
    }
    int[] all = IntStream.range(0, samples.rows()).toArray();
    return new WeightedSamples(FloatSamples.valuesOf(samples, all), lossWeights, rowWeights);
  }
}
