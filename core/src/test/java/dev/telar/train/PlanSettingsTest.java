package dev.telar.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.telar.data.Split;
import dev.telar.engine.Loss;
import dev.telar.engine.Noise;
import dev.telar.train.TrainingPlan.OptimizerKind;
import dev.telar.train.TrainingPlan.TrainError;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanSettingsTest {
  /// Everything of which one plan can have it, and nothing at its default.
  private static final TrainingPlan ADAM =
      TrainingPlan.builder()
          .epochs(7)
          .batchSize(33)
          .learningRate(0.1 / 3)
          .schedule(new Schedule.Step(2, 0.3))
          .warmupEpochs(1.5)
          .optimizerKind(OptimizerKind.ADAMW)
          .beta1(0.85)
          .beta2(0.99)
          .epsilon(1e-7)
          .weightDecay(0.01)
          .loss(Loss.BINARY_CROSS_ENTROPY)
          .dropout(0.25)
          .noise(new Noise.Masking(0.4f))
          .sparsity(1e-3)
          .clipNorm(2.5)
          .tied(true)
          .patience(3)
          .seed(-9)
          .shuffle(false)
          .split(Split.Kind.ORDERED)
          .validationRows(50)
          .trainError(TrainError.RUNNING)
          .build();

  private static final TrainingPlan SGD =
      TrainingPlan.builder().momentum(0.9).nesterov(true).build();

  @Test
  void everySettingGivesThePlanAgain() {
    assertThat(TrainingPlan.of(ADAM.settings())).isEqualTo(ADAM);
    assertThat(TrainingPlan.of(SGD.settings())).isEqualTo(SGD);
    assertThat(TrainingPlan.asPrinted().with(ADAM.settings())).isEqualTo(ADAM);
    assertThat(ADAM.toBuilder().build()).isEqualTo(ADAM);
    assertThat(SGD.toBuilder().build()).isEqualTo(SGD);
  }

  @Test
  void theTwoPlansSetEverySettingApartFromItsDefault() {
    Map<String, String> changed = new HashMap<>(ADAM.settings());
    SGD.settings()
        .forEach((name, value) -> {
          if (!value.equals(TrainingPlan.asPrinted().settings().get(name))) {
            changed.put(name, value);
          }
        });

    assertThat(changed.keySet()).containsExactlyInAnyOrderElementsOf(TrainingPlan.settingNames());
    TrainingPlan.asPrinted()
        .settings()
        .forEach((name, value) -> assertThat(changed).doesNotContainEntry(name, value));
  }

  @Test
  void thePapersPlanIsWrittenAsItEverWas() {
    assertThat(TrainingPlan.asPrinted().settings().keySet())
        .containsExactly(
            "epochs",
            "batch_size",
            "learning_rate",
            "momentum",
            "dropout",
            "seed",
            "shuffle",
            "split",
            "validation_rows",
            "train_error");
  }

  @Test
  void aMissingSettingIsNamed() {
    Map<String, String> settings = new HashMap<>(ADAM.settings());
    settings.remove("seed");

    assertThatThrownBy(() -> TrainingPlan.of(settings))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the setting seed is missing");
  }

  @Test
  void anUnknownSettingIsNamed() {
    assertThatThrownBy(() -> ADAM.with(Map.of("learningrate", "1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("unknown setting learningrate; known are epochs, batch_size, ");
  }

  @ParameterizedTest
  @CsvSource({
    "epochs, x, 'epochs must be a number, got x'",
    "epochs, 1.5, 'epochs must be a number, got 1.5'",
    "epochs, 0, 'epochs must be at least 1, got 0'",
    "batch_size, '', 'batch size must be a number, got '",
    "learning_rate, -1, 'learning rate must be above 0 and finite, got -1.0'",
    "learning_rate, 1e39, 'learning rate must be above 0 and finite, got 1.0E39'",
    "shuffle, yes, 'expected true or false, got yes'",
    "split, odd, 'expected one of [random, ordered], got odd'",
    "optimizer, lion, 'expected one of [sgd, adam, adamw], got lion'",
    "schedule, linear, 'unknown schedule linear; known are constant, step:EPOCHS:FACTOR, cosine, one-cycle'",
    "noise, salt, 'unknown noise salt; known are none, gaussian:DEVIATION, masking:PROBABILITY'",
    "loss, l1, 'unknown loss l1; known are [mean-squared-error, binary-cross-entropy]'",
    "warmup_epochs, 30, 'warmup epochs must be at least 0 and fewer than the 30 epochs, got 30.0'",
    "clip_norm, 0, 'the norm to clip gradients at must be above 0, got 0.0'",
    "weight_decay, -1, 'weight decay must be at least 0 and finite, got -1.0'",
    "sparsity, NaN, 'the sparsity penalty must be at least 0 and finite, got NaN'",
    "nesterov, true, 'nesterov needs a momentum above 0'",
    "beta2, 1, 'beta2 must be at least 0 and below 1, got 1.0'",
    "patience, -1, 'patience must be at least 0, got -1'"
  })
  void aWrongValueIsNamed(String name, String value, String message) {
    TrainingPlan plan =
        name.startsWith("beta")
            ? TrainingPlan.builder().optimizerKind(OptimizerKind.ADAM).build()
            : TrainingPlan.asPrinted();

    assertThatThrownBy(() -> plan.with(Map.of(name, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void whatHasNoEffectIsRefused() {
    assertThatThrownBy(() -> ADAM.with(Map.of("momentum", "0.9")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("momentum is for sgd, adamw has beta1 instead, got 0.9");
    assertThatThrownBy(() -> ADAM.with(Map.of("validation_rows", "0")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "early stopping needs validation rows, got patience 3 and validation rows, got 0");
  }
}
