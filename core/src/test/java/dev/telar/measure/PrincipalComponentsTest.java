package dev.telar.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.telar.Golden;
import dev.telar.data.Batch;
import dev.telar.data.ByteSamples;
import dev.telar.data.FloatSamples;
import dev.telar.data.Samples;
import dev.telar.data.WeightedSamples;
import dev.telar.engine.Engine;
import dev.telar.format.safetensors.SafeTensors;
import dev.telar.model.Activation;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.model.HiddenWidths;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PrincipalComponentsTest {
  private static final Activation RELU = new Activation.Relu();
  private static final Activation IDENTITY = new Activation.Identity();

  /// Column 3 never varies, and neighbouring columns are alike.
  private static ByteSamples images(int rows, int width) {
    var random = new Random(5);
    byte[] bytes = new byte[rows * width];
    for (int row = 0; row < rows; row++) {
      int light = random.nextInt(200);
      for (int i = 0; i < width; i++) {
        int value = i == 3 ? 17 : random.nextInt(8) == 0 ? 0 : light + random.nextInt(56);
        bytes[row * width + i] = (byte) value;
      }
    }
    return new ByteSamples(bytes, rows, width);
  }

  private static FloatSamples floats(ByteSamples samples) {
    float[] values = new float[samples.rows() * samples.width()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (samples.bytes()[i] & 0xff) / 255f;
    }
    return new FloatSamples(values, samples.rows(), samples.width());
  }

  private static int[] all(Samples samples) {
    return IntStream.range(0, samples.rows()).toArray();
  }

  private static PrincipalComponents fit(Samples samples) throws InterruptedException {
    return PrincipalComponents.of(samples, all(samples), 1);
  }

  private static Engine open(Autoencoder model) {
    return Engine.open(Engine.Kind.REFERENCE, model, 16, 1);
  }

  private static double error(Autoencoder model, Samples samples) throws InterruptedException {
    try (Engine engine = open(model)) {
      return ReconstructionError.mean(engine, samples);
    }
  }

  @Test
  void pointsOnALineHaveOneComponent() throws InterruptedException {
    // (1, 2) + t · (−4, 3) / 5 with t = −5, 0, 0, 5: a variance of 12.5 along it.
    var line = new FloatSamples(new float[] {5, -1, 1, 2, 1, 2, -3, 5}, 4, 2);

    PrincipalComponents components = fit(line);

    assertThat(components.mean()).containsExactly(1, 2);
    assertThat(components.variances()).containsExactly(new double[] {12.5, 0}, within(1e-14));
    assertThat(components.component(0)).containsExactly(new double[] {0.8, -0.6}, within(1e-15));
    assertThat(components.component(1)).containsExactly(new double[] {0.6, 0.8}, within(1e-15));
    assertThat(components.lower()).isEqualTo(-3);
    assertThat(components.upper()).isEqualTo(5);
    assertThat(components.explainedVariance(1)).isCloseTo(1, within(1e-15));
    assertThat(error(components.model(1), line)).isLessThan(1e-12);
  }

  @Test
  void numpyFindsTheSame() throws InterruptedException {
    SafeTensors golden = Golden.tensors("components-40-12.safetensors");
    var samples = new FloatSamples(Golden.values(golden, "samples"), 40, 12);

    PrincipalComponents components = fit(samples);

    float[] variances = Golden.values(golden, "variances");
    float[] vectors = Golden.values(golden, "components");
    for (int i = 0; i < 12; i++) {
      assertThat((float) components.mean()[i]).isEqualTo(Golden.values(golden, "mean")[i]);
      assertThat(components.variances()[i]).isCloseTo(variances[i], within(1e-7));
      for (int k = 0; k < 12; k++) {
        assertThat(components.component(i)[k]).isCloseTo(vectors[i * 12 + k], within(1e-6));
      }
    }
  }

  @Test
  void componentsAreOrthonormalAlsoWhereDataLackRank() throws InterruptedException {
    for (int rows : new int[] {5, 21, 200}) {
      PrincipalComponents components = fit(images(rows, 21));

      for (int i = 0; i < 21; i++) {
        for (int k = 0; k <= i; k++) {
          double product = 0;
          for (int c = 0; c < 21; c++) {
            product += components.component(i)[c] * components.component(k)[c];
          }
          assertThat(product).isCloseTo(i == k ? 1 : 0, within(1e-13));
        }
      }
    }
  }

  @Test
  void fewerRowsThanColumnsAreHeldWhole() throws InterruptedException {
    ByteSamples samples = images(5, 21);

    PrincipalComponents components = fit(samples);

    assertThat(components.trainError(4)).isLessThan(1e-16);
    assertThat(error(components.model(4), samples)).isLessThan(1e-12);
  }

  @Test
  void samplesThatNeverVaryAreTheirMean() throws InterruptedException {
    var constant = new ByteSamples(new byte[] {9, 0, -1, 9, 0, -1}, 2, 3);

    PrincipalComponents components = fit(constant);

    assertThat(components.variances()).containsOnly(0);
    assertThat(components.explainedVariance(1)).isEqualTo(1);
    assertThat(components.meanError(constant)).isLessThan(1e-15);
  }

  @Test
  void theTrainingErrorIsThatOfTheModel() throws InterruptedException {
    ByteSamples samples = images(200, 21);
    int[] rows = IntStream.range(20, 150).toArray();
    PrincipalComponents components = PrincipalComponents.of(samples, rows, 2);

    for (int k : new int[] {1, 2, 7, 20}) {
      try (Engine engine = open(components.model(k))) {
        assertThat(ReconstructionError.mean(engine, samples, rows))
            .isCloseTo(components.trainError(k), within(1e-8));
      }
    }
    assertThat(components.trainError(0)).isGreaterThan(components.trainError(1));
    assertThat(components.trainError(21)).isZero();
  }

  @Test
  void theErrorOfNoComponentsIsThatOfTheMean() throws InterruptedException {
    ByteSamples samples = images(200, 21);
    PrincipalComponents components = fit(samples);

    assertThat(components.meanError(samples)).isCloseTo(components.trainError(0), within(1e-8));
  }

  @Test
  void theErrorOfTheMeanCountsWhatRowsCount() throws InterruptedException {
    ByteSamples samples = images(200, 21);
    PrincipalComponents components = fit(samples);
    float[] weights = new float[samples.rows()];
    weights[1] = 2;
    float[] ones = new float[samples.rows() * samples.width()];
    Arrays.fill(ones, 1);
    float[] row = new float[samples.width()];
    samples.read(1, row);
    double squares = 0;
    for (int i = 0; i < row.length; i++) {
      squares += Math.pow(row[i] - components.mean()[i], 2);
    }
    assertThat(components.meanError(new WeightedSamples(floats(samples), ones, weights)))
        .isCloseTo(squares / row.length, within(1e-8));
  }

  @Test
  void theNumberOfThreadsChangesNoBit() throws InterruptedException {
    for (Samples samples : new Samples[] {images(131, 37), floats(images(131, 37))}) {
      Autoencoder expected = fit(samples).model(9);

      for (int threads : new int[] {2, 3, 50}) {
        assertThat(
                PrincipalComponents.of(samples, all(samples), threads)
                    .model(9)
                    .parameters()
                    .sha256())
            .isEqualTo(expected.parameters().sha256());
      }
    }
  }

  @Test
  void theOrderOfImagesChangesNoBit() throws InterruptedException {
    ByteSamples samples = images(131, 37);
    int[] backwards = IntStream.range(0, 131).map(i -> 130 - i).toArray();

    assertThat(PrincipalComponents.of(samples, backwards, 1).variances())
        .containsExactly(fit(samples).variances());
  }

  @Test
  void floatsHaveTheComponentsOfTheirBytes() throws InterruptedException {
    ByteSamples samples = images(131, 37);

    assertThat(fit(floats(samples)).variances())
        .containsExactly(fit(samples).variances(), within(1e-7));
  }

  @Test
  void aHiddenReluHoldsTheLinearModelAndStaysOn() throws InterruptedException {
    ByteSamples samples = images(200, 21);
    for (Samples data : new Samples[] {samples, floats(samples)}) {
      PrincipalComponents components = fit(data);
      Autoencoder linear = components.model(7);
      Autoencoder relu = components.model(Architecture.of(21, 7, RELU, IDENTITY));

      float[] code = new float[7 * 16];
      try (Engine engine = open(relu)) {
        for (int row = 0; row + 16 <= data.rows(); row += 16) {
          engine.encode(new Batch(data, all(data), row, 16), code);
          for (float unit : code) {
            assertThat(unit).isPositive();
          }
        }
      }
      assertThat(error(relu, data)).isCloseTo(error(linear, data), within(1e-8));
    }
  }

  @Test
  void aUnitStaysOnInEveryCornerOfTheRange() throws InterruptedException {
    PrincipalComponents components = fit(images(200, 10));
    byte[] corners = new byte[1024 * 10];
    for (int i = 0; i < corners.length; i++) {
      corners[i] = (byte) ((((i / 10) >> (i % 10)) & 1) * 255);
    }
    var samples = new ByteSamples(corners, 1024, 10);

    float[] code = new float[1024 * 10];
    var architecture = Architecture.of(10, 10, RELU, IDENTITY);
    try (Engine engine =
        Engine.open(Engine.Kind.REFERENCE, components.model(architecture), 1024, 1)) {
      engine.encode(new Batch(samples, all(samples), 0, 1024), code);
    }
    float least = Float.POSITIVE_INFINITY;
    for (float unit : code) {
      least = Math.min(least, unit);
    }
    assertThat(least).isPositive().isLessThan(0.01f);
  }

  @Test
  void anOutputReluCutsOffWhatIsBelowZero() throws InterruptedException {
    ByteSamples samples = images(200, 21);
    PrincipalComponents components = fit(samples);
    double cut;
    try (Engine engine = open(components.model(3))) {
      cut = ReconstructionError.meanClamped(engine, samples, 0, Float.MAX_VALUE);
    }

    assertThat(error(components.model(Architecture.relu(21, 3)), samples))
        .isCloseTo(cut, within(1e-8));
  }

  @Test
  void impossibleRequestsAreRefused() throws InterruptedException {
    ByteSamples samples = images(9, 4);
    PrincipalComponents components = fit(samples);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> components.model(0))
        .withMessage("components must be between 1 and the 4 columns of the data, got 0");
    assertThatIllegalArgumentException().isThrownBy(() -> components.model(5));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> components.model(Architecture.relu(5, 2)))
        .withMessage("the components have 4 columns, the architecture 5 inputs");
    var identity = new Activation.Identity();
    var deep = Architecture.mirrored(4, HiddenWidths.of("3-2"), identity, identity, identity);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> components.model(deep))
        .withMessage("principal components are of one hidden layer, got 4-3-2-3-4");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PrincipalComponents.of(samples, new int[0], 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PrincipalComponents.of(samples, new int[] {1}, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PrincipalComponents.of(images(1, 4097), new int[] {0}, 1))
        .withMessage("principal components are computed of at most 4096 columns, got 4097");
  }

  private static ByteSamples fewRows(int rows, int width) {
    byte[] bytes = new byte[rows * width];
    for (int i = 0; i < bytes.length; i++) {
      int row = i / width;
      int column = i % width;
      bytes[i] = (byte) ((row * row * 7 + column * 13 + row * column * 5) % 101);
    }
    return new ByteSamples(bytes, rows, width);
  }

  /// The variances and the beginnings of the components are what numpy's `linalg.svd` gives of the
  /// centred rows.
  @Test
  void numpyFindsTheSameInFewRowsOfManyColumns() throws InterruptedException {
    double[] variances = {
      0.11707499646278403,
      0.10739645798514473,
      0.09547097523205285,
      0.07521653181666449,
      0.06266281645200629
    };
    double[][] beginnings = {
      {-0.2031172073189312, 0.017418033026628248, -0.13438525789373373, -0.07609276898421923},
      {0.031599617842868445, 0.1900894156978507, -0.07682484499356347, -0.2852881624734756},
      {-0.2644836355020968, -0.1273017843735561, 0.16682686727228777, -0.15596551089350072},
      {-0.07731639925933635, -0.20869459020813855, -0.010815260227492657, -0.15162419924761888},
      {-0.06714132166427156, 0.21395990171418006, 0.18253138910234856, -0.01812546827793813}
    };

    for (Samples samples : List.of(fewRows(6, 40), floats(fewRows(6, 40)))) {
      PrincipalComponents components = fit(samples);

      for (int i = 0; i < 5; i++) {
        double[] beginning = beginnings[i];
        assertThat(components.variances()[i]).isCloseTo(variances[i], within(1e-7));
        assertThat(Arrays.copyOf(components.component(i), 4))
            .containsExactly(beginning, within(1e-5));
      }
      assertThat(components.variances()).hasSize(40);
      assertThat(components.trainError(5)).isZero();
      assertThat(error(components.model(5), samples)).isLessThan(1e-12);
    }
  }

  @Test
  void theNumberOfThreadsChangesNoBitOfFewRows() throws InterruptedException {
    ByteSamples samples = images(100, 700);
    PrincipalComponents one = PrincipalComponents.of(samples, all(samples), 1);

    for (int threads : new int[] {2, 3, 7}) {
      PrincipalComponents many = PrincipalComponents.of(samples, all(samples), threads);

      assertThat(many.variances()).isEqualTo(one.variances());
      for (int i : new int[] {0, 50, 98, 99, 699}) {
        assertThat(many.component(i)).isEqualTo(one.component(i));
      }
    }
  }

  @Test
  void bothWaysGiveTheSameComponents() throws InterruptedException {
    ByteSamples samples = images(30, 64);
    // Each row three times: the same components, from the columns' side.
    int[] threeTimes = IntStream.range(0, 90).map(i -> i % 30).toArray();

    PrincipalComponents few = PrincipalComponents.of(samples, all(samples), 2);
    PrincipalComponents many = PrincipalComponents.of(samples, threeTimes, 2);

    for (int i = 0; i < 29; i++) {
      assertThat(few.variances()[i]).isCloseTo(many.variances()[i], within(1e-14));
      assertThat(few.component(i)).containsExactly(many.component(i), within(1e-8));
    }
  }

  @Test
  void equalRowsHaveComponentsWithoutVariance() throws InterruptedException {
    var equal = new ByteSamples(new byte[30], 3, 10);

    PrincipalComponents components = fit(equal);

    assertThat(components.variances()).containsOnly(0);
    assertThat(components.component(9)).hasSize(10);
    assertThat(error(components.model(10), equal)).isLessThan(1e-12);
  }

  @Test
  void anInterruptionEndsItOnEveryThread() {
    ByteSamples few = images(20, 64);
    ByteSamples many = images(64, 20);

    for (ByteSamples samples : List.of(few, many)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> PrincipalComponents.of(samples, all(samples), 2))
          .isInstanceOf(InterruptedException.class)
          .hasMessage("interrupted while components were computed");
      assertThat(Thread.interrupted()).isFalse();
    }
  }
}
