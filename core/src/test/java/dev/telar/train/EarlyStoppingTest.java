package dev.telar.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.telar.data.ByteSamples;
import dev.telar.data.Samples;
import dev.telar.engine.Engine;
import dev.telar.engine.Noise;
import dev.telar.engine.Optimizer;
import dev.telar.measure.ReconstructionError;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Random samples, of which the training rows are learnt by heart: the validation error soon rises.
class EarlyStoppingTest {
  private static final int ROWS = 50;
  private static final int STEPS_PER_EPOCH = 3; // 40 rows to train on in batches of 16
  private static final Samples SAMPLES = samples();
  private static final Autoencoder START = Autoencoder.initialise(Architecture.relu(12, 20), 5);

  @TempDir private Path folder;

  private static Samples samples() {
    byte[] bytes = new byte[ROWS * 12];
    new Random(11).nextBytes(bytes);
    return new ByteSamples(bytes, ROWS, 12);
  }

  private static TrainingPlan.Builder plan() {
    return TrainingPlan.asPrinted().toBuilder()
        .epochs(60)
        .batchSize(16)
        .validationRows(10)
        .learningRate(0.03)
        .optimizer(Optimizer.Adam.DEFAULT)
        .noise(new Noise.Masking(0.2f))
        .dropout(0.3)
        .patience(4)
        .seed(5);
  }

  private TrainingResult train(Checkpoint from, Engine.Kind kind, int stop)
      throws IOException, InterruptedException {
    try (var checkpoints = CheckpointFolder.open(folder, Duration.ofHours(1))) {
      return new Trainer(kind, 1).resume(from, SAMPLES, checkpoints, stopAfter(stop));
    }
  }

  private static TrainingListener stopAfter(int stop) {
    return new TrainingListener() {
      private int steps;

      @Override
      public void onStep(int epoch, int step, int steps, double runningError) {
        if (++this.steps == stop) {
          Thread.currentThread().interrupt();
        }
      }
    };
  }

  private static TrainingResult train(TrainingPlan plan) throws InterruptedException {
    return new Trainer(Engine.Kind.AUTO, 1).train(plan, SAMPLES, START, new TrainingListener() {});
  }

  private static Checkpoint start(TrainingPlan plan) {
    return Checkpoint.start(plan, SAMPLES, START, Map.of());
  }

  private Checkpoint newest() throws IOException {
    return CheckpointFolder.newest(folder).orElseThrow().checkpoint();
  }

  private static double validation(EpochErrors epoch) {
    return epoch.validation().orElseThrow();
  }

  @Test
  void stopsAfterItsPatienceWithTheBestEpochsModel() throws InterruptedException {
    TrainingPlan plan = plan().build();

    TrainingResult result = train(plan);

    List<EpochErrors> epochs = result.epochs();
    EpochErrors best =
        epochs.stream().min(Comparator.comparingDouble(e -> validation(e))).orElseThrow();
    assertThat(epochs).hasSizeLessThan(60).hasSize(best.epoch() + 4);
    assertThat(best.epoch()).isGreaterThan(2);
    assertThat(StoppingRule.best(result.epochs()).epoch()).isEqualTo(best.epoch());
    int[] rows = plan.on(ROWS).split().validation();
    try (Engine engine = Engine.open(Engine.Kind.AUTO, result.model(), ROWS, 1)) {
      assertThat(ReconstructionError.mean(engine, SAMPLES, rows)).isEqualTo(validation(best));
    }
  }

  @Test
  void theModelIsThatOfTrainingForAsManyEpochs() throws InterruptedException {
    TrainingResult stopped = train(plan().build());

    TrainingResult whole =
        train(plan().patience(0).epochs(StoppingRule.best(stopped.epochs()).epoch()).build());

    assertThat(stopped.model().parameters().sha256())
        .isEqualTo(whole.model().parameters().sha256());
  }

  @Test
  void withoutEnoughEpochsToStopTheBestModelIsStillTheResult() throws InterruptedException {
    TrainingResult stopped = train(plan().build());

    TrainingResult result =
        train(plan().epochs(StoppingRule.best(stopped.epochs()).epoch() + 2).build());

    assertThat(result.epochs()).hasSize(StoppingRule.best(stopped.epochs()).epoch() + 2);
    assertThat(StoppingRule.best(result.epochs()).epoch())
        .isEqualTo(StoppingRule.best(stopped.epochs()).epoch());
    assertThat(result.model().parameters().sha256())
        .isEqualTo(stopped.model().parameters().sha256());
  }

  /// In the first epoch, before any is the best; at an epoch's end; and when the best one is past.
  private static IntStream stops() throws InterruptedException {
    int best = StoppingRule.best(train(plan().build()).epochs()).epoch() * STEPS_PER_EPOCH;
    return IntStream.of(1, STEPS_PER_EPOCH, STEPS_PER_EPOCH + 1, best, best + 1, best + 5);
  }

  @ParameterizedTest
  @MethodSource("stops")
  void resumedItGivesTheSameBits(int stop) throws IOException, InterruptedException {
    TrainingPlan plan = plan().build();
    TrainingResult whole = train(plan);

    assertThatThrownBy(() -> train(start(plan), Engine.Kind.VECTOR, stop))
        .isInstanceOf(InterruptedException.class);
    assertThat(newest().step()).isEqualTo(stop);
    assertThat(newest().optimizerState()).hasSize(2);
    TrainingResult resumed = train(newest(), Engine.Kind.REFERENCE, 0);

    assertThat(StoppingRule.best(resumed.epochs()).epoch())
        .isEqualTo(StoppingRule.best(whole.epochs()).epoch());
    assertThat(resumed.model().parameters().sha256())
        .isEqualTo(whole.model().parameters().sha256());
    assertThat(History.errors(resumed.epochs())).isEqualTo(History.errors(whole.epochs()));
  }

  @Test
  void whatHasStoppedIsFinished() throws IOException, InterruptedException {
    TrainingPlan plan = plan().build();
    TrainingResult whole = train(start(plan), Engine.Kind.AUTO, 0);

    assertThat(newest().isFinished()).isTrue();
    assertThat(newest().best().orElseThrow().parameters().sha256())
        .isEqualTo(whole.model().parameters().sha256());
    TrainingResult again = train(newest(), Engine.Kind.AUTO, 1);

    assertThat(again.model().parameters().sha256()).isEqualTo(whole.model().parameters().sha256());
    assertThat(again.epochs()).isEqualTo(whole.epochs());
  }
}
