package dev.telar.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.telar.data.Batch;
import dev.telar.data.ByteSamples;
import dev.telar.data.FloatSamples;
import dev.telar.data.RandomWeights;
import dev.telar.data.WeightedSamples;
import dev.telar.engine.Engine;
import dev.telar.model.Activation;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.model.Parameters;
import dev.telar.model.Parameters.Layer;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class ReconstructionErrorTest {
  private static final ByteSamples SAMPLES = randomSamples(23, 9);

  private static ByteSamples randomSamples(int rows, int width) {
    byte[] bytes = new byte[rows * width];
    new Random(3).nextBytes(bytes);
    return new ByteSamples(bytes, rows, width);
  }

  private static Engine open(Autoencoder model, int batch) {
    return Engine.open(Engine.Kind.REFERENCE, model, batch, 1);
  }

  @Test
  void aModelThatGivesZerosHasTheMeanSquareOfTheData() throws InterruptedException {
    var zeros =
        Parameters.of(
            new Layer(new float[18], new float[2]), new Layer(new float[18], new float[9]));
    double sum = 0;
    for (byte value : SAMPLES.bytes()) {
      sum += Math.pow((value & 0xff) / 255.0, 2);
    }

    try (Engine engine = open(new Autoencoder(Architecture.relu(9, 2), zeros), 5)) {
      assertThat(ReconstructionError.mean(engine, SAMPLES))
          .isCloseTo(sum / (23 * 9), Percentage.withPercentage(1e-5));
    }
  }

  @Test
  void theBatchSizeDoesNotChangeABit() throws InterruptedException {
    Autoencoder model = Autoencoder.initialise(Architecture.relu(9, 4), 1);
    try (Engine one = open(model, 1);
        Engine seven = open(model, 7);
        Engine all = open(model, 23)) {
      double expected = ReconstructionError.mean(all, SAMPLES);

      assertThat(ReconstructionError.mean(one, SAMPLES)).isEqualTo(expected);
      assertThat(ReconstructionError.mean(seven, SAMPLES)).isEqualTo(expected);
    }
  }

  @Test
  void outputsAreMovedIntoTheRangeBeforeTheyAreMeasured() throws InterruptedException {
    var samples = new ByteSamples(new byte[] {0, -1, 0}, 1, 3);
    var outputs =
        Parameters.of(
            new Layer(new float[3], new float[1]),
            new Layer(new float[3], new float[] {-3, 3, .5f}));
    var linear = Architecture.of(3, 1, new Activation.Identity(), new Activation.Identity());

    try (Engine engine = open(new Autoencoder(linear, outputs), 2)) {
      assertThat(ReconstructionError.meanClamped(engine, samples, 0, 1)).isEqualTo(0.25 / 3);
      assertThat(ReconstructionError.meanClamped(engine, samples, -9, 9))
          .isEqualTo(ReconstructionError.mean(engine, samples));
    }
  }

  @Test
  void rowsAreMeasuredInTheGivenOrder() throws InterruptedException {
    Autoencoder model = Autoencoder.initialise(Architecture.relu(9, 4), 1);
    try (Engine engine = open(model, 2)) {
      double[] some = ReconstructionError.perRow(engine, SAMPLES, new int[] {5, 0, 5});
      double[] zeroth = ReconstructionError.perRow(engine, SAMPLES, new int[] {0});

      assertThat(some[0]).isEqualTo(some[2]).isNotEqualTo(some[1]);
      assertThat(some[1]).isEqualTo(zeroth[0]);
    }
  }

  @Test
  void noRowsHaveNoMean() {
    try (Engine engine = open(Autoencoder.initialise(Architecture.relu(9, 4), 1), 2)) {
      assertThatThrownBy(() -> ReconstructionError.mean(engine, SAMPLES, new int[0]))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aMeanCountsWhatValuesAndRowsCount() throws InterruptedException {
    WeightedSamples samples = RandomWeights.of(SAMPLES);
    int[] rows = {7, 0, 1, 2, 7};
    float[] weights = new float[9];
    float[] output = new float[5 * 9];
    float[] sample = new float[9];
    double sum = 0;
    double total = 0;

    try (Engine engine = open(Autoencoder.initialise(Architecture.relu(9, 4), 1), 5)) {
      engine.reconstruct(new Batch(samples, rows, 0, 5), output);
      for (int i = 0; i < rows.length; i++) {
        samples.read(rows[i], sample);
        samples.readLossWeights(rows[i], weights);
        for (int j = 0; j < 9; j++) {
          double difference = output[i * 9 + j] - sample[j];
          sum += samples.rowWeight(rows[i]) * weights[j] * difference * difference;
        }
        total += samples.rowWeight(rows[i]);
      }

      assertThat(ReconstructionError.mean(engine, samples, rows))
          .isCloseTo(sum / (9 * total), Percentage.withPercentage(1e-4))
          .isNotEqualTo(ReconstructionError.mean(engine, SAMPLES, rows));
      assertThat(ReconstructionError.meanClamped(engine, samples, -99, 99))
          .isCloseTo(ReconstructionError.mean(engine, samples), Percentage.withPercentage(1e-4));
      assertThat(ReconstructionError.perRow(engine, samples, rows)[2]).isPositive();
    }
  }

  @Test
  void rowsOfWhichNoneCountsHaveNoMean() {
    WeightedSamples samples = RandomWeights.of(SAMPLES);
    var nothing =
        new WeightedSamples(new FloatSamples(new float[9], 1, 9), new float[9], new float[1]);

    try (Engine engine = open(Autoencoder.initialise(Architecture.relu(9, 4), 1), 5)) {
      assertThatThrownBy(() -> ReconstructionError.mean(engine, samples, new int[] {1, 4}))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("the weights of all 2 rows are 0: none of them counts");
      assertThatThrownBy(() -> ReconstructionError.meanClamped(engine, nothing, 0, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("the weights of all 1 rows are 0: none of them counts");
    }
  }

  @Test
  void deadUnitsAreThoseThatNoSampleActivates() throws InterruptedException {
    // Hidden unit 0 is always 1, unit 1 always 0; output 0 is 1 and outputs 1 … 8 are −1 before
    // ReLU.
    float[] outputBias = new float[9];
    Arrays.fill(outputBias, -1);
    float[] decoder = new float[18];
    decoder[0] = 2;
    var parameters =
        Parameters.of(
            new Layer(new float[18], new float[] {1, -1}), new Layer(decoder, outputBias));
    var relu = new Autoencoder(Architecture.relu(9, 2), parameters);
    var identity =
        new Autoencoder(
            Architecture.of(9, 2, new Activation.Relu(), new Activation.Identity()), parameters);

    try (Engine engine = open(relu, 5);
        Engine other = open(identity, 23)) {
      assertThat(DeadUnits.count(engine, SAMPLES)).isEqualTo(new DeadUnits(1, 8));
      assertThat(DeadUnits.count(other, SAMPLES)).isEqualTo(new DeadUnits(1, 8));
    }
  }

  @Test
  void wideRowsAreMeasuredFewAtATime() {
    assertThat(ReconstructionError.batchRows(Architecture.relu(784, 512), 10_000)).isEqualTo(1000);
    assertThat(ReconstructionError.batchRows(Architecture.relu(784, 512), 12)).isEqualTo(12);
    assertThat(ReconstructionError.batchRows(Architecture.relu(100_000, 8), 10_000)).isEqualTo(41);
    assertThat(ReconstructionError.batchRows(Architecture.relu(8, 100_000), 10_000)).isEqualTo(41);
    assertThat(ReconstructionError.batchRows(Architecture.relu(5_000_000, 1), 10)).isEqualTo(1);
  }
}
