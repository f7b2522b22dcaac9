package dev.telar.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import dev.telar.data.FloatSamples;
import dev.telar.data.Samples;
import dev.telar.measure.PrincipalComponents;
import dev.telar.model.Activation;
import dev.telar.model.Autoencoder;
import dev.telar.model.HiddenWidths;
import dev.telar.model.Initialisation;
import dev.telar.model.Parameters;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelPlanTest {
  private static final int WIDTH = 12;
  private static final HiddenWidths HIDDEN = HiddenWidths.of(5);
  private static final Samples SAMPLES = samples();
  private static final TrainingPlan PLAN =
      TrainingPlan.asPrinted().toBuilder().validationRows(10).build();

  private static Samples samples() {
    var random = new Random(11);
    float[] values = new float[50 * WIDTH];
    for (int i = 0; i < values.length; i++) {
      // Each column has a mean of its own, all between 0.1 and 0.9.
      values[i] = 0.1f + 0.05f * (i % WIDTH) + 0.2f * random.nextFloat();
    }
    return new FloatSamples(values, 50, WIDTH);
  }

  private static double[] trainingMean() {
    return SAMPLES.mean(PLAN.on(50).split().train());
  }

  private static Autoencoder start(ModelPlan plan) throws InterruptedException {
    return plan.start(SAMPLES, HIDDEN, PLAN, 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"relu", "identity", "leaky-relu", "sigmoid", "tanh"})
  void withTheOutputAtTheMeanASwitchedOffHiddenLayerGivesTheMean(String output)
      throws InterruptedException {
    Autoencoder model =
        start(ModelPlan.AS_PRINTED.with(Map.of("output", output, "output_bias", "mean")));

    float[] activations = model.parameters().decoder().getLast().bias().clone();
    model.architecture().outputActivation().apply(activations);

    double[] mean = trainingMean();
    for (int j = 0; j < WIDTH; j++) {
      assertThat((double) activations[j]).isCloseTo(mean[j], offset(1e-6));
    }
  }

  @Test
  void aMeanAtTheEndOfTheRangeGivesAFiniteBias() throws InterruptedException {
    Samples black = new FloatSamples(new float[20 * WIDTH], 20, WIDTH);
    ModelPlan plan = ModelPlan.AS_PRINTED.with(Map.of("output", "sigmoid", "output_bias", "mean"));

    assertThat(plan.start(black, HIDDEN, PLAN, 1).parameters().areFinite()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void centredTheMeanGivesTheDrawnBiases(boolean tied) throws InterruptedException {
    TrainingPlan plan = PLAN.toBuilder().tied(tied).build();
    Parameters drawn = ModelPlan.AS_PRINTED.start(SAMPLES, HIDDEN, plan, 1).parameters();
    Parameters centred =
        ModelPlan.AS_PRINTED
            .with(Map.of("centre_inputs", "true"))
            .start(SAMPLES, HIDDEN, plan, 1)
            .parameters();
    double[] mean = trainingMean();

    for (int i = 0; i < HIDDEN.code(); i++) {
      double z = centred.encoder().getFirst().bias()[i];
      for (int j = 0; j < WIDTH; j++) {
        z += centred.encoder().getFirst().weight()[i * WIDTH + j] * mean[j];
      }
      assertThat(z).isCloseTo(drawn.encoder().getFirst().bias()[i], offset(1e-6));
    }
    assertThat(centred.encoder().getFirst().bias()).isNotEqualTo(drawn.encoder().getFirst().bias());
    assertThat(centred.decoder().getLast().bias()).isEqualTo(drawn.decoder().getLast().bias());
    assertThat(centred.areTied()).isEqualTo(tied);
  }

  @Test
  void thePapersBeginsWithPyTorchsDefault() throws InterruptedException {
    Autoencoder model = start(ModelPlan.AS_PRINTED);

    assertThat(model.parameters().sha256())
        .isEqualTo(Initialisation.pytorchDefault(model.architecture(), PLAN.seed()).sha256());
  }

  @Test
  void principalComponentsAreThoseOfTheTrainingRows() throws InterruptedException {
    ModelPlan plan =
        ModelPlan.AS_PRINTED.with(
            Map.of("activation", "identity", "output", "identity", "init", "pca"));
    int[] rows = PLAN.on(50).split().train();

    Autoencoder model = start(plan);

    assertThat(model.parameters().sha256())
        .isEqualTo(
            PrincipalComponents.of(SAMPLES, rows, 1).model(HIDDEN.code()).parameters().sha256());
  }

  @ParameterizedTest
  @CsvSource({
    "gelu, sigmoid, 'kaiming,xavier', mean, true",
    "leaky-relu:0.2, tanh, xavier, init, true",
    "relu, identity, pca, init, false"
  })
  void settingsGiveThePlanAgain(
      String activation, String output, String init, String outputBias, String centred) {
    Map<String, String> settings =
        Map.of(
            "activation",
            activation,
            "output",
            output,
            "init",
            init,
            "output_bias",
            outputBias,
            "centre_inputs",
            centred);

    ModelPlan plan = ModelPlan.AS_PRINTED.with(settings);

    assertThat(plan.settings()).isEqualTo(settings);
    assertThat(ModelPlan.AS_PRINTED.with(plan.settings())).isEqualTo(plan);
    assertThat(ModelPlan.given(plan.settings())).isEqualTo(plan);
  }

  @Test
  void theCodesActivationIsThatOfTheOtherLayersUnlessItIsGiven() {
    ModelPlan plan = ModelPlan.given(Map.of("activation", "tanh", "code_activation", "identity"));

    assertThat(plan.codeActivation()).isEqualTo(new Activation.Identity());
    assertThat(plan.settings().keySet()).isEqualTo(ModelPlan.settingNames());
    assertThat(ModelPlan.given(plan.settings())).isEqualTo(plan);
    assertThat(plan.with(Map.of("activation", "gelu")).codeActivation())
        .isEqualTo(new Activation.Identity());
    assertThat(ModelPlan.AS_PRINTED.with(Map.of("activation", "gelu")).codeActivation())
        .isEqualTo(new Activation.Gelu());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void theThreadsDoNotMatter(int threads) throws InterruptedException {
    ModelPlan plan =
        ModelPlan.given(Map.of("activation", "identity", "output", "identity", "init", "pca"));

    assertThat(plan.start(SAMPLES, HIDDEN, PLAN, threads).parameters().sha256())
        .isEqualTo(start(plan).parameters().sha256());
  }

  @ParameterizedTest
  @CsvSource({
    "activations, relu, 'unknown setting activations; known are activation, code_activation, output, init, output_bias, centre_inputs'",
    "output_bias, zero, 'output bias must be mean or init, got zero'",
    "centre_inputs, yes, 'centre inputs must be true or false, got yes'",
    "init, 'pca,xavier', 'init pca is for both layers, got pca,xavier'",
    "init, zero, 'unknown initialisation zero; known are [pytorch-default, kaiming, xavier, pca]'"
  })
  void aWrongSettingIsNamed(String name, String value, String message) {
    assertThatThrownBy(() -> ModelPlan.AS_PRINTED.with(Map.of(name, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void whatPrincipalComponentsDecideIsRefused() {
    assertThatThrownBy(
            () -> ModelPlan.AS_PRINTED.with(Map.of("init", "pca", "centre_inputs", "true")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("init pca decides the biases; leave output bias and centre inputs away");
  }

  @Test
  void moreUnitsKeptThanThereAreIsRefused() {
    assertThatThrownBy(() -> start(ModelPlan.AS_PRINTED.with(Map.of("activation", "top-k:6"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("top-k:6 keeps more units than the 5 of the code");
  }
}
