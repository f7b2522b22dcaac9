package dev.telar.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.telar.data.Batch;
import dev.telar.data.FloatSamples;
import dev.telar.engine.Engine;
import dev.telar.measure.PrincipalComponents;
import dev.telar.measure.ReconstructionError;
import dev.telar.model.Activation;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.study.TestRows;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplorerTest {
  private static final int[] ALL = IntStream.range(0, TinyModels.ROWS).toArray();

  private final TestRows pictures = TinyModels.pictures();

  private Explorer open(Autoencoder model) {
    return Explorer.open(model, pictures, Engine.Kind.AUTO);
  }

  @ParameterizedTest
  @CsvSource({
    "relu, relu",
    "identity, identity",
    "leaky-relu:0.4, sigmoid",
    "gelu, leaky-relu",
    "tanh, gelu",
    "sigmoid, tanh",
    "top-k:3, relu"
  })
  void codesReconstructionsAndErrorsAreTheEngines(String hidden, String output) {
    Autoencoder model = TinyModels.untrained(hidden, output);

    assertBits(model, Engine.Kind.REFERENCE);
    assertBits(model, Engine.Kind.VECTOR);
  }

  @Test
  void tiedModelsAndThoseOfComponentsHaveTheSameBitsToo() {
    Autoencoder start = TinyModels.untrained("tanh", "sigmoid");
    var tied = new Autoencoder(start.architecture(), start.parameters().withTiedDecoder());

    assertBits(tied, Engine.Kind.VECTOR);
    assertBits(TinyModels.components(5), Engine.Kind.VECTOR);
  }

  private void assertBits(Autoencoder model, Engine.Kind kind) {
    int hidden = model.architecture().codeWidth();
    float[] codes = new float[TinyModels.ROWS * hidden];
    float[] outputs = new float[TinyModels.ROWS * TinyModels.PIXELS];
    double[] errors = new double[TinyModels.ROWS];
    try (Explorer explorer = open(model);
        Engine engine = Engine.open(kind, model, TinyModels.ROWS, 2)) {
      var batch = new Batch(pictures.test(), ALL, 0, ALL.length);
      engine.encode(batch, codes);
      engine.reconstruct(batch, outputs);
      engine.squaredErrors(batch, errors);
      for (int row : ALL) {
        float[] pixels = explorer.pixels(row);
        float[] code = Arrays.copyOfRange(codes, row * hidden, (row + 1) * hidden);
        float[] output =
            Arrays.copyOfRange(outputs, row * TinyModels.PIXELS, (row + 1) * TinyModels.PIXELS);

        assertThat(explorer.code(row)).isEqualTo(code);
        assertThat(explorer.code(pixels)).isEqualTo(code);
        assertThat(explorer.decode(code)).isEqualTo(output);
        assertThat(explorer.reconstruct(pixels)).isEqualTo(output);
        assertThat(explorer.error(output, pixels)).isEqualTo(errors[row] / TinyModels.PIXELS);
      }
    }
  }

  @Test
  void theWayBeginsAndEndsWithTheReconstructions() {
    try (Explorer explorer = open(TinyModels.untrained("tanh", "sigmoid"))) {
      float[] from = explorer.pixels(0);
      float[] to = explorer.pixels(1);

      var way = explorer.interpolate(from, to, List.of(0f, 0.25f, 1f));

      assertThat(way).extracting(Explorer.Between::position).containsExactly(0f, 0.25f, 1f);
      assertThat(way.getFirst().decoded()).isEqualTo(Explorer.list(explorer.reconstruct(from)));
      assertThat(way.getFirst().blended()).isEqualTo(Explorer.list(from));
      assertThat(way.getLast().decoded()).isEqualTo(Explorer.list(explorer.reconstruct(to)));
      assertThat(way.getLast().blended()).isEqualTo(Explorer.list(to));
    }
  }

  @Test
  void onTheWayCodesAreMixedAndDecoded() {
    try (Explorer explorer = open(TinyModels.untrained("relu", "relu"))) {
      float[] from = explorer.pixels(2);
      float[] to = explorer.pixels(3);
      float[] mixed = explorer.code(from);
      float[] end = explorer.code(to);
      for (int i = 0; i < mixed.length; i++) {
        mixed[i] = 0.25f * mixed[i] + 0.75f * end[i];
      }

      var half = explorer.interpolate(from, to, List.of(0.75f)).getFirst();

      assertThat(half.decoded()).isEqualTo(Explorer.list(explorer.decode(mixed)));
      assertThat(half.blended().get(7)).isEqualTo(0.25f * from[7] + 0.75f * to[7]);
    }
  }

  @Test
  void theSurveyHoldsTheErrorsOfTheEngineAndTheReachOfTheUnits() throws InterruptedException {
    Autoencoder model = TinyModels.untrained("relu", "sigmoid");
    try (Explorer explorer = open(model);
        Engine engine = Engine.open(Engine.Kind.REFERENCE, model, 7, 1)) {
      double[] errors = ReconstructionError.perRow(engine, pictures.test(), ALL);

      explorer.measuring().await();
      Survey survey = explorer.measuring().survey().orElseThrow();

      assertThat(explorer.measuring().failure()).isEmpty();
      assertThat(explorer.measuring().progress()).isEqualTo(1);
      for (int row : ALL) {
        assertThat(survey.errors().of(row)).isEqualTo(errors[row] / TinyModels.PIXELS);
      }
      for (int unit = 0; unit < 7; unit++) {
        int column = unit;
        double[] values = IntStream.of(ALL).mapToDouble(r -> explorer.code(r)[column]).toArray();
        Survey.UnitRange range = survey.units().get(unit);
        assertThat((double) range.lowest()).isEqualTo(Arrays.stream(values).min().orElseThrow());
        assertThat((double) range.greatest()).isEqualTo(Arrays.stream(values).max().orElseThrow());
        assertThat(range.mean()).isEqualTo(sum(values) / values.length);
        assertThat(range.active())
            .isEqualTo((int) Arrays.stream(values).filter(v -> v > 0).count());
      }
    }
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }

  @Test
  void theMapHoldsTheCodesAsTheirComponentsSeeThem() throws InterruptedException {
    Autoencoder model = TinyModels.untrained("tanh", "sigmoid");
    try (Explorer explorer = open(model)) {
      float[] codes = new float[TinyModels.ROWS * 7];
      for (int row : ALL) {
        System.arraycopy(explorer.code(row), 0, codes, row * 7, 7);
      }
      var samples = new FloatSamples(codes, TinyModels.ROWS, 7);
      PrincipalComponents components = PrincipalComponents.of(samples, ALL, 1);
      double[] second = components.component(1);
      double expected = 0;
      for (int i = 0; i < 7; i++) {
        expected += second[i] * (codes[5 * 7 + i] - components.mean()[i]);
      }

      explorer.measuring().await();
      CodeMap map = explorer.measuring().map().orElseThrow();

      assertThat(map.rows()).isEqualTo(TinyModels.ROWS);
      assertThat(map.y(5)).isEqualTo((float) expected);
      assertThat(map.explainedByX() + map.explainedByY())
          .isEqualTo(components.explainedVariance(2));
    }
  }

  @Test
  void theMapOfOneUnitIsALine() throws InterruptedException {
    var shape = Architecture.of(TinyModels.PIXELS, 1, new Activation.Relu(), new Activation.Relu());
    try (Explorer explorer = open(Autoencoder.initialise(shape, 4))) {
      explorer.measuring().await();

      CodeMap map = explorer.measuring().map().orElseThrow();
      assertThat(map.explainedByX()).isEqualTo(1);
      assertThat(map.explainedByY()).isZero();
      assertThat(map.y(3)).isZero();
    }
  }

  @Test
  void refusesWhatDoesNotFit() {
    try (Explorer explorer = open(TinyModels.components(4))) {
      assertThatThrownBy(() -> explorer.decode(new float[5]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("there are 5 values, the model expects 4");
      assertThatThrownBy(() -> explorer.code(new float[5]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("there are 5 values, the model expects 30");
      assertThatThrownBy(() -> explorer.pixels(60)).isInstanceOf(IndexOutOfBoundsException.class);
    }
    assertThatThrownBy(() -> open(Autoencoder.initialise(Architecture.relu(12, 2), 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the model has 12 inputs, the images have 6 × 5 pixels");
  }
}
