package dev.telar.engine;

import static dev.telar.engine.GoldenNetwork.LEARNING_RATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Percentage.withPercentage;

import dev.telar.Golden;
import dev.telar.data.Batch;
import dev.telar.data.FloatSamples;
import dev.telar.data.RandomWeights;
import dev.telar.data.Samples;
import dev.telar.data.WeightedSamples;
import dev.telar.engine.Engine.Kind;
import dev.telar.engine.GoldenNetwork.Run;
import dev.telar.model.Activation;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.model.Parameters;
import dev.telar.model.Parameters.Layer;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What holds for every engine.
class EngineTest {
  private final GoldenNetwork golden = GoldenNetwork.of(33, 17, 9);

  private Engine open(Kind kind, int threads) {
    return Engine.open(
        kind, golden.initial(), Run.DROPOUT10.training(), golden.batchRows(), threads);
  }

  private void train(Engine engine, int steps) {
    for (int step = 0; step < steps; step++) {
      engine.trainStep(golden.batch(step), step, LEARNING_RATE);
    }
  }

  @ParameterizedTest
  @EnumSource
  void numberOfThreadsDoesNotChangeABit(Kind kind) {
    var sums =
        IntStream.of(1, 2, 3, 7)
            .mapToObj(threads -> {
              try (Engine engine = open(kind, threads)) {
                train(engine, 6);
                return engine.parameters().sha256();
              }
            })
            .distinct();

    assertThat(sums).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void saysWhatItIs(Kind kind) {
    try (Engine engine = open(kind, 2)) {
      assertThat(engine.kind()).isNotEqualTo(Kind.AUTO);
      assertThat(engine.architecture()).isEqualTo(golden.initial().architecture());
      assertThat(engine.maxBatch()).isEqualTo(9);
    }
  }

  @ParameterizedTest
  @EnumSource
  void evaluationLeavesTheParametersAndTheTrainingAlone(Kind kind) {
    try (Engine engine = open(kind, 2);
        Engine evaluated = open(kind, 2)) {
      train(engine, 2);
      train(evaluated, 2);
      String before = evaluated.parameters().sha256();

      evaluated.squaredErrors(golden.batch(1), new double[9]);
      evaluated.encode(golden.batch(2), new float[9 * 17]);
      evaluated.reconstruct(golden.batch(0), new float[9 * 33]);

      assertThat(evaluated.parameters().sha256()).isEqualTo(before);
      train(engine, 2);
      train(evaluated, 2);
      assertThat(evaluated.parameters().sha256()).isEqualTo(engine.parameters().sha256());
    }
  }

  @ParameterizedTest
  @EnumSource
  void evaluationDropsNothing(Kind kind) {
    var model = golden.initial();

    try (Engine training = Engine.open(kind, model, Run.DROPOUT50.training(), 9, 2);
        Engine evaluating = Engine.open(kind, model, 9, 2)) {
      assertThat(squaredErrors(training)).isEqualTo(squaredErrors(evaluating));
      assertThat(reconstruction(training)).isEqualTo(reconstruction(evaluating));
    }
  }

  private double[] squaredErrors(Engine engine) {
    double[] out = new double[9];
    engine.squaredErrors(golden.batch(0), out);
    return out;
  }

  private float[] reconstruction(Engine engine) {
    float[] out = new float[9 * 33];
    engine.reconstruct(golden.batch(0), out);
    return out;
  }

  @ParameterizedTest
  @EnumSource
  void trainingLeavesTheModelItStartedFromAlone(Kind kind) {
    var start = golden.initial();
    String before = start.parameters().sha256();

    try (Engine engine = Engine.open(kind, start, Run.PLAIN.training(), 9, 2)) {
      var copy = engine.parameters();
      train(engine, 1);

      assertThat(start.parameters().sha256()).isEqualTo(before);
      assertThat(copy.sha256()).isEqualTo(before);
      assertThat(engine.parameters().sha256()).isNotEqualTo(before);
    }
  }

  @ParameterizedTest
  @EnumSource
  void shortBatchAfterAFullOneIsThatBatchAlone(Kind kind) {
    Batch full = golden.batch(0);
    Batch shorter = golden.batch(2);
    double[] afterFull = new double[9];
    double[] alone = new double[9];

    Training training = Run.PLAIN.training();
    try (Engine engine = Engine.open(kind, golden.initial(), training, 9, 2);
        Engine fresh = Engine.open(kind, golden.initial(), training, 5, 2)) {
      engine.squaredErrors(full, afterFull);
      engine.squaredErrors(shorter, afterFull);
      fresh.squaredErrors(shorter, alone);
      double error = engine.trainStep(shorter, 0, LEARNING_RATE);

      assertThat(shorter.size()).isEqualTo(5);
      assertThat(IntStream.range(0, 5).mapToDouble(i -> afterFull[i]))
          .containsExactly(alone[0], alone[1], alone[2], alone[3], alone[4]);
      assertThat(error).isEqualTo(fresh.trainStep(shorter, 0, LEARNING_RATE));
      assertThat(engine.parameters().sha256()).isEqualTo(fresh.parameters().sha256());
    }
  }

  @ParameterizedTest
  @EnumSource
  void decodingACodeGivesTheReconstructionAndItsError(Kind kind) {
    float[] codes = new float[9 * 17];
    float[] decoded = new float[9 * 33];
    double[] errors = new double[9];
    float[] sample = new float[33];

    try (Engine engine = open(kind, 2)) {
      train(engine, 3);
      engine.encode(golden.batch(0), codes);
      engine.squaredErrors(golden.batch(0), errors);
      engine.decode(allRows(new FloatSamples(codes, 9, 17)), decoded);

      assertThat(decoded).isEqualTo(reconstruction(engine));
      for (int i = 0; i < 9; i++) {
        golden.batch(0).read(i, sample);
        float[] row = Arrays.copyOfRange(decoded, i * 33, (i + 1) * 33);
        assertThat(Engine.squaredError(row, sample)).isEqualTo(errors[i]);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void anErrorCountsWhatAValueCountsAndNotItsRow(Kind kind) {
    Samples samples = RandomWeights.of(golden.samples());
    Batch batch = Golden.batch(samples, 9, 0);
    double[] errors = new double[9];
    float[] output = new float[9 * 33];
    float[] sample = new float[33];
    float[] weights = new float[33];
    double sum = 0;

    try (Engine engine = Engine.open(kind, golden.initial(), Run.PLAIN.training(), 9, 2)) {
      engine.squaredErrors(batch, errors);
      engine.reconstruct(batch, output);
      for (int i = 0; i < 9; i++) {
        batch.read(i, sample);
        batch.readLossWeights(i, weights);
        float[] row = Arrays.copyOfRange(output, i * 33, (i + 1) * 33);
        assertThat(Engine.squaredError(row, sample, weights)).isEqualTo(errors[i]);
        sum += batch.rowWeight(i) * errors[i];
      }
      assertThat(engine.trainStep(batch, 0, LEARNING_RATE)).isCloseTo(sum, withPercentage(1e-4));
    }
  }

  @ParameterizedTest
  @EnumSource
  void weightsThatAreAllOneChangeNothing(Kind kind) {
    FloatSamples samples = (FloatSamples) golden.samples();
    float[] ones = new float[samples.rows() * 33];
    Arrays.fill(ones, 1);
    float[] ofRows = Arrays.copyOf(ones, samples.rows());
    Batch weighted = Golden.batch(new WeightedSamples(samples, ones, ofRows), 9, 2);

    try (Engine engine = open(kind, 2);
        Engine plain = open(kind, 2)) {
      train(engine, 1);
      train(plain, 1);
      double error = engine.trainStep(weighted, 1, LEARNING_RATE);

      assertThat(error).isEqualTo(plain.trainStep(golden.batch(2), 1, LEARNING_RATE));
      assertThat(engine.parameters().sha256()).isEqualTo(plain.parameters().sha256());
      assertThat(squaredErrors(engine)).isEqualTo(squaredErrors(plain));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aBatchOfWhichNoRowCountsChangesNothing(Kind kind) {
    FloatSamples samples = (FloatSamples) golden.samples();
    float[] ones = new float[samples.rows() * 33];
    Arrays.fill(ones, 1);
    var nothing = new WeightedSamples(samples, ones, new float[samples.rows()]);

    try (Engine engine = Engine.open(kind, golden.initial(), Run.PLAIN.training(), 9, 2)) {
      assertThat(engine.trainStep(Golden.batch(nothing, 9, 0), 0, LEARNING_RATE)).isZero();
      assertThat(engine.parameters().sha256()).isEqualTo(golden.initial().parameters().sha256());
    }
  }

  @ParameterizedTest
  @EnumSource
  void topKDoesNotSelectWithinAGivenCode(Kind kind) {
    var identity = new Activation.Identity();
    var shape = Architecture.of(2, 2, new Activation.TopK(1), identity);
    float[] unit = {1, 0, 0, 1};
    var model =
        new Autoencoder(
            shape, Parameters.of(new Layer(unit, new float[2]), new Layer(unit, new float[2])));
    float[] out = new float[2];

    try (Engine engine = Engine.open(kind, model, 1, 1)) {
      engine.decode(allRows(new FloatSamples(new float[] {3, 4}, 1, 2)), out);
    }

    assertThat(out).containsExactly(3, 4);
  }

  @ParameterizedTest
  @EnumSource
  void refusesCodesOfAnotherWidthOrNumber(Kind kind) {
    try (Engine engine = open(kind, 1)) {
      assertThatThrownBy(() -> engine.decode(batch(9, 33, (_, _) -> 0), new float[9 * 33]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a code has 33 values, the model expects 17");
      assertThatThrownBy(() -> engine.decode(batch(10, 17, (_, _) -> 0), new float[10 * 33]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("the batch has 10 rows, the engine was opened for 9");
      assertThatThrownBy(() -> engine.decode(batch(9, 17, (_, _) -> 0), new float[296]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("out must hold 9 × 33 values, it holds 296");
    }
    assertThatThrownBy(() -> Engine.squaredError(new float[2], new float[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an output of 2 columns has no error against a sample of 3");
    assertThatThrownBy(() -> Engine.squaredError(new float[2], new float[2], new float[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an output of 2 columns has no error against a sample of 2 with 3 weights");
  }

  private static Batch allRows(Samples samples) {
    return new Batch(samples, IntStream.range(0, samples.rows()).toArray(), 0, samples.rows());
  }

  @ParameterizedTest
  @EnumSource
  void nanInAnInputReachesTheLoss(Kind kind) {
    Batch batch = batch(9, 33, (row, column) -> row == 8 && column == 32 ? Float.NaN : 0.5f);
    double[] squaredErrors = new double[9];

    try (Engine engine = open(kind, 2)) {
      engine.squaredErrors(batch, squaredErrors);

      assertThat(squaredErrors[7]).isFinite();
      assertThat(squaredErrors[8]).isNaN();
      assertThat(engine.trainStep(batch, 0, LEARNING_RATE)).isNaN();
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusesABatchLargerThanItWasOpenedFor(Kind kind) {
    try (Engine engine = open(kind, 1)) {
      assertThatThrownBy(() -> engine.trainStep(batch(10, 33, (_, _) -> 0), 0, LEARNING_RATE))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("the batch has 10 rows, the engine was opened for 9");
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusesInputOfAnotherWidth(Kind kind) {
    try (Engine engine = open(kind, 1)) {
      assertThatThrownBy(() -> engine.squaredErrors(batch(9, 32, (_, _) -> 0), new double[9]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("input has 32 columns, the model expects 33");
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusesAnOutputThatIsTooSmall(Kind kind) {
    try (Engine engine = open(kind, 1)) {
      assertThatThrownBy(() -> engine.encode(golden.batch(0), new float[152]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("out must hold 9 × 17 values, it holds 152");
      assertThatThrownBy(() -> engine.reconstruct(golden.batch(0), new float[296]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("out must hold 9 × 33 values, it holds 296");
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusesToOpenWithoutRowsOrThreads(Kind kind) {
    assertThatThrownBy(() -> Engine.open(kind, golden.initial(), 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("batches must have at least 1 row, got 0");
    assertThatThrownBy(() -> Engine.open(kind, golden.initial(), 1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("threads must be at least 1, got 0");
  }

  @ParameterizedTest
  @ValueSource(floats = {-0.1f, 1, Float.NaN})
  void refusesMomentumAndDropoutOutOfRange(float value) {
    assertThatThrownBy(() -> new Optimizer.Sgd(value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("momentum must be at least 0 and below 1, got " + (double) value);
    assertThatThrownBy(() -> new Training(new Optimizer.Sgd(0), value, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("dropout must be at least 0 and below 1, got " + (double) value);
  }

  @FunctionalInterface
  private interface Value {
    float at(int row, int column);
  }

  private static Batch batch(int rows, int width, Value value) {
    var samples =
        new Samples() {
          @Override
          public int rows() {
            return rows;
          }

          @Override
          public int width() {
            return width;
          }

          @Override
          public void read(int row, float[] out) {
            for (int column = 0; column < width; column++) {
              out[column] = value.at(row, column);
            }
          }
        };
    return new Batch(samples, IntStream.range(0, rows).toArray(), 0, rows);
  }

  @ParameterizedTest
  @CsvSource({"REFERENCE, 1", "REFERENCE, 3", "VECTOR, 1", "VECTOR, 3"})
  @Timeout(30)
  void aClosedEngineSaysSo(Kind kind, int threads) {
    Engine engine = open(kind, threads);
    train(engine, 1);
    engine.close();
    engine.close();

    Stream.<ThrowingCallable>of(
            () -> engine.trainStep(golden.batch(0), 1, LEARNING_RATE),
            () -> engine.squaredErrors(golden.batch(0), new double[9]),
            () -> engine.encode(golden.batch(0), new float[9 * 17]),
            () -> engine.reconstruct(golden.batch(0), new float[9 * 33]),
            () -> engine.decode(codes(), new float[33]),
            engine::parameters,
            engine::optimizerState)
        .forEach(call ->
            assertThatThrownBy(call)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the engine is closed"));
    assertThat(engine.kind()).isEqualTo(kind);
  }

  private static Batch codes() {
    return new Batch(new FloatSamples(new float[17], 1, 17), new int[1], 0, 1);
  }

  @ParameterizedTest
  @CsvSource({"REFERENCE, 2147483647", "VECTOR, 100000000"})
  void anEngineThatDoesNotFitLeavesNoThread(Kind kind, int maxBatch) {
    long before = workers();

    assertThatThrownBy(() -> Engine.open(kind, golden.initial(), maxBatch, 3))
        .isInstanceOfAny(OutOfMemoryError.class, IllegalArgumentException.class);

    assertThat(workers()).isEqualTo(before);
  }

  private static long workers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("telar-worker"))
        .count();
  }
}
