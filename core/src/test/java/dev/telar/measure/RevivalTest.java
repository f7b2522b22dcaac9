package dev.telar.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import dev.telar.data.ByteSamples;
import dev.telar.engine.Engine;
import dev.telar.model.Activation;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.model.Dense;
import dev.telar.model.Parameters;
import dev.telar.model.Parameters.Layer;
import java.util.List;
import org.junit.jupiter.api.Test;

class RevivalTest {
  /// Two pixels that vary around 0.5, and one that is always black.
  private static final ByteSamples SAMPLES =
      new ByteSamples(
          new byte[] {
            100, 60, 0, (byte) 155, (byte) 195, 0, 127, 127, 0, (byte) 128, (byte) 128, 0
          },
          4,
          3);

  /// Output 0 copies its pixel; 1 is dead for every sample, and so is 2, rightly.
  private static final Autoencoder MODEL =
      new Autoencoder(
          Architecture.relu(3, 1),
          Parameters.of(
              new Layer(new float[] {1, 0, 0}, new float[1]),
              new Layer(new float[] {1, -1, -1}, new float[] {0, 0, -0.5f})));

  private static double error(Autoencoder model) throws InterruptedException {
    try (Engine engine = Engine.open(Engine.Kind.REFERENCE, model, 4, 1)) {
      return ReconstructionError.mean(engine, SAMPLES);
    }
  }

  private static Revival revive(Autoencoder model) throws InterruptedException {
    return Revival.of(model, SAMPLES, Engine.Kind.REFERENCE, 1);
  }

  @Test
  void aDeadOutputGivesTheMeanOfTheTrainingSamples() throws InterruptedException {
    Revival revival = revive(MODEL);

    assertThat(revival.outputs()).containsExactly(1);
    assertThat(revival.greatestPreActivation()).isEqualTo(-100 / 255f);
    Parameters revived = revival.model().parameters();
    assertThat(revived.decoder().getLast().weight()).containsExactly(1, 0, -1);
    assertThat(revived.decoder().getLast().bias()).containsExactly(0, 0.5f, -0.5f);
    assertThat(revived.encoder().getFirst().weight())
        .isEqualTo(MODEL.parameters().encoder().getFirst().weight());
  }

  @Test
  void theErrorFallsFromTheMeanSquareToTheVariance() throws InterruptedException {
    double square = 0;
    double variance = 0;
    for (int pixel : new int[] {60, 195, 127, 128}) {
      square += Math.pow(pixel / 255.0, 2);
      variance += Math.pow(pixel / 255.0 - 0.5, 2);
    }

    assertThat(error(MODEL)).isCloseTo(square / 12, withPercentage(1e-4));
    assertThat(error(revive(MODEL).model())).isCloseTo(variance / 12, withPercentage(1e-4));
  }

  @Test
  void tiedWeightsStayTied() throws InterruptedException {
    var tied =
        new Autoencoder(
            Architecture.relu(3, 1),
            Parameters.of(
                new Layer(new float[] {1, -0.25f, 0}, new float[1]),
                new Layer(new float[] {1, -0.25f, 0}, new float[3])));
    Revival revival = revive(tied);

    assertThat(revival.outputs()).containsExactly(1);
    assertThat(revival.model().parameters().areTied()).isTrue();
    assertThat(revive(revival.model()).outputs()).isEmpty();
    assertThat(error(revival.model())).isLessThan(error(tied));
  }

  @Test
  void aRevivedModelHasNothingToRevive() throws InterruptedException {
    Autoencoder revived = revive(MODEL).model();

    Revival again = revive(revived);

    assertThat(again.outputs()).isEmpty();
    assertThat(again.model()).isSameAs(revived);
  }

  /// Around the layers of [#MODEL], which it ends with, layers that pass their values on.
  private static Autoencoder deep() {
    var relu = new Activation.Relu();
    Parameters old = MODEL.parameters();
    var pass = new Layer(new float[] {1}, new float[1]);
    return new Autoencoder(
        new Architecture(
            List.of(new Dense(3, 1, relu), new Dense(1, 1, relu)),
            List.of(new Dense(1, 1, relu), new Dense(1, 3, relu))),
        new Parameters(
            List.of(old.encoder().getFirst(), pass), List.of(pass, old.decoder().getLast())));
  }

  @Test
  void ofADeepNetworkTheLastLayerIsChanged() throws InterruptedException {
    Autoencoder deep = deep();

    Revival revival = revive(deep);

    assertThat(revival.outputs()).containsExactly(1);
    assertThat(revival.greatestPreActivation()).isEqualTo(-100 / 255f);
    Layer last = revive(MODEL).model().parameters().decoder().getLast();
    List<Layer> layers = revival.model().parameters().layers();
    assertThat(layers.subList(0, 3)).isEqualTo(deep.parameters().layers().subList(0, 3));
    assertThat(layers.getLast().weight()).isEqualTo(last.weight());
    assertThat(layers.getLast().bias()).isEqualTo(last.bias());
    assertThat(revive(revival.model()).outputs()).isEmpty();
  }

  @Test
  void tiedWeightsOfADeepNetworkStayTied() throws InterruptedException {
    var tied =
        new Autoencoder(
            deep().architecture(),
            new Parameters(
                List.of(
                    new Layer(new float[] {1, -0.25f, 0}, new float[1]),
                    new Layer(new float[] {1}, new float[1])),
                List.of(
                    new Layer(new float[] {1}, new float[1]),
                    new Layer(new float[] {1, -0.25f, 0}, new float[3]))));

    Revival revival = revive(tied);

    assertThat(revival.outputs()).containsExactly(1);
    assertThat(revival.model().parameters().areTied()).isTrue();
    assertThat(error(revival.model())).isLessThan(error(tied));
  }
}
