package dev.telar.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Percentage.withPercentage;

import dev.telar.data.Batch;
import dev.telar.data.ByteSamples;
import dev.telar.data.FloatSamples;
import dev.telar.data.RandomWeights;
import dev.telar.data.Samples;
import dev.telar.data.Split;
import dev.telar.data.WeightedSamples;
import dev.telar.engine.Engine;
import dev.telar.engine.Loss;
import dev.telar.engine.Optimizer;
import dev.telar.engine.Regularisation;
import dev.telar.engine.Training;
import dev.telar.measure.ReconstructionError;
import dev.telar.model.Activation;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.train.TrainingPlan.TrainError;
import dev.telar.train.TrainingResult.Ending;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainerTest {
  private static final Samples SAMPLES = blobs(50, 12);
  private static final Autoencoder START = Autoencoder.initialise(Architecture.relu(12, 6), 5);

  /// Without an output ReLU, which a large step can switch off for good.
  private static final Autoencoder LINEAR_OUTPUT =
      Autoencoder.initialise(
          Architecture.of(12, 24, new Activation.Relu(), new Activation.Identity()), 5);

  /// Rows in two groups, so that there is something to learn.
  private static ByteSamples blobs(int rows, int width) {
    var random = new Random(11);
    byte[] bytes = new byte[rows * width];
    for (int i = 0; i < bytes.length; i++) {
      boolean bright = (i / width) % 2 == i % width % 2;
      bytes[i] = (byte) (random.nextInt(40) + (bright ? 200 : 0));
    }
    return new ByteSamples(bytes, rows, width);
  }

  private static TrainingPlan.Builder plan() {
    return TrainingPlan.asPrinted().toBuilder().epochs(3).batchSize(16).validationRows(10).seed(5);
  }

  private static TrainingResult train(TrainingPlan plan) throws InterruptedException {
    return train(plan, new TrainingListener() {});
  }

  private static TrainingResult train(TrainingPlan plan, TrainingListener listener)
      throws InterruptedException {
    return new Trainer(Engine.Kind.REFERENCE, 2).train(plan, SAMPLES, START, listener);
  }

  private static String weights(TrainingPlan.Builder plan) throws InterruptedException {
    return train(plan.build()).model().parameters().sha256();
  }

  @Test
  void thePapersPlanIsAsItIsPrinted() {
    assertThat(TrainingPlan.asPrinted())
        .isEqualTo(
            new TrainingPlan(
                30,
                1000,
                LearningRate.constant(0.5),
                new Optimizer.Sgd(0),
                Loss.MEAN_SQUARED_ERROR,
                Regularisation.NONE.withDropout(0.1),
                SplitPlan.randomRows(10_000),
                1,
                true,
                0,
                TrainError.FULL));
  }

  @Test
  void theDefaultsAreSafe() {
    assertThat(TrainingPlan.defaults())
        .isEqualTo(
            new TrainingPlan(
                30,
                128,
                LearningRate.constant(0.001),
                Optimizer.Adam.DEFAULT,
                Loss.MEAN_SQUARED_ERROR,
                Regularisation.NONE,
                new SplitPlan(Split.Kind.RANDOM, new SplitPlan.Share(0.1)),
                1,
                true,
                0,
                TrainError.FULL));
    assertThat(TrainingPlan.builder().optimizer(new Optimizer.Sgd(0)).build().learningRate().rate())
        .isEqualTo(0.01);
  }

  @Test
  void errorsOfWeightedSamplesAreMeansOfWhatCounts() throws InterruptedException {
    WeightedSamples weighted = RandomWeights.of(SAMPLES);
    List<Double> told = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onStep(int epoch, int step, int steps, double runningError) {
            told.add(runningError);
          }
        };
    // In order, and so slowly that every batch has the untrained model's errors.
    TrainingPlan plan =
        plan().epochs(1).shuffle(false).learningRate(1e-30).dropout(0).batchSize(1).build();
    int[] rows = plan.on(50).split().train();

    TrainingResult result = new Trainer(Engine.Kind.AUTO, 1).train(plan, weighted, START, listener);

    try (Engine engine = Engine.open(Engine.Kind.REFERENCE, START, 50, 1)) {
      EpochErrors errors = result.epochs().getFirst();
      double expected = ReconstructionError.mean(engine, weighted, rows);
      assertThat(errors.train()).hasValue(expected);
      assertThat(errors.trainRunning()).isCloseTo(expected, withPercentage(1e-4));
      assertThat(errors.validation())
          .hasValue(ReconstructionError.mean(engine, weighted, plan.on(50).split().validation()));
      assertThat(told).hasSize(40).allMatch(Double::isFinite);
      int[] first = Arrays.copyOf(rows, 20);
      assertThat(told.get(19))
          .isCloseTo(ReconstructionError.mean(engine, weighted, first), withPercentage(1e-4));
    }
  }

  @Test
  void rowsOfWhichNoneCountsAreRefused() {
    float[] ones = new float[50 * 12];
    Arrays.fill(ones, 1);
    FloatSamples values = new FloatSamples(new float[50 * 12], 50, 12);
    TrainingPlan plan = plan().build();
    float[] validating = new float[50];
    float[] training = new float[50];
    for (int row : plan.on(50).split().validation()) {
      validating[row] = 1;
    }
    for (int row : plan.on(50).split().train()) {
      training[row] = 1;
    }

    assertRefused(
        plan,
        new WeightedSamples(values, ones, validating),
        "none of the 40 training rows counts: their weights are all 0");
    assertRefused(
        plan,
        new WeightedSamples(values, ones, training),
        "none of the 10 validation rows counts: their weights are all 0");
  }

  private static void assertRefused(TrainingPlan plan, Samples samples, String message) {
    assertThatThrownBy(() ->
            new Trainer(Engine.Kind.AUTO, 1).train(plan, samples, START, new TrainingListener() {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void oneBatchCanBeLearntByHeart() throws InterruptedException {
    Samples four = blobs(4, 12);
    TrainingPlan plan =
        plan()
            .epochs(3000)
            .learningRate(1)
            .optimizer(new Optimizer.Sgd(0.9))
            .batchSize(4)
            .validationRows(0)
            .dropout(0)
            .trainError(TrainError.RUNNING)
            .build();

    TrainingResult result =
        new Trainer(Engine.Kind.REFERENCE, 1)
            .train(plan, four, LINEAR_OUTPUT, new TrainingListener() {});

    assertThat(result.epochs().getLast().trainRunning()).isLessThan(1e-4);
  }

  @Test
  void errorsFallAndAreMeasuredOnTheRightRows() throws InterruptedException {
    TrainingPlan plan = plan().build();

    TrainingResult result = train(plan);

    List<EpochErrors> epochs = result.epochs();
    assertThat(epochs).extracting(EpochErrors::epoch).containsExactly(1, 2, 3);
    assertThat(epochs.get(2).train().orElseThrow()).isLessThan(epochs.get(0).train().orElseThrow());
    Split split = plan.on(50).split();
    try (Engine engine = Engine.open(Engine.Kind.REFERENCE, result.model(), 50, 1)) {
      assertThat(ReconstructionError.mean(engine, SAMPLES, split.validation()))
          .isEqualTo(epochs.get(2).validation().orElseThrow());
      assertThat(ReconstructionError.mean(engine, SAMPLES, split.train()))
          .isEqualTo(epochs.get(2).train().orElseThrow());
    }
  }

  @Test
  void aShortLastBatchCountsByItsRows() throws InterruptedException {
    // Ordered, unshuffled and one epoch, so the steps can be repeated by hand: 16 + 16 + 8 rows.
    TrainingPlan plan = plan().epochs(1).shuffle(false).split(Split.Kind.ORDERED).build();
    double squaredError = 0;
    try (Engine engine =
        Engine.open(
            Engine.Kind.REFERENCE,
            START,
            new Training(new Optimizer.Sgd(0), 0.1f, plan.seed()),
            16,
            1)) {
      int[] order = IntStream.range(0, 40).toArray();
      for (int step = 0; step < 3; step++) {
        var batch = new Batch(SAMPLES, order, 16 * step, Math.min(16, 40 - 16 * step));
        squaredError += engine.trainStep(batch, step, 0.5f);
      }

      TrainingResult result = train(plan);

      assertThat(result.epochs().getFirst().trainRunning()).isEqualTo(squaredError / (40 * 12));
      assertThat(result.model().parameters().sha256()).isEqualTo(engine.parameters().sha256());
    }
  }

  @Test
  void everySettingThatShouldMatterDoes() throws InterruptedException {
    Set<String> different = new HashSet<>();
    List<TrainingPlan.Builder> plans =
        List.of(
            plan(),
            plan().seed(6),
            plan().batchSize(15),
            plan().learningRate(0.25),
            plan().optimizer(new Optimizer.Sgd(0.9)),
            plan().dropout(0.2),
            plan().shuffle(false),
            plan().split(Split.Kind.ORDERED),
            plan().validationRows(9),
            plan().epochs(2));

    for (TrainingPlan.Builder plan : plans) {
      different.add(weights(plan));
    }

    assertThat(different).hasSize(plans.size());
    assertThat(weights(plan())).isEqualTo(weights(plan()));
    assertThat(weights(plan().trainError(TrainError.RUNNING))).isEqualTo(weights(plan()));
  }

  @Test
  void withoutValidationRowsAllRowsTrain() throws InterruptedException {
    EpochErrors epoch =
        train(plan().validationRows(0).trainError(TrainError.RUNNING).build()).epochs().getFirst();

    assertThat(epoch.validation()).isEmpty();
    assertThat(epoch.train()).isEmpty();
    assertThat(epoch.trainRunning()).isPositive();
  }

  @Test
  void listenersHearEveryStepAndEpoch() throws InterruptedException {
    List<String> heard = new ArrayList<>();
    train(
        plan().epochs(2).build(),
        new TrainingListener() {
          @Override
          public void onStep(int epoch, int step, int steps, double runningError) {
            heard.add(epoch + ":" + step + "/" + steps);
          }

          @Override
          public void onEpoch(EpochErrors errors) {
            heard.add("epoch " + errors.epoch());
          }
        });

    assertThat(heard)
        .containsExactly(
            "1:1/3", "1:2/3", "1:3/3", "epoch 1", "2:1/3", "2:2/3", "2:3/3", "epoch 2");
  }

  @Test
  void divergenceSaysEpochStepAndTheLastFiniteLoss() {
    Samples huge = new FloatSamples(filled(40 * 12, 1e30f), 40, 12);
    Trainer trainer = new Trainer(Engine.Kind.REFERENCE, 1);

    assertThatThrownBy(() -> trainer.train(plan().build(), huge, START, new TrainingListener() {}))
        .isInstanceOf(DivergedException.class)
        .hasMessageContaining("the loss became Infinity in epoch 1, step 1")
        .hasMessageContaining("the last finite loss was none");
    TrainingPlan fast = plan().learningRate(1e6).build();
    assertThatThrownBy(() -> trainer.train(fast, SAMPLES, LINEAR_OUTPUT, new TrainingListener() {}))
        .isInstanceOf(DivergedException.class)
        .hasMessageContaining("the last finite loss was ");
  }

  private static float[] filled(int length, float value) {
    float[] values = new float[length];
    Arrays.fill(values, value);
    return values;
  }

  @Test
  void interruptionEndsTraining() {
    assertThatThrownBy(() ->
            train(
                plan().build(),
                new TrainingListener() {
                  @Override
                  public void onStep(int epoch, int step, int steps, double runningError) {
                    if (epoch == 2) {
                      Thread.currentThread().interrupt();
                    }
                  }
                }))
        .isInstanceOf(InterruptedException.class)
        .hasMessage("interrupted in epoch 2");
    assertThat(Thread.interrupted()).isFalse();
  }

  /// Asks to stop when so many steps and epochs were told.
  private static final class Stopper implements TrainingListener {
    private final int after;
    private int told;

    Stopper(int after) {
      this.after = after;
    }

    @Override
    public void onStep(int epoch, int step, int steps, double runningError) {
      told++;
    }

    @Override
    public void onEpoch(EpochErrors errors) {
      told++;
    }

    @Override
    public boolean isStopRequested() {
      return told >= after;
    }
  }

  /// Three steps and an epoch's end are told in each of three epochs.
  @ParameterizedTest
  @CsvSource({"0, 0, 0", "2, 0, 2", "3, 1, 4", "4, 1, 4", "6, 1, 6", "12, 3, 12"})
  void aListenerStopsTrainingWhichGivesTheModelThatItHas(int after, int epochs, int told)
      throws InterruptedException {
    var stopper = new Stopper(after);

    TrainingResult result =
        train(plan().build(), TrainingListener.all(List.of(stopper, new TrainingListener() {})));

    assertThat(result.epochs()).hasSize(epochs);
    assertThat(stopper.told).isEqualTo(told);
    assertThat(result.ending()).isEqualTo(epochs == 3 ? Ending.FINISHED : Ending.STOPPED);
    if (after == 0) {
      assertThat(result.model().parameters().sha256()).isEqualTo(START.parameters().sha256());
    }
    if (epochs == 1 && told == 4) {
      assertThat(result.model().parameters().sha256()).isEqualTo(weights(plan().epochs(1)));
    }
  }

  @Test
  void anotherThreadStopsTraining() throws Exception {
    var stop = new AtomicBoolean();
    var begun = new CountDownLatch(1);
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onStep(int epoch, int step, int steps, double runningError) {
            begun.countDown();
          }

          @Override
          public boolean isStopRequested() {
            return stop.get();
          }
        };
    var training =
        new FutureTask<>(() -> train(plan().epochs(Integer.MAX_VALUE).build(), listener));
    Thread.ofPlatform().start(training);

    begun.await();
    stop.set(true);

    assertThat(training.get().ending()).isEqualTo(Ending.STOPPED);
  }

  @Test
  void aModelComesWithItsProvenance() throws InterruptedException {
    TrainingResult result = train(plan().build());

    assertThat(result.provenance())
        .containsEntry("plan.epochs", "3")
        .containsEntry("plan.learning_rate", "0.5")
        .containsEntry("data_rows", "50")
        .containsEntry("data_digest", DataIdentity.of(SAMPLES).digest().orElseThrow())
        .containsEntry("epochs", "3")
        .containsEntry("ending", "finished")
        .containsEntry("engine", "reference")
        .containsKey("telar_version");
  }

  @Test
  void samplesOfAnotherWidthAreRefused() {
    Trainer trainer = new Trainer(Engine.Kind.REFERENCE, 1);

    assertThatThrownBy(
            () -> trainer.train(plan().build(), blobs(50, 20), START, new TrainingListener() {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("input has 20 columns, the model expects 12");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void noThreadIsRefused(int threads) {
    assertThatThrownBy(() -> new Trainer(Engine.Kind.AUTO, threads))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("threads must be at least 1, got " + threads);
  }
}
