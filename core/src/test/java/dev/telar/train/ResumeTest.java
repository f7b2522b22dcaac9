package dev.telar.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.telar.data.ByteSamples;
import dev.telar.data.FloatSamples;
import dev.telar.data.RandomWeights;
import dev.telar.data.Samples;
import dev.telar.engine.Engine;
import dev.telar.engine.Optimizer;
import dev.telar.model.Activation;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Training that was stopped and resumed gives what it gives uninterrupted.
class ResumeTest {
  private static final int ROWS = 50;
  private static final int STEPS = 9; // 40 rows to train on in batches of 16, three epochs
  private static final Samples SAMPLES = samples(ROWS, 11);
  private static final Autoencoder START = Autoencoder.initialise(Architecture.relu(12, 6), 5);

  @TempDir private Path folder;

  private static Samples samples(int rows, int seed) {
    byte[] bytes = new byte[rows * 12];
    new Random(seed).nextBytes(bytes);
    return new ByteSamples(bytes, rows, 12);
  }

  private static TrainingPlan.Builder plan() {
    return TrainingPlan.asPrinted().toBuilder()
        .epochs(3)
        .batchSize(16)
        .validationRows(10)
        .seed(5)
        .optimizer(new Optimizer.Sgd(0.9))
        .dropout(0.3);
  }

  private static Checkpoint start(TrainingPlan plan) {
    return Checkpoint.start(plan, SAMPLES, START, Map.of("who", "a test"));
  }

  private TrainingResult train(
      Checkpoint from, Engine.Kind kind, int threads, TrainingListener listener)
      throws IOException, InterruptedException {
    try (var checkpoints = CheckpointFolder.open(folder, Duration.ofHours(1))) {
      return new Trainer(kind, threads).resume(from, SAMPLES, checkpoints, listener);
    }
  }

  private TrainingResult train(Checkpoint from) throws IOException, InterruptedException {
    return train(from, Engine.Kind.AUTO, 2, new TrainingListener() {});
  }

  private Checkpoint newest() throws IOException {
    return CheckpointFolder.newest(folder).orElseThrow().checkpoint();
  }

  /// Trains and is interrupted after so many steps.
  private void stopAfter(int stop, TrainingPlan plan, Engine.Kind kind) {
    assertThatThrownBy(() ->
            train(
                start(plan),
                kind,
                2,
                new TrainingListener() {
                  private int steps;

                  @Override
                  public void onStep(int epoch, int step, int steps, double runningError) {
                    if (++this.steps == stop) {
                      Thread.currentThread().interrupt();
                    }
                  }
                }))
        .isInstanceOf(InterruptedException.class);
  }

  private static IntStream everyStep() {
    return IntStream.rangeClosed(1, STEPS);
  }

  @ParameterizedTest
  @MethodSource("everyStep")
  void stoppedAfterAnyStepItGivesTheSameBits(int stop) throws IOException, InterruptedException {
    TrainingPlan plan = plan().build();
    TrainingResult whole = train(start(plan));

    stopAfter(stop, plan, Engine.Kind.VECTOR);
    Checkpoint stopped = newest();
    TrainingResult resumed = train(stopped, Engine.Kind.REFERENCE, 1, new TrainingListener() {});

    assertThat(stopped.step()).isEqualTo(stop);
    assertThat(stopped.provenance()).containsEntry("who", "a test");
    assertThat(resumed.model().parameters().sha256())
        .isEqualTo(whole.model().parameters().sha256());
    assertThat(History.errors(resumed.epochs())).isEqualTo(History.errors(whole.epochs()));
  }

  @ParameterizedTest
  @MethodSource("everyStep")
  void stoppedOnWeightedSamplesItGivesTheSameErrors(int stop)
      throws IOException, InterruptedException {
    Samples weighted = RandomWeights.of(SAMPLES);
    TrainingPlan plan = plan().build();
    var trainer = new Trainer(Engine.Kind.AUTO, 2);
    var stopped = new AtomicInteger();
    TrainingListener stopper =
        new TrainingListener() {
          @Override
          public boolean isStopRequested() {
            return stopped.getAndIncrement() == stop;
          }
        };

    TrainingResult whole = trainer.train(plan, weighted, START, new TrainingListener() {});
    TrainingResult resumed;
    try (var checkpoints = CheckpointFolder.open(folder, Duration.ofHours(1))) {
      Checkpoint begun = Checkpoint.start(plan, weighted, START, Map.of());
      var _ = trainer.resume(begun, weighted, checkpoints, stopper);
      resumed = trainer.resume(newest(), weighted, checkpoints, new TrainingListener() {});
    }

    assertThat(resumed.model().parameters().sha256())
        .isEqualTo(whole.model().parameters().sha256());
    assertThat(History.errors(resumed.epochs())).isEqualTo(History.errors(whole.epochs()));
    assertThatThrownBy(() -> train(newest()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the samples are others than the checkpoint's");
  }

  @ParameterizedTest
  @EnumSource(TrainingPlan.TrainError.class)
  void stoppedAfterEveryStepItGivesTheSameBits(TrainingPlan.TrainError trainError)
      throws IOException, InterruptedException {
    TrainingPlan plan = plan().trainError(trainError).shuffle(false).build();
    TrainingResult whole = train(start(plan));
    try (var checkpoints = CheckpointFolder.open(folder, Duration.ZERO)) {
      checkpoints.keep(start(plan));
    }

    for (int i = 0; i < STEPS; i++) {
      Checkpoint from = newest();
      Thread stopper = Thread.currentThread();
      assertThatThrownBy(() ->
              train(
                  from,
                  Engine.Kind.AUTO,
                  1,
                  new TrainingListener() {
                    @Override
                    public void onStep(int epoch, int step, int steps, double runningError) {
                      stopper.interrupt();
                    }
                  }))
          .isInstanceOf(InterruptedException.class);
    }
    TrainingResult resumed = train(newest());

    assertThat(newest().isFinished()).isTrue();
    assertThat(resumed.model().parameters().sha256())
        .isEqualTo(whole.model().parameters().sha256());
    assertThat(History.errors(resumed.epochs())).isEqualTo(History.errors(whole.epochs()));
  }

  @Test
  void aFinishedRunIsResumedWithMoreEpochs() throws IOException, InterruptedException {
    TrainingPlan three = plan().build();
    TrainingPlan five = plan().epochs(5).build();
    String whole = train(start(five)).model().parameters().sha256();
    train(start(three));

    TrainingResult extended = train(newest().extendedTo(5));

    assertThat(extended.epochs()).hasSize(5);
    assertThat(extended.model().parameters().sha256()).isEqualTo(whole);
  }

  @Test
  void aFinishedRunIsNotTrainedAgain() throws IOException, InterruptedException {
    TrainingPlan plan = plan().build();
    TrainingResult whole = train(start(plan));

    TrainingResult again =
        train(
            newest(),
            Engine.Kind.AUTO,
            2,
            new TrainingListener() {
              @Override
              public void onStep(int epoch, int step, int steps, double runningError) {
                throw new AssertionError("a step of epoch " + epoch);
              }
            });

    assertThat(again.epochs()).isEqualTo(whole.epochs());
  }

  @Test
  void anotherPlanIsRefusedWithItsDifferences() throws IOException, InterruptedException {
    TrainingPlan plan = plan().build();
    train(start(plan));

    assertThatThrownBy(() ->
            train(
                newest()
                    .withPlan(
                        plan().batchSize(8).optimizer(new Optimizer.Sgd(0)).epochs(9).build())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "training cannot be resumed with another plan: batch size 8 instead of 16, momentum 0.0 instead"
                + " of 0.9");
    assertThatThrownBy(() -> newest().extendedTo(2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("3 epochs are done, the plan has 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"one-cycle", "cosine"})
  void aScheduleOverAllEpochsRefusesOthers(String schedule)
      throws IOException, InterruptedException {
    TrainingPlan three = plan().schedule(Schedule.of(schedule)).build();
    train(start(three));

    assertThatThrownBy(() -> newest().extendedTo(5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "training cannot be resumed with another plan: epochs 5 instead of 3, on which the schedule "
                + schedule
                + " depends");
  }

  @Test
  void otherSamplesAreRefused() {
    Samples fewer = samples(40, 11);
    Samples others = samples(ROWS, 12);

    Checkpoint start = start(plan().build());

    assertThatThrownBy(() -> start.on(fewer))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there are 40 rows, the checkpoint is of training on 50");
    assertThatThrownBy(() -> start.on(others))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching(
            "the samples are others than the checkpoint's: their digest is .{12}…, its is .{12}…");
    assertThat(start.on(samples(ROWS, 11))).isEqualTo(start);
  }

  @Test
  void aCheckpointOfAnEarlierVersionIsResumedAndThenKnowsItsData()
      throws IOException, InterruptedException {
    Checkpoint start = start(plan().build());
    var unknown = new DataIdentity(ROWS, Optional.empty());
    var earlier =
        new Checkpoint(
            start.plan(),
            unknown,
            start.model(),
            start.optimizerState(),
            start.epochs(),
            start.position(),
            start.best(),
            start.provenance());
    Path file = folder.resolve("earlier.safetensors");
    CheckpointFile.write(file, earlier);

    assertThat(CheckpointFile.read(file).data()).isEqualTo(unknown);
    TrainingResult result = train(CheckpointFile.read(file));

    assertThat(newest().data()).isEqualTo(DataIdentity.of(SAMPLES));
    assertThat(result.model().parameters().sha256())
        .isEqualTo(train(start).model().parameters().sha256());
  }

  @Test
  void anExtendedPlanIsOnTheDiskBeforeAStep() throws IOException, InterruptedException {
    train(start(plan().build()));
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public boolean isStopRequested() {
            return true;
          }
        };

    train(newest().extendedTo(5), Engine.Kind.AUTO, 1, listener);

    assertThat(newest().plan().epochs()).isEqualTo(5);
    assertThat(newest().epochs()).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({"1e6, 0", "3e18, 3"})
  void afterDivergenceTheLastCheckpointIsAGoodOne(double learningRate, int everySeconds)
      throws IOException {
    var linear = new Activation.Identity();
    var start = Autoencoder.initialise(Architecture.of(12, 6, linear, linear), 5);
    TrainingPlan plan = plan().learningRate(learningRate).build();
    var trainer = new Trainer(Engine.Kind.AUTO, 1);

    try (var checkpoints = CheckpointFolder.open(folder, Duration.ofSeconds(everySeconds))) {
      assertThatThrownBy(() ->
              trainer.resume(
                  Checkpoint.start(plan, SAMPLES, start, Map.of()),
                  SAMPLES,
                  checkpoints,
                  new TrainingListener() {}))
          .isInstanceOf(DivergedException.class)
          .hasMessageContaining("in epoch 1, step ")
          .hasMessageContaining("the last finite loss was ")
          .hasMessageContaining("the last good checkpoint is in " + folder)
          .hasMessageEndingWith("a smaller learning rate may help");
    }

    assertThat(newest().model().parameters().areFinite()).isTrue();
    assertThat(newest().optimizerState()).allMatch(state -> state.areFinite());
  }

  @Test
  void weightsThatAreNoLongerFiniteAreNotHandedOut() {
    // The loss of the only step is finite, the weights after it are not.
    float[] values = new float[2 * 12];
    Arrays.fill(values, 1e10f);
    Samples large = new FloatSamples(values, 2, 12);
    TrainingPlan plan =
        plan().epochs(1).batchSize(2).validationRows(0).learningRate(3e38).dropout(0).build();
    var running = plan.toBuilder().trainError(TrainingPlan.TrainError.RUNNING).build();

    assertThatThrownBy(() ->
            new Trainer(Engine.Kind.AUTO, 1)
                .train(running, large, START, new TrainingListener() {}))
        .isInstanceOf(DivergedException.class)
        .hasMessageStartingWith("a weight became infinite or NaN in epoch 1, step 1");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void anEpochThatAListenerFailsInIsNotLostAndNotToldAgain(int failing) throws Exception {
    TrainingPlan plan = plan().build();
    List<Integer> told = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onEpoch(EpochErrors errors) {
            told.add(errors.epoch());
            assertThat(newestEpochs()).isLessThan(errors.epoch());
            if (errors.epoch() == failing && told.size() == failing) {
              throw new IllegalStateException("no page listens");
            }
          }
        };

    assertThatThrownBy(() -> train(start(plan), Engine.Kind.REFERENCE, 1, listener))
        .hasMessage("no page listens");
    train(newest(), Engine.Kind.REFERENCE, 1, listener);

    assertThat(told).containsExactly(1, 2, 3);
  }

  private int newestEpochs() {
    try {
      return newest().epochs().size();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
