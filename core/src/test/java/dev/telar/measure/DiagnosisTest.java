package dev.telar.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Percentage.withPercentage;

import dev.telar.data.ByteSamples;
import dev.telar.data.FloatSamples;
import dev.telar.data.RandomWeights;
import dev.telar.data.Samples;
import dev.telar.data.WeightedSamples;
import dev.telar.engine.Engine;
import dev.telar.measure.UnitActivity.State;
import dev.telar.model.Activation;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.model.Dense;
import dev.telar.model.HiddenWidths;
import dev.telar.model.Parameters;
import dev.telar.model.Parameters.Layer;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DiagnosisTest {
  /// Sample i of 300 is (i / 300, 1): only the last two have a first value above 297.5 / 300.
  private static final FloatSamples RAMP = ramp(300);

  /// Hidden: 0 is active for the last two samples only, 1 always, 2 never, 3 for the upper half.
  /// Outputs: 0 is −0.25 before its ReLU whenever hidden unit 1 is 1, and 1 is always 0.5.
  private static final Parameters HAND_MADE =
      Parameters.of(
          new Layer(
              new float[] {1, 0, 0, 1, 0, -1, 1, 0},
              new float[] {-297.5f / 300, 0, 0, -149.5f / 300}),
          new Layer(new float[] {0, -0.25f, 0, 0, 0, 0.5f, 0, 0}, new float[2]));

  private static final Autoencoder MODEL = new Autoencoder(Architecture.relu(2, 4), HAND_MADE);

  private static FloatSamples ramp(int rows) {
    float[] values = new float[2 * rows];
    for (int row = 0; row < rows; row++) {
      values[2 * row] = (float) row / rows;
      values[2 * row + 1] = 1;
    }
    return new FloatSamples(values, rows, 2);
  }

  private static Diagnosis diagnose(Autoencoder model) throws InterruptedException {
    return Diagnosis.of(model, RAMP, RAMP, Engine.Kind.REFERENCE, 1);
  }

  @Test
  void hiddenUnitsAreToldApartByHowOftenTheyAreActive() throws InterruptedException {
    Diagnosis diagnosis = diagnose(MODEL);

    assertThat(diagnosis.code())
        .extracting(UnitActivity::state)
        .containsExactly(State.NEARLY_DEAD, State.ALWAYS_ACTIVE, State.DEAD, State.NORMAL);
    assertThat(diagnosis.code()).extracting(UnitActivity::active).containsExactly(2, 300, 0, 150);
    assertThat(diagnosis.code().get(1).mean()).isEqualTo(1);
    assertThat(diagnosis.activeUnits()).isCloseTo(452 / 300.0, withPercentage(1e-9));
  }

  @Test
  void aDeadOutputIsFoundWithItsPreActivationAndItsError() throws InterruptedException {
    Diagnosis diagnosis = diagnose(MODEL);

    assertThat(diagnosis.outputs(State.DEAD)).containsExactly(0);
    assertThat(diagnosis.outputs(State.ALWAYS_ACTIVE)).containsExactly(1);
    OutputUnit dead = diagnosis.outputs().getFirst();
    double squares = 0;
    for (int row = 0; row < 300; row++) {
      squares += row / 300.0 * (row / 300.0);
    }
    assertThat(dead.greatestPreActivation()).isEqualTo(-0.25f);
    assertThat(dead.activity().greatest()).isZero();
    assertThat(dead.dataMean()).isCloseTo(299 / 600.0, withPercentage(1e-4));
    assertThat(dead.error()).isCloseTo(squares / 300, withPercentage(1e-4));
    assertThat(dead.errorShare()).isCloseTo(squares / (squares + 300 * 0.25), withPercentage(1e-4));
  }

  @Test
  void anIdentityNeitherDiesNorSaturates() throws InterruptedException {
    var identity = new Activation.Identity();
    var linear = new Autoencoder(Architecture.of(2, 4, identity, identity), HAND_MADE);

    Diagnosis diagnosis = diagnose(linear);

    assertThat(diagnosis.code()).extracting(UnitActivity::state).containsOnly(State.NORMAL);
    assertThat(diagnosis.outputs(State.NORMAL)).containsExactly(0, 1);
  }

  @Test
  void aBoundedUnitSaturatesAtEitherBound() throws InterruptedException {
    var parameters =
        Parameters.of(
            new Layer(new float[8], new float[] {-9, 9, 0, 4}),
            new Layer(new float[8], new float[] {-9, 0}));
    var sigmoid = new Activation.Sigmoid();
    var model = new Autoencoder(Architecture.of(2, 4, new Activation.Tanh(), sigmoid), parameters);

    Diagnosis diagnosis = diagnose(model);

    assertThat(diagnosis.code())
        .extracting(UnitActivity::state)
        .containsExactly(State.SATURATED, State.SATURATED, State.NORMAL, State.SATURATED);
    assertThat(diagnosis.outputs(State.SATURATED)).containsExactly(0);
  }

  @Test
  void aUnitThatTopKNeverKeepsIsDead() throws InterruptedException {
    var parameters =
        Parameters.of(
            new Layer(new float[8], new float[] {-3, -1, -2, -4}),
            new Layer(new float[8], new float[2]));
    var topK = Architecture.of(2, 4, new Activation.TopK(2), new Activation.Identity());

    Diagnosis diagnosis = diagnose(new Autoencoder(topK, parameters));

    assertThat(diagnosis.code())
        .extracting(UnitActivity::state)
        .containsExactly(State.DEAD, State.ALWAYS_ACTIVE, State.ALWAYS_ACTIVE, State.DEAD);
  }

  /// Before the code of [#HAND_MADE]'s units: two that copy the sample and one that is dead. After
  /// it: one that is always active and one that is active for half of the samples.
  private static Autoencoder deep() {
    var relu = new Activation.Relu();
    return new Autoencoder(
        new Architecture(
            List.of(new Dense(2, 3, relu), new Dense(3, 4, new Activation.Identity())),
            List.of(new Dense(4, 2, relu), new Dense(2, 2, relu))),
        new Parameters(
            List.of(
                new Layer(new float[] {1, 0, 0, 1, 0, -1}, new float[3]),
                new Layer(
                    new float[] {1, 0, 0, 0, 1, 0, 0, -1, 0, 1, 0, 0},
                    new float[] {-297.5f / 300, 0, 0, -149.5f / 300})),
            List.of(
                new Layer(new float[] {0, 1, 0, 0, 0, 0, 0, 1}, new float[2]),
                new Layer(new float[] {0.5f, 0, 0, -1}, new float[2]))));
  }

  @Test
  void unitsOfEveryHiddenLayerAreFollowed() throws InterruptedException {
    Diagnosis diagnosis = diagnose(deep());

    assertThat(diagnosis.hidden()).extracting(List::size).containsExactly(3, 4, 2);
    assertThat(diagnosis.hidden().get(0))
        .extracting(UnitActivity::state)
        .containsExactly(State.NORMAL, State.ALWAYS_ACTIVE, State.DEAD);
    assertThat(diagnosis.hidden().get(0))
        .extracting(UnitActivity::active)
        .containsExactly(299, 300, 0);
    assertThat(diagnosis.hidden().get(2))
        .extracting(UnitActivity::active)
        .containsExactly(300, 150);
    assertThat(diagnosis.code()).isEqualTo(diagnosis.hidden().get(1));
    assertThat(diagnosis.code()).extracting(UnitActivity::active).containsExactly(2, 300, 0, 150);
    assertThat(diagnosis.activeUnits()).isCloseTo(452 / 300.0, withPercentage(1e-9));
    assertThat(diagnosis.outputs(State.ALWAYS_ACTIVE)).containsExactly(0);
    assertThat(diagnosis.outputs(State.DEAD)).containsExactly(1);
    assertThat(diagnosis.layers()).hasSize(4);
  }

  @Test
  void deadUnitsAreCountedInEveryHiddenLayer() throws InterruptedException {
    for (int maxBatch : new int[] {7, 300}) {
      try (Engine engine = Engine.open(Engine.Kind.AUTO, deep(), maxBatch, 2)) {
        DeadUnits dead = DeadUnits.count(engine, RAMP);

        assertThat(dead).isEqualTo(new DeadUnits(List.of(1, 1, 0), 1));
        assertThat(dead.hidden()).isEqualTo(2);
      }
    }
  }

  private static Stream<Arguments> samplesOfEveryKind() {
    ByteSamples samples = randomSamples(2300, 9);
    return Stream.of(
        Arguments.of("4", 1, samples),
        Arguments.of("4", 2, samples),
        Arguments.of("4", 3, samples),
        Arguments.of("4", 2, RandomWeights.of(samples)),
        Arguments.of("20-4", 1, samples),
        Arguments.of("20-4", 3, samples),
        Arguments.of("20-4", 2, RandomWeights.of(samples)));
  }

  @ParameterizedTest
  @MethodSource("samplesOfEveryKind")
  void errorsAreThoseOfAnEvaluationToTheBit(String hidden, int threads, Samples samples)
      throws InterruptedException {
    Autoencoder model =
        Autoencoder.initialise(
            Architecture.mirrored(
                9,
                HiddenWidths.of(hidden),
                new Activation.Tanh(),
                new Activation.Relu(),
                new Activation.Relu()),
            1);

    Diagnosis diagnosis = Diagnosis.of(model, samples, samples, Engine.Kind.AUTO, threads);

    try (Engine engine = Engine.open(Engine.Kind.REFERENCE, model, 100, 1)) {
      assertThat(diagnosis.error()).isEqualTo(ReconstructionError.mean(engine, samples));
      assertThat(diagnosis.samples().of(2299))
          .isEqualTo(ReconstructionError.perRow(engine, samples, new int[] {2299})[0] / 9);
      DeadUnits dead = DeadUnits.count(engine, samples);
      assertThat(diagnosis.outputs(State.DEAD)).hasSize(dead.output());
    }
    double sum = diagnosis.outputs().stream().mapToDouble(OutputUnit::error).sum();
    assertThat(sum / 9).isCloseTo(diagnosis.error(), withPercentage(1e-4));
  }

  @Test
  void whatDoesNotCountChangesNoErrorAndNoMean() throws InterruptedException {
    var values = new FloatSamples(new float[] {0.5f, 1, 0.25f, 1, 0.25f, 99}, 3, 2);
    var weighted =
        new WeightedSamples(values, new float[] {2, 0, 1, 1, 1, 1}, new float[] {0.5f, 1, 0});

    Diagnosis diagnosis = Diagnosis.of(MODEL, weighted, weighted, Engine.Kind.REFERENCE, 1);

    // Outputs are 0 and 0.5.
    assertThat(diagnosis.error()).isEqualTo((0.5 * 2 * 0.25 + 0.0625 + 0.25) / (1.5 * 2));
    OutputUnit first = diagnosis.outputs().getFirst();
    OutputUnit second = diagnosis.outputs().getLast();
    assertThat(first.dataMean()).isEqualTo((0.5 * 2 * 0.5 + 0.25) / 2);
    assertThat(second.dataMean()).isEqualTo(1);
    assertThat(first.error()).isEqualTo((0.5 * 2 * 0.25 + 0.0625) / 1.5);
    assertThat(second.error()).isEqualTo(0.25 / 1.5);
    assertThat(diagnosis.samples().worst(9)).containsExactly(0, 1);
  }

  @Test
  void aModelThatIsNotFiniteIsRefused() {
    var parameters =
        Parameters.of(
            new Layer(new float[8], new float[4]),
            new Layer(new float[8], new float[] {Float.NaN, 0}));

    assertThatThrownBy(() -> diagnose(new Autoencoder(Architecture.relu(2, 4), parameters)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NaN");
  }

  static ByteSamples randomSamples(int rows, int width) {
    byte[] bytes = new byte[rows * width];
    new Random(3).nextBytes(bytes);
    return new ByteSamples(bytes, rows, width);
  }
}
