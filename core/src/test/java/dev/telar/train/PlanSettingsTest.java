package dev.telar.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.telar.data.Split;
import dev.telar.engine.Loss;
import dev.telar.engine.Noise;
import dev.telar.engine.Optimizer;
import dev.telar.engine.Optimizer.Adam;
import dev.telar.engine.Optimizer.Sgd;
import dev.telar.train.TrainingPlan.TrainError;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
          .optimizer(new Adam(0.85, 0.99, 1e-7, 0.01, true))
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
      TrainingPlan.asPrinted().toBuilder().optimizer(new Sgd(0.9, true, 0)).build();

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
    "learning_rate, 1e-50, 'learning rate is 0 in float32, got 1.0E-50'",
    "momentum, 1e-50, 'momentum is 0 in float32, got 1.0E-50'",
    "momentum, 0.999999999, 'momentum must be at least 0 and below 1, got 0.999999999'",
    "weight_decay, 1e-46, 'weight decay is 0 in float32, got 1.0E-46'",
    "sparsity, 1e-46, 'sparsity is 0 in float32, got 1.0E-46'",
    "clip_norm, 1e-46, 'clip norm is 0 in float32, got 1.0E-46'",
    "dropout, 1e-10, 'dropout must be 0 or at least 2⁻³³, of which 32 random bits can tell, got 1.0E-10'",
    "dropout, 0.99999999, 'dropout must be at least 0 and below 1, got 0.99999999'",
    "noise, masking:1e-10, 'the probability of masking noise must be at least 2⁻³³ and below 1, got 1.0E-10'",
    "learning_rate, 1e39, 'learning rate must be above 0 and finite, got 1.0E39'",
    "shuffle, yes, 'shuffle must be true or false, got yes'",
    "split, odd, 'split must be random or ordered, got odd'",
    "optimizer, lion, 'optimizer must be sgd or adam or adamw, got lion'",
    "schedule, linear, 'unknown schedule linear; known are constant, step:EPOCHS:FACTOR, cosine, one-cycle'",
    "noise, salt, 'unknown noise salt; known are none, gaussian:DEVIATION, masking:PROBABILITY'",
    "loss, l1, 'unknown loss l1; known are [mean-squared-error, binary-cross-entropy]'",
    "warmup_epochs, 30, 'warmup epochs must be at least 0 and fewer than the 30 epochs, got 30.0'",
    "clip_norm, 0, 'the norm to clip gradients at must be above 0, got 0.0'",
    "weight_decay, -1, 'weight decay must be at least 0 and finite, got -1.0'",
    "sparsity, NaN, 'the sparsity penalty must be at least 0 and finite, got NaN'",
    "nesterov, true, 'nesterov needs a momentum above 0'",
    "beta2, 1, 'beta2 must be at least 0 and below 1, got 1.0'",
    "patience, -1, 'patience must be at least 0, got -1'",
    "validation_rows, -1, 'validation rows must be at least 0, got -1'",
    "validation_rows, many, 'validation rows must be a number, got many'",
    "validation_rows, 1.5, 'a share of validation rows must be above 0 and below 1, got 1.5'"
  })
  void aWrongValueIsNamed(String name, String value, String message) {
    TrainingPlan plan =
        name.startsWith("beta") ? TrainingPlan.defaults() : TrainingPlan.asPrinted();

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

  @ParameterizedTest
  @CsvSource({"sgd, 0.5", "adam, 0.001", "adamw, 0.001"})
  void theLearningRateIsTheOptimizersUnlessItIsGiven(String optimizer, double expected) {
    assertThat(TrainingPlan.given(Map.of("optimizer", optimizer)).learningRate().rate())
        .isEqualTo(expected);
    assertThat(
            TrainingPlan.given(Map.of("optimizer", optimizer, "learning_rate", "0.25"))
                .learningRate()
                .rate())
        .isEqualTo(0.25);
  }

  @Test
  void aBuildersLearningRateIsTheOptimizersUnlessItIsSet() {
    var builder = TrainingPlan.builder().optimizer(new Sgd(0.9));

    assertThat(builder.build().learningRate().rate()).isEqualTo(0.01);
    assertThat(builder.optimizer(Adam.DEFAULT).build().learningRate().rate()).isEqualTo(0.001);
    assertThat(builder.learningRate(0.5).build().learningRate().rate()).isEqualTo(0.5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "beta1=0.5|beta1 is for adam and adamw, the optimizer is sgd; leave it away, got 0.5",
        "weight_decay=1e-3;beta1=0.9|beta1 is for adam and adamw, the optimizer is sgd; leave it away, got 0.9",
        "beta2=0.5|beta2 is for adam and adamw, the optimizer is sgd; leave it away, got 0.5",
        "epsilon=0.1|epsilon is for adam and adamw, the optimizer is sgd; leave it away, got 0.1",
        "optimizer=adam;momentum=0.9|momentum is for sgd, adam has beta1 instead, got 0.9",
        "optimizer=adam;nesterov=true|nesterov is for sgd, got adam",
        "optimizer=adamw;weight_decay=1e-6|weight decay times the learning rate 0.001 takes nothing"
            + " from a float32; leave it away, got 1.0E-6",
        "schedule=one-cycle;warmup_epochs=0|warmup epochs must be above 0 for one-cycle, which rises"
            + " for 30 % of all epochs without it; leave it away, got 0.0",
      })
  void aSettingThatIsGivenAndHasNoEffectIsRefused(String settings, String message) {
    Map<String, String> given = new LinkedHashMap<>();
    for (String setting : settings.split(";", -1)) {
      given.put(setting.substring(0, setting.indexOf('=')), setting.replaceFirst("^.*=", ""));
    }

    assertThatThrownBy(() -> TrainingPlan.given(given))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void aBuilderRefusesWhatHasNoEffect() {
    var builder = TrainingPlan.builder().optimizer(new Adam(0.9, 0.999, 1e-8, 1e-6, true));

    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("weight decay times the learning rate 0.001 takes nothing");
    assertThat(builder.learningRate(1).build().optimizer().kind()).isEqualTo(Optimizer.Kind.ADAMW);
  }

  @Test
  void aFileOfAnEarlierVersionMayHaveWhatHasNoEffect() {
    Map<String, String> settings = new HashMap<>(TrainingPlan.asPrinted().settings());
    settings.put("beta1", "0.5");
    settings.put("schedule", "one-cycle");
    settings.put("warmup_epochs", "0");

    assertThat(TrainingPlan.of(settings))
        .isEqualTo(TrainingPlan.given(Map.of("schedule", "one-cycle")));
  }

  @Test
  void everySettingHasAText() {
    TrainingPlan paper = TrainingPlan.asPrinted();

    assertThat(paper.allSettings().keySet()).isEqualTo(TrainingPlan.settingNames());
    assertThat(paper.allSettings()).containsEntry("beta1", "0.9").containsEntry("tied", "false");
    assertThat(ADAM.allSettings()).containsAllEntriesOf(ADAM.settings());
  }

  @ParameterizedTest
  @CsvSource({
    "0.1, 60000, 6000",
    "0.1, 14, 1",
    "0.1, 15, 2",
    "0.25, 3, 1",
    "0.99, 3, 2",
    "0.1, 2, 1",
    "0.1, 1, 0",
    "0.1, 0, 0",
    "7, 3, 7",
    "1e-4, 100000, 10"
  })
  void rowsOrAShareOfThemValidate(String setting, int rows, int expected) {
    TrainingPlan plan = TrainingPlan.given(Map.of("validation_rows", setting));

    assertThat(plan.on(rows).validationRows()).isEqualTo(expected);
    assertThat(TrainingPlan.of(plan.settings())).isEqualTo(plan);
  }

  @Test
  void aShareThatLeavesNoRowCannotStopEarly() {
    PlannedSteps steps = TrainingPlan.builder().patience(2).build().on(1);

    assertThatThrownBy(steps::check)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("early stopping needs validation rows, 0.1 of 1 rows leaves none");
  }

  @ParameterizedTest
  @CsvSource({"60000, 10000", "70000, 10000", "59999, 9999", "3000, 500", "6, 1", "5, 0", "1, 0"})
  void aSixthOfTheRowsValidatesWhereTenThousandAreTooMany(int rows, int expected) {
    assertThat(TrainingPlan.paperValidationRows(rows)).isEqualTo(expected);
  }
}
