package dev.telar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.telar.model.Architecture;
import dev.telar.model.Initialisation;
import dev.telar.model.Parameters;
import dev.telar.model.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InitialisationTest {
  @Test
  void weightsAreThoseOfTheIndependentImplementation() {
    var expected = Golden.tensors("initial-33-17.safetensors").tensors();

    for (Tensor tensor : Initialisation.pytorchDefault(Architecture.relu(33, 17), 44).tensors()) {
      assertThat(expected.get(tensor.name()))
          .isNotNull()
          .satisfies(golden -> {
            assertThat(tensor.shape()).isEqualTo(golden.shape());
            assertThat(tensor.values()).isEqualTo(golden.values());
          });
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1})
  void everyTensorIsUniformWithinOneByTheRootOfTheLayersInputs(long seed) {
    var parameters = Initialisation.pytorchDefault(Architecture.relu(784, 64), seed);

    assertUniform(parameters.encoder().getFirst().weight(), 1 / Math.sqrt(784));
    assertUniform(parameters.encoder().getFirst().bias(), 1 / Math.sqrt(784));
    assertUniform(parameters.decoder().getLast().weight(), 1 / Math.sqrt(64));
    assertUniform(parameters.decoder().getLast().bias(), 1 / Math.sqrt(64));
  }

  private static void assertUniform(float[] values, double bound) {
    double sum = 0;
    double squares = 0;
    for (float value : values) {
      assertThat(Math.abs(value)).isLessThanOrEqualTo((float) bound);
      sum += value;
      squares += value * value;
    }
    int count = values.length;
    double sigmaOfMean = bound / Math.sqrt(3.0 * count);
    double sigmaOfSquare = bound * bound * Math.sqrt(4 / 45.0 / count);
    assertThat(sum / count).isBetween(-5 * sigmaOfMean, 5 * sigmaOfMean);
    assertThat(squares / count)
        .isBetween(bound * bound / 3 - 5 * sigmaOfSquare, bound * bound / 3 + 5 * sigmaOfSquare);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1})
  void xavierIsUniformWithinTheRootOfSixByAllWidths(long seed) {
    var parameters = draw(Initialisation.XAVIER, seed);

    assertUniform(parameters.encoder().getFirst().weight(), Math.sqrt(6.0 / (784 + 64)));
    assertUniform(parameters.decoder().getLast().weight(), Math.sqrt(6.0 / (784 + 64)));
    assertThat(parameters.encoder().getFirst().bias()).containsOnly(0);
    assertThat(parameters.decoder().getLast().bias()).containsOnly(0);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1})
  void kaimingIsNormalWithTwoByTheLayersInputsAsVariance(long seed) {
    var parameters = draw(Initialisation.KAIMING, seed);

    assertNormal(parameters.encoder().getFirst().weight(), 2.0 / 784);
    assertNormal(parameters.decoder().getLast().weight(), 2.0 / 64);
    assertThat(parameters.encoder().getFirst().bias()).containsOnly(0);
    assertThat(parameters.decoder().getLast().bias()).containsOnly(0);
  }

  private static Parameters draw(Initialisation initialisation, long seed) {
    return Initialisation.draw(initialisation, initialisation, Architecture.relu(784, 64), seed);
  }

  private static void assertNormal(float[] values, double variance) {
    double sum = 0;
    double squares = 0;
    for (float value : values) {
      sum += value;
      squares += value * value;
    }
    int count = values.length;
    double mean = 5 * Math.sqrt(variance / count);
    double deviation = 5 * variance * Math.sqrt(2.0 / count);
    assertThat(sum / count).isBetween(-mean, mean);
    assertThat(squares / count).isBetween(variance - deviation, variance + deviation);
  }

  @Test
  void aLayerDoesNotDependOnTheOther() {
    var architecture = Architecture.relu(13, 5);
    var mixed = Initialisation.draw(Initialisation.KAIMING, Initialisation.XAVIER, architecture, 7);

    assertThat(mixed.encoder().getFirst().weight())
        .isEqualTo(
            Initialisation.draw(Initialisation.KAIMING, Initialisation.KAIMING, architecture, 7)
                .encoder()
                .getFirst()
                .weight());
    assertThat(mixed.decoder().getLast().weight())
        .isEqualTo(
            Initialisation.draw(Initialisation.XAVIER, Initialisation.XAVIER, architecture, 7)
                .decoder()
                .getLast()
                .weight());
  }

  @Test
  void isFoundByItsName() {
    assertThat(Initialisation.of("pytorch-default")).isEqualTo(Initialisation.PYTORCH_DEFAULT);
    assertThat(Initialisation.of("pca")).isEqualTo(Initialisation.PCA);
    assertThatThrownBy(() -> Initialisation.of("zero"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "unknown initialisation zero; known are [pytorch-default, kaiming, xavier, pca]");
  }

  @Test
  void anotherSeedGivesOtherWeights() {
    var architecture = Architecture.relu(13, 5);

    assertThat(Initialisation.pytorchDefault(architecture, 1).sha256())
        .isEqualTo(Initialisation.pytorchDefault(architecture, 1).sha256())
        .isNotEqualTo(Initialisation.pytorchDefault(architecture, 2).sha256());
  }
}
